package io.edgewise.search.quantization;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.search.quantization.DeployedGraph.Head;
import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.networks.Networks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operators that a file has for a network. */
class DeployedGraphTest {

  /**
   * A reference network has a softmax, a network of a search none: a file has what is asked for.
   */
  @ParameterizedTest
  @ValueSource(strings = {"efficientnet-edgetpu-s@64", "mobilenet-v2-1.0@64", "efficientnet-b0@64"})
  void theHeadDecidesWhetherThereIsASoftmax(String name) {
    LayerGraph network = Networks.find(name);

    assertThat(softmaxes(DeployedGraph.of(network, Head.LOGITS))).isZero();
    assertThat(softmaxes(DeployedGraph.of(network, Head.SOFTMAX))).isOne();
  }

  @Test
  void theClassifierIsAConvolutionWhoseOutputsAreAVector() {
    LayerGraph graph = DeployedGraph.of(Networks.find("efficientnet-edgetpu-s@64"), Head.LOGITS);
    int last = graph.nodes().size() - 1;

    assertThat(graph.nodes().get(last).layer()).isInstanceOf(Layer.Reshape.class);
    assertThat(DeployedGraph.isVector(graph, graph.nodes().get(last))).isTrue();
    assertThat(graph.nodes().get(last - 1).layer()).isInstanceOf(Layer.Convolution.class);
    assertThat(DeployedGraph.isVector(graph, graph.nodes().get(last - 1))).isFalse();
  }

  private static long softmaxes(LayerGraph graph) {
    return graph.nodes().stream().filter(node -> node.layer() instanceof Layer.Softmax).count();
  }
}
