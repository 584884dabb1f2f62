package io.edgewise.sim.naming;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.sim.settings.AcceleratorFile;
import io.edgewise.sim.workload.networks.Networks;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DidYouMeanTest {

  private static final List<String> KEYS = List.of("epochs", "learning-rate", "batch-size");

  @ParameterizedTest
  @CsvSource({
    "learning-rat, learning-rate",
    "epoch, epochs",
    "Learning_Rate, learning-rate",
    "batchsize, batch-size",
    "zzz, ''",
    "'', ''",
    "___, ''",
    "16, ''"
  })
  void aMistypedKeyFindsTheOneThatWasMeant(String given, String meant) {
    assertThat(String.join(" ", DidYouMean.meant(given, KEYS))).isEqualTo(meant);
  }

  @ParameterizedTest
  @CsvSource({
    "resnet50, resnet-50-v1 resnet-50-v2",
    "ResNet101V2, resnet-101-v2",
    "EfficientNet-B0, efficientnet-b0",
    "efficientnet_lite0, efficientnet-lite0",
    "InceptionV3, inception-v3",
    "VGG16, vgg-16",
    "DenseNet121, densenet-121",
    "squeeze_net, squeezenet",
    "mobilenet_v1_1.0_224, mobilenet-v1-1.0",
    "mobilenet_v2, mobilenet-v2-0.35 mobilenet-v2-0.5 mobilenet-v2-0.75 mobilenet-v2-1.0"
        + " mobilenet-v2-1.3 mobilenet-v2-1.4",
    "mobilenet_v2_1.4, mobilenet-v2-1.4",
    "yolov8n, ''"
  })
  void anyUsualSpellingFindsTheNetworks(String given, String meant) {
    assertThat(String.join(" ", DidYouMean.meant(given, Networks.names()))).isEqualTo(meant);
  }

  @ParameterizedTest
  @CsvSource({"Coral_USB, coral-usb", "coralusb.conf, coral-usb", "coral-dev, coral-dev-board"})
  void anyUsualSpellingFindsTheAccelerator(String given, String meant) {
    assertThat(String.join(" ", DidYouMean.meant(given, AcceleratorFile.builtIn())))
        .isEqualTo(meant);
  }

  @Test
  void theHintIsAQuestionBehindARefusal() {
    List<String> words = List.of("resnet-50-v1", "resnet-50-v2", "resnet-50-v3", "vgg-16");

    assertThat(DidYouMean.hint("vgg_16", words)).isEqualTo("; did you mean vgg-16?");
    assertThat(DidYouMean.hint("resnet50", words))
        .isEqualTo("; did you mean resnet-50-v1, resnet-50-v2 or resnet-50-v3?");
    assertThat(DidYouMean.hint("yolo", words)).isEmpty();
  }
}
