package io.edgewise.sim.workload.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.TensorShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Chains of equal layers by name. */
class ChainsTest {

  /** 64 * 64 * 9 * 32 * (3 + 4 * 32) products, as the published table of measured chains says. */
  @Test
  void convolutionsFollowEachOther() {
    LayerGraph graph = Networks.find("chain:conv3x3:32x5@64");

    assertThat(graph.nodes()).hasSize(1 + 5);
    assertThat(graph.macs()).isEqualTo(154_533_888);
    assertThat(graph.output()).isEqualTo(new TensorShape(64, 64, 32));
  }

  /** 64 * 100 + 3 * 100 * 100 + 100 * 10 products. */
  @Test
  void denseLayersEndInClasses() {
    LayerGraph graph = Networks.find("chain:dense:100x4@64:10");

    assertThat(graph.macs()).isEqualTo(37_400);
    assertThat(graph.output()).isEqualTo(TensorShape.vector(10));
  }

  /** 8 * 8 * 3 * 16 products widen the image; each depthwise layer makes 8 * 8 * 25 * 16. */
  @Test
  void depthwiseLayersStandBehindOneThatWidens() {
    LayerGraph graph = Networks.find("chain:depthwise5x5:16x2@8");

    assertThat(graph.macs()).isEqualTo(8 * 8 * 3 * 16 + 2 * 8 * 8 * 25 * 16);
  }

  /** A 1x1 convolution to 8 channels, three layers; with classes a mean and a dense layer. */
  @ParameterizedTest
  @CsvSource({
    "averagepool3x3, average pool 3x3",
    "maximumpool3x3, max pool 3x3",
    "add, add",
    "sigmoid, sigmoid",
    "depthwise5x5, depthwise 5x5"
  })
  void aChainOfAnotherKindIsWidenedFirst(String kind, String operator) {
    LayerGraph graph = Networks.find("chain:" + kind + ":8x3@16");
    assertThat(graph.nodes()).hasSize(5);
    assertThat(graph.nodes().get(1).name()).isEqualTo("widen");
    assertThat(graph.nodes().get(4).layer().operator()).startsWith(operator.split(" ")[0]);
    LayerGraph classified = Networks.find("chain:" + kind + ":8x3@16:10");
    assertThat(classified.nodes()).hasSize(7);
    assertThat(classified.nodes().get(6).output().elements()).isEqualTo(10);
  }

  /** Four groups are four slices and convolutions of 2 to 2 channels, and what joins them. */
  @Test
  void aConvolutionInGroupsIsWhatAChipWithoutThemRuns() {
    LayerGraph graph = Networks.find("chain:grouped3x3:8x1@16");
    assertThat(graph.nodes()).hasSize(2 + 4 * 2 + 1);
    assertThat(graph.macs()).isEqualTo(16 * 16 * 3 * 8 + 4 * 16 * 16 * 9 * 2 * 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Networks.find("chain:grouped3x3:6x1@16"))
        .withMessage("network chain:grouped3x3:6x1@16: 6 channels are no multiple of its 4 groups");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "chain:",
        "chain:conv3x5:32x5@64",
        "chain:conv3x3:0x5@64",
        "chain:conv3x3:32x5",
        "chain:dense:100x4@64",
        "chain:pool3x3:32x5@64"
      })
  void anotherFormIsRefused(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Networks.find(name))
        .withMessage(
            "network "
                + name
                + " is no chain; allowed are chain:conv3x3:CHANNELSxLAYERS@RESOLUTION,"
                + " chain:depthwise3x3:CHANNELSxLAYERS@RESOLUTION (kernels from 1 to 9; also grouped,"
                + " averagepool, maximumpool), chain:add:CHANNELSxLAYERS@RESOLUTION (also sigmoid) and"
                + " chain:dense:OUTPUTSxLAYERS@INPUTS:CLASSES");
  }
}
