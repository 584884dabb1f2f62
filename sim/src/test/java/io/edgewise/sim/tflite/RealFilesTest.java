package io.edgewise.sim.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.edgewise.sim.tflite.TfliteNetwork.Precision;
import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.networks.Networks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks that Google and others published as files; skipped where the files are absent. */
class RealFilesTest {

  static final Path FOLDER = Path.of("../../shared/data/tflite");

  /**
   * The reference network of the same name, layer by layer. Only the activation differs: the
   * converter of these files dropped ReLU6 where the range of the quantised output does the same.
   */
  @ParameterizedTest
  @CsvSource({
    "mobilenet_v1_0.25_128_quant, mobilenet-v1-0.25@128",
    "mobilenet_v2_1.0_224_quant, mobilenet-v2-1.0@224",
  })
  void aFileIsTheReferenceNetworkOfItsName(String file, String network) {
    LayerGraph read = read(file).graph();
    LayerGraph reference = Networks.find(network);
    assertThat(operators(read)).isEqualTo(operators(reference));
    assertThat(read.macs()).isEqualTo(reference.macs());
    assertThat(read.parameters()).isEqualTo(reference.parameters());
  }

  /**
   * The embedding extractor is MobileNet v1 without its classifier (1024 x 1001 weights and 1001
   * biases); Keras' MobileNet v2 has 1000 classes and, for a resolution of 224, the same layers
   * behind explicit padding. A chain of n 7x7 convolutions of 32 channels at 128 x 128 begins with
   * 3 channels and ends in a 1x1 convolution to one value.
   */
  @ParameterizedTest
  @CsvSource({
    "mobilenet_v1_1.0_224_quant_embedding_extractor, 567716352, 3196032",
    "model_mobilenet_v2_w_fc_224x224x3, 300774272, 3487816",
    "model_mobilenet_v2_wo_fc_224x224x3, 299494272, 2206816",
    "model_mobilenet_v2_wo_fc_256x256x3, 391176192, 2206816",
    "model_mobilenet_v2_wo_fc_512x512x3, 1564704768, 2206816",
    "model_conv_128x128x3x32x7x10, 7475822624, 456641",
    "model_conv_128x128x3x32x7x25, 19807076384, 1209761",
  })
  void filesHaveTheCountsOfTheirArchitecture(String file, long macs, long parameters) {
    LayerGraph graph = read(file).graph();
    assertThat(graph.macs()).isEqualTo(macs);
    assertThat(graph.parameters()).isEqualTo(parameters);
  }

  /** 8-bit weights and 32-bit biases: what lies in the file, and nothing unsupported. */
  @ParameterizedTest
  @CsvSource({
    "mobilenet_v1_0.25_128_quant",
    "mobilenet_v2_1.0_224_quant",
    "model_mobilenet_v2_w_fc_224x224x3",
    "model_conv_128x128x3x32x7x10",
  })
  void quantisedFilesHoldOneByteAWeight(String file) {
    TfliteNetwork network = read(file);
    long biases =
        network.graph().nodes().stream()
            .filter(n -> n.parameters() > 0)
            .mapToLong(n -> n.output().channels())
            .sum();
    assertThat(network.precision()).isEqualTo(Precision.EIGHT_BIT);
    assertThat(network.constantBytes() - (network.graph().parameters() + 3 * biases))
        .as("shapes, paddings and axes are a few integers")
        .isBetween(0L, 256L);
    assertThat(network.graph().nodes()).noneMatch(n -> n.layer() instanceof Layer.Unsupported);
  }

  private static TfliteNetwork read(String name) {
    Path file = FOLDER.resolve(name + TfliteReader.SUFFIX);
    assumeTrue(Files.exists(file), () -> file + " is not here");
    return TfliteReader.read(file);
  }

  private static List<String> operators(LayerGraph graph) {
    return graph.nodes().stream().map(n -> operator(n) + " -> " + n.output()).toList();
  }

  /** A file pools over everything by a window, a reference network by a global pooling. */
  private static String operator(LayerGraph.Node node) {
    return node.layer() instanceof Layer.Pooling p && node.output().positions() == 1
        ? new Layer.GlobalPooling(p.kind()).operator()
        : node.layer().operator();
  }
}
