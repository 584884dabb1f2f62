package io.edgewise.sim.workload.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.LayerGraph.Node;
import io.edgewise.sim.workload.TensorShape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks of NAS-Bench-201 as graphs: what is live, what is fused, what is refused. */
class NasBench201Test {

  private static final String ALL_3X3 =
      "nb201:|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|"
          + "+|nor_conv_3x3~0|nor_conv_3x3~1|nor_conv_3x3~2|@32:10";
  private static final String ALL_SKIP =
      "nb201:|skip_connect~0|+|skip_connect~0|skip_connect~1|"
          + "+|skip_connect~0|skip_connect~1|skip_connect~2|@32:10";

  /**
   * The benchmark's own extremes on CIFAR-10: 7.78305 to 220.11969 M FLOPs, 0.073306 to 1.531546 M
   * parameters (NATS-Bench API, get_cost_info, topology space). It counts one FLOP for a
   * multiply-accumulate and 10 for the bias of the dense layer. Its parameters count scale and
   * offset of each normalisation where a folded network has one bias.
   *
   * <p>The all-3x3 cell has 6 convolutions of 16, 32 and 64 channels in 5 cells; with the stem
   * (16), the reductions (two of 32 and two of 64, and their shortcuts without normalisation) and
   * the final normalisation: 30 * (16 + 32 + 64) + 16 + 2 * 32 + 2 * 64 = 3,568 channels are
   * normalised behind a convolution, of which each saves one parameter; the two shortcuts gain a
   * bias of 32 + 64.
   */
  @Test
  void theLargestNetworkHasThePublishedCost() {
    LayerGraph graph = Networks.find(ALL_3X3);
    assertThat(graph.macs()).isEqualTo(220_119_690L - 10);
    assertThat(graph.parameters()).isEqualTo(1_531_546 - 3_568 + 96);
  }

  /** Skip connections only: stem, reductions, final normalisation and classifier are left. */
  @Test
  void theSmallestNetworkHasThePublishedCost() {
    LayerGraph graph = Networks.find(ALL_SKIP);
    assertThat(graph.macs()).isEqualTo(7_783_050L - 10);
    assertThat(graph.parameters()).isEqualTo(73_306 - 16 - 64 - 128 + 96);
  }

  /**
   * Worked by hand: node 1 goes nowhere and node 2 receives nothing, so the pooling behind it
   * averages nothing and a cell is one convolution, 0 to 3.
   */
  @Test
  void deadEdgesAreNotInTheGraph() {
    LayerGraph graph =
        Networks.find(
            "nb201:|nor_conv_3x3~0|+|none~0|none~1|+|nor_conv_1x1~0|none~1|avg_pool_3x3~2|@32:10");
    assertThat(operators(graph, "stage_1/")).containsOnly("relu", "conv 1x1").hasSize(2 * 5);
  }

  /** The graph keeps the ReLU: whether a compiler can fold it is the mapping's business. */
  @Test
  void everyConvolutionOfACellHasItsOwnRelu() {
    LayerGraph graph =
        Networks.find(
            "nb201:|nor_conv_3x3~0|+|nor_conv_3x3~0|none~1|"
                + "+|skip_connect~0|skip_connect~1|skip_connect~2|@32:10");
    long relus = graph.nodes().stream().filter(n -> n.layer() instanceof Layer.Activate).count();
    assertThat(relus).as("two for each of 15 cells, one for each of 2 reductions").isEqualTo(32);
  }

  @Test
  void aLoneSkipConnectionIsNoLayer() {
    LayerGraph graph =
        Networks.find(
            "nb201:|nor_conv_3x3~0|+|none~0|none~1|+|none~0|skip_connect~1|none~2|@32:10");
    assertThat(operators(graph, "stage_2/")).containsOnly("relu", "conv 3x3").hasSize(2 * 5);
  }

  @Test
  void resolutionAndClassesMayBeChosen() {
    LayerGraph graph = Networks.find(ALL_3X3.replace("@32:10", "@64:100"));
    assertThat(graph.input()).isEqualTo(new TensorShape(64, 64, 3));
    assertThat(graph.output()).isEqualTo(TensorShape.vector(100));
    assertThat(Networks.find(ALL_3X3.replace("@32:10", "")).macs())
        .as("published with 32x32 and 10 classes")
        .isEqualTo(220_119_690L - 10);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "|a~0|+|none~0|none~1| ! 2 nodes, separated by +; a cell has 3",
        "|none~0|+|none~0|none~1|+|none~0|none~1|none~2 ! node 3 is \"|none~0|none~1|none~2\"",
        "|none~0|none~0|+|none~0|none~1|+|none~0|none~1|none~2| ! node 1 has 2 operations, not 1",
        "|none~0|+|none~0|none~0|+|none~0|none~1|none~2| ! \"none~0\" in node 2 does not end in ~1",
        "|conv~0|+|none~0|none~1|+|none~0|none~1|none~2| ! unknown operation \"conv\"; allowed: none",
        "|none~0|+|none~0|none~1|+|none~0|none~1|none~2| ! no path leads from the input to the output",
      })
  void aWrongArchitectureIsNamed(String architecture, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Networks.find("nb201:" + architecture + "@32:10"))
        .withMessageContaining("NAS-Bench-201 architecture \"" + architecture + "\"")
        .withMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({
    "@32, after @ comes RESOLUTION:CLASSES",
    "@0:10, resolution \"0\" is not a whole number from 1 to 4096",
    "@32:0, classes \"0\" is not a whole number from 1 to 100000",
  })
  void aWrongSuffixIsNamed(String suffix, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Networks.find(ALL_3X3.replace("@32:10", suffix)))
        .withMessageContaining(message);
  }

  private static List<String> operators(LayerGraph graph, String scope) {
    return graph.nodes().stream()
        .filter(n -> n.name().startsWith(scope))
        .map(Node::layer)
        .map(Layer::operator)
        .toList();
  }
}
