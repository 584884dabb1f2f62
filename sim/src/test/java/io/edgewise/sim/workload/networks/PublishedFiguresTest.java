package io.edgewise.sim.workload.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.LayerGraph.Node;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The reference networks against their published figures.
 *
 * <p>MACs here are those of convolutions, depthwise convolutions and dense layers, nothing else.
 * Parameters here are weights, one bias an output channel, and the constants of normalisations that
 * cannot be folded. Published counts differ in what they take for a normalisation of C channels:
 * scale and offset (2C, "trainable"), these and the moving statistics (4C, Keras' total), or all
 * but the scale (3C, TF-slim), where a folded network has one bias (1C). Each test states the
 * difference, and where the published count is exact, so is the test.
 */
class PublishedFiguresTest {

  /** Marks layers that no normalisation follows: classifiers and the gates of squeeze-excite. */
  private static final String PLAIN = ".*(Logits|logits|/se/).*";

  /** torchvision's meta of each weight file: "num_params" and "_ops" (G multiply-accumulates). */
  @ParameterizedTest
  @CsvSource({
    "efficientnet-b0, 5288548, 0.386",
    "efficientnet-b1, 7794184, 0.687",
    "efficientnet-b2@288, 9109994, 1.088",
    "efficientnet-b3, 12233232, 1.827",
    "efficientnet-b4, 19341616, 4.394",
    "efficientnet-b5, 30389784, 10.266",
    "efficientnet-b6, 43040704, 19.068",
    "efficientnet-b7, 66347960, 37.746",
  })
  void efficientNetsAgreeWithTorchvision(String name, long parameters, double gigaMacs) {
    LayerGraph graph = Networks.find(name);
    assertThat(graph.parameters() + normalisedChannels(graph)).isEqualTo(parameters);
    assertGigaMacs(graph, gigaMacs);
  }

  /** arXiv 1905.11946, table 2: FLOPs are multiply-accumulates. */
  @Test
  void efficientNetB2AgreesWithThePaper() {
    assertThat(Networks.find("efficientnet-b2").macs() / 1e9).isCloseTo(1.0, within(0.05));
  }

  /**
   * Parameters: tensorflow/tpu efficientnet_lite_builder_test.py, trainable variables. MAdds: the
   * README beside it; these are halved operations of a profile and so include normalisation and
   * activation, about three for each activation element, 3 to 6 % of the whole.
   */
  @ParameterizedTest
  @CsvSource({
    "efficientnet-lite0, 4652008, 407",
    "efficientnet-lite1, 5416680, 631",
    "efficientnet-lite2, 6092072, 899",
    "efficientnet-lite3, 8197096, 1440",
    "efficientnet-lite4, 13006568, 2640",
  })
  void efficientNetLitesAgreeWithTheirOwnTest(String name, long parameters, double megaMadds) {
    LayerGraph graph = Networks.find(name);
    assertThat(graph.parameters() + normalisedChannels(graph)).isEqualTo(parameters);
    assertThat(graph.macs() / 1e6).isBetween(0.94 * megaMadds, 0.97 * megaMadds);
  }

  /** tensorflow/tpu efficientnet/edgetpu README: operations (two a MAC) and parameters, rounded. */
  @ParameterizedTest
  @CsvSource({
    "efficientnet-edgetpu-s, 4.72, 5.4",
    "efficientnet-edgetpu-m, 7.34, 6.9",
    "efficientnet-edgetpu-l, 19.36, 10.6",
  })
  void efficientNetEdgeTpusAgreeWithTheirReadme(
      String name, double gigaOperations, double megaParameters) {
    LayerGraph graph = Networks.find(name);
    assertThat(2 * graph.macs() / 1e9).isBetween(0.996 * gigaOperations, gigaOperations);
    assertThat(graph.parameters() / 1e6).isCloseTo(megaParameters, within(0.06));
  }

  /**
   * TF-slim nets/mobilenet_v1.md: million MACs, and million parameters counted 3C. Its 317 M for
   * width 0.75 is a slip: the paper (arXiv 1704.04861, table 6) has 325 M.
   */
  @ParameterizedTest
  @CsvSource({
    "mobilenet-v1-1.0@224, 569, 4.24",
    "mobilenet-v1-1.0@192, 418, 4.24",
    "mobilenet-v1-1.0@160, 291, 4.24",
    "mobilenet-v1-1.0@128, 186, 4.24",
    "mobilenet-v1-0.75@224, 325, 2.59",
    "mobilenet-v1-0.5@224, 150, 1.34",
    "mobilenet-v1-0.5@160, 77, 1.34",
    "mobilenet-v1-0.5@128, 49, 1.34",
    "mobilenet-v1-0.25@224, 41, 0.47",
    "mobilenet-v1-0.25@160, 21, 0.47",
    "mobilenet-v1-0.25@128, 14, 0.47",
  })
  void mobileNetV1sAgreeWithTheirReadme(String name, double megaMacs, double megaParameters) {
    LayerGraph graph = Networks.find(name);
    assertThat(graph.macs() / 1e6).isCloseTo(megaMacs, within(0.9));
    long counted = graph.parameters() + 2 * normalisedChannels(graph);
    assertThat(counted / 1e6).isCloseTo(megaParameters, within(0.005));
  }

  /** TF-slim nets/mobilenet/README.md: million MACs (cut), and million parameters counted 0C. */
  @ParameterizedTest
  @CsvSource({
    "mobilenet-v2-1.4@224, 582, 6.06",
    "mobilenet-v2-1.3@224, 509, 5.34",
    "mobilenet-v2-1.0@224, 300, 3.47",
    "mobilenet-v2-1.0@192, 221, 3.47",
    "mobilenet-v2-1.0@160, 154, 3.47",
    "mobilenet-v2-1.0@128, 99, 3.47",
    "mobilenet-v2-1.0@96, 56, 3.47",
    "mobilenet-v2-0.75@224, 209, 2.61",
    "mobilenet-v2-0.5@224, 97, 1.95",
    "mobilenet-v2-0.35@224, 59, 1.66",
    "mobilenet-v2-0.35@96, 11, 1.66",
  })
  void mobileNetV2sAgreeWithTheirReadme(String name, double megaMacs, double megaParameters) {
    LayerGraph graph = Networks.find(name);
    assertThat(graph.macs() / 1e6).isCloseTo(megaMacs, within(1.0));
    long weights = graph.parameters() - channels(graph, ".*");
    assertThat(weights / 1e6).isCloseTo(megaParameters, within(0.007));
  }

  /** Keras applications, trainable parameters, 1000 classes where TF-slim has 1001. */
  @ParameterizedTest
  @CsvSource({"mobilenet-v1-1.0, 1024, 4231976", "mobilenet-v2-1.0, 1280, 3504872"})
  void mobileNetsAgreeWithKeras(String name, int features, long trainable) {
    LayerGraph graph = Networks.find(name);
    long thousandClasses = graph.parameters() - (features + 1);
    assertThat(thousandClasses + normalisedChannels(graph)).isEqualTo(trainable);
  }

  /** TF-slim nets/mobilenet/README.md, Edge TPU checkpoints: both columns cut, not rounded. */
  @ParameterizedTest
  @CsvSource({"mobilenet-edgetpu-0.75, 624, 2.9", "mobilenet-edgetpu-1.0, 990, 4.0"})
  void mobileNetEdgeTpusAgreeWithTheirReadme(String name, double megaMacs, double megaParameters) {
    LayerGraph graph = Networks.find(name);
    assertThat(graph.macs() / 1e6).isBetween(megaMacs, megaMacs + 1);
    assertThat(graph.parameters() / 1e6).isBetween(megaParameters, megaParameters + 0.1);
  }

  /**
   * tensorflow/models official/projects/edgetpu/vision/README.md: million MACs, and million trained
   * parameters (2C).
   */
  @ParameterizedTest
  @CsvSource({
    "mobilenet-edgetpu-v1-0.75, 622, 2.62",
    "mobilenet-edgetpu-v1-1.0, 991, 4.09",
    "mobilenet-edgetpu-v1-1.25, 1638, 6.03",
    "mobilenet-edgetpu-v1-1.5, 2212, 8.13",
    "mobilenet-edgetpu-v1-1.75, 3139, 10.77",
    "mobilenet-edgetpu-v2-tiny, 512, 3.76",
    "mobilenet-edgetpu-v2-xs, 707, 4.46",
    "mobilenet-edgetpu-v2-s, 1198, 5.99",
    "mobilenet-edgetpu-v2-m, 1836, 8.46",
    "mobilenet-edgetpu-v2-l, 2531, 10.92",
    "mobiledet-edgetpu, 1474, 2.78",
  })
  void edgeTpuNetsAgreeWithTheirReadme(String name, double megaMacs, double megaParameters) {
    LayerGraph graph = Networks.find(name);
    assertThat(graph.macs() / 1e6).isCloseTo(megaMacs, within(0.6));
    assertThat((graph.parameters() + normalisedChannels(graph)) / 1e6)
        .isCloseTo(megaParameters, within(0.006));
  }

  /** 3 anchors on 20x20 and 6 on 10x10, 5x5, 3x3, 2x2 and 1x1: 2,034 boxes of 4, 91 scores each. */
  @Test
  void ssdLiteGivesBoxesAndScoresOfAllAnchors() {
    LayerGraph graph = Networks.find("ssdlite-mobiledet-edgetpu");
    assertThat(graph.outputs())
        .extracting(output -> graph.nodes().get(output).output().elements())
        .containsExactly(2034L * 4, 2034L * 91);
  }

  /**
   * Parameters: torchvision, scale and offset counted. MACs: arXiv 1512.03385, table 1, whose FLOPs
   * are multiply-accumulates (torchvision has the stride elsewhere, and 4.089 G for 50 layers).
   */
  @ParameterizedTest
  @CsvSource({
    "resnet-50-v1, 25557032, 3.8",
    "resnet-101-v1, 44549160, 7.6",
    "resnet-152-v1, 60192808, 11.3",
  })
  void resNetV1sAgreeWithThePaper(String name, long parameters, double gigaMacs) {
    LayerGraph graph = Networks.find(name);
    assertThat(graph.parameters() + normalisedChannels(graph)).isEqualTo(parameters);
    assertThat(graph.macs() / 1e9).isCloseTo(gigaMacs, within(0.06));
  }

  /**
   * Parameters: Keras applications, 4C. Behind conv1 and conv2 of a block the normalisation is
   * folded (1C here); before a block it stands alone (2C here). MACs: TF-slim as profiled in
   * google-research/receptive_field RECEPTIVE_FIELD_TABLE.md at block4 (224): operations, two a
   * MAC, with 0.1 % for biases; the classifier's 2.048 M MACs come after.
   */
  @ParameterizedTest
  @CsvSource({
    "resnet-50-v2, 25613800, 6.969",
    "resnet-101-v2, 44675560, 14.397",
    "resnet-152-v2, 60380648, 21.826",
  })
  void resNetV2sAgreeWithKerasAndTfSlim(String name, long parameters, double gigaOperations) {
    LayerGraph graph = Networks.find(name);
    long folded = channels(graph, "block.*/conv[12]");
    assertThat(graph.parameters() + 3 * folded + 2 * unfoldedChannels(graph)).isEqualTo(parameters);
    double operations = 2 * (graph.macs() - 2_048_000) / 1e9;
    assertThat(operations).isBetween(0.998 * gigaOperations, gigaOperations);
  }

  /**
   * TF-slim's own tests: variables before the classifier, counted 3C. The separable stem of v2 is
   * not normalised there: its depthwise convolution has no bias, its 1x1 convolution has one.
   */
  @ParameterizedTest
  @CsvSource({
    "inception-v1, 1024, 5607184",
    "inception-v2, 1024, 10173112",
    "inception-v3, 2048, 21802784",
  })
  void inceptionsAgreeWithTfSlimsTests(String name, int features, long variables) {
    LayerGraph graph = Networks.find(name);
    long body = graph.parameters() - (features + 1) * 1001L;
    long withoutBias = channels(graph, ".*_7x7/depthwise");
    long normalised = normalisedChannels(graph) - channels(graph, ".*_7x7/.*");
    assertThat(body - withoutBias + 2 * normalised).isEqualTo(variables);
  }

  /** OpenVINO Open Model Zoo: the TF-slim networks folded, million parameters, 1001 classes. */
  @ParameterizedTest
  @CsvSource({"inception-v1, 6.619", "inception-v3, 23.819"})
  void inceptionsAgreeWithTheOpenModelZoo(String name, double megaParameters) {
    assertThat(Networks.find(name).parameters() / 1e6).isCloseTo(megaParameters, within(0.0005));
  }

  /**
   * v1: arXiv 1409.4842, section 5, "1.5 billion multiply-adds"; v2: the receptive field table,
   * 3.883 G operations before the classifier; v3: torchvision "_ops"; v4 and Inception-ResNet v2:
   * timm's model cards.
   */
  @ParameterizedTest
  @CsvSource({
    "inception-v1, 1.5, 0.01",
    "inception-v2, 1.9415, 0.01",
    "inception-v3, 5.713, 0.001",
    "inception-v4, 12.3, 0.05",
    "inception-resnet-v2, 13.2, 0.05",
  })
  void inceptionsHaveThePublishedMacs(String name, double gigaMacs, double tolerance) {
    assertThat(Networks.find(name).macs() / 1e9).isCloseTo(gigaMacs, within(tolerance));
  }

  /** KerasHub's inception_v4 preset (2C), and Keras applications' InceptionResNetV2 (3C). */
  @Test
  void theLateInceptionsAgreeWithKeras() {
    long oneClass = 1536 + 1;
    LayerGraph v4 = Networks.find("inception-v4");
    assertThat(v4.parameters() - oneClass + normalisedChannels(v4)).isEqualTo(42_679_816L);

    LayerGraph resNet = Networks.find("inception-resnet-v2");
    long projections = channels(resNet, "Block\\w+/Conv2d_1x1");
    assertThat(resNet.parameters() - oneClass + 2 * (normalisedChannels(resNet) - projections))
        .isEqualTo(55_873_736L);
  }

  /** torchvision: "num_params" and "_ops"; without normalisation the counts are the same. */
  @ParameterizedTest
  @CsvSource({
    "squeezenet, 1235496, 0.349",
    "squeezenet-1.0, 1248424, 0.819",
    "vgg-16, 138357544, 15.470",
    "vgg-19, 143667240, 19.632",
  })
  void networksWithoutNormalisationAgreeWithTorchvision(
      String name, long parameters, double gigaMacs) {
    LayerGraph graph = Networks.find(name);
    assertThat(graph.parameters()).isEqualTo(parameters);
    assertGigaMacs(graph, gigaMacs);
  }

  /**
   * torchvision. Folded behind conv0 and each conv1; alone (2C here too) elsewhere; conv2 and the
   * transitions have no bias there and one here.
   */
  @Test
  void denseNetAgreesWithTorchvision() {
    LayerGraph graph = Networks.find("densenet-121");
    long folded = channels(graph, "conv0|.*/conv1");
    long biases = channels(graph, ".*/conv2|transition./conv");
    assertThat(graph.parameters() + folded - biases).isEqualTo(7_978_856L);
    assertGigaMacs(graph, 2.834);
  }

  private static void assertGigaMacs(LayerGraph graph, double published) {
    assertThat(String.format(Locale.ROOT, "%.3f", graph.macs() / 1e9))
        .isEqualTo(String.format(Locale.ROOT, "%.3f", published));
  }

  private static long normalisedChannels(LayerGraph graph) {
    return channels(graph, ".*") - channels(graph, PLAIN);
  }

  /** Output channels of all convolutions whose name matches. */
  private static long channels(LayerGraph graph, String names) {
    return graph.nodes().stream()
        .filter(n -> isConvolution(n.layer()) && n.name().matches(names))
        .mapToLong(n -> n.output().channels())
        .sum();
  }

  private static boolean isConvolution(Layer layer) {
    return layer instanceof Layer.Convolution || layer instanceof Layer.DepthwiseConvolution;
  }

  /** Channels of the normalisations that stand alone, as a multiplication and an addition. */
  private static long unfoldedChannels(LayerGraph graph) {
    return graph.nodes().stream()
            .filter(n -> n.layer() instanceof Layer.ElementwiseConstant)
            .mapToLong(Node::parameters)
            .sum()
        / 2;
  }
}
