package io.edgewise.sim.workload.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.TensorShape;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Finding a network by its name. */
class NetworksTest {

  @ParameterizedTest
  @MethodSource("io.edgewise.sim.workload.networks.Networks#names")
  void everyNameIsFoundAtItsPublishedResolution(String name) {
    LayerGraph graph = Networks.find(name);
    assertThat(graph.name()).startsWith(name + "@");
    assertThat(graph.input().channels()).isEqualTo(3);
  }

  @ParameterizedTest
  @MethodSource("classifiers")
  void everyClassifierGivesImageNetsClasses(String name) {
    LayerGraph graph = Networks.find(name);
    assertThat(graph.output().positions()).isEqualTo(1);
    assertThat(graph.output().channels()).isIn(1000, 1001);
  }

  /** All but the detector, its backbone with heads and without. */
  static Stream<String> classifiers() {
    return Networks.names().stream().filter(name -> !name.contains("mobiledet"));
  }

  @Test
  void theResolutionMayBeChosen() {
    LayerGraph graph = Networks.find("mobilenet-v1-0.25@96");
    assertThat(graph.name()).isEqualTo("mobilenet-v1-0.25@96");
    assertThat(graph.input()).isEqualTo(new TensorShape(96, 96, 3));
    assertThat(Networks.find("mobilenet-v1-0.25").name()).isEqualTo("mobilenet-v1-0.25@128");
  }

  @Test
  void aWrongNameIsAnsweredWithTheNearestAndAllNames() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Networks.find("mobilenet-v1-0.35@224"))
        .withMessageStartingWith(
            "unknown network \"mobilenet-v1-0.35\"; did you mean mobilenet-v1-0.25?")
        .withMessageContaining("vgg-19");
  }

  @ParameterizedTest
  @CsvSource({
    "resnet-50-v1@, resolution \"\" is not a whole number from 1 to 4096",
    "resnet-50-v1@0, resolution \"0\" is not a whole number from 1 to 4096",
    "resnet-50-v1@5000, resolution \"5000\" is not a whole number from 1 to 4096",
    "resnet-50-v1@9999999999, resolution \"9999999999\" is not a whole number from 1 to 4096",
    "resnet-50-v1@224x224, resolution \"224x224\" is not a whole number from 1 to 4096",
    "inception-v4@32, network inception-v4@32: layer Mixed_6a/Branch_0",
  })
  void aWrongResolutionIsNamed(String name, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Networks.find(name))
        .withMessageContaining(message);
  }
}
