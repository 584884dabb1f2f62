package io.edgewise.search.quantization;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.search.quantization.DeployedGraph.Head;
import io.edgewise.search.space.staged.PublishedNetworks;
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

  /**
   * Those of DenseNet and of the second ResNets normalise a sum or a concatenation, which no
   * convolution before it can take over; Inception v2 begins with eight outputs an input channel;
   * the backbone of MobileDet is no classifier.
   */
  @Test
  void everyBuiltInNetworkIsDeployedButThese() {
    assertThat(Networks.names().stream().filter(name -> !isDeployed(name)))
        .containsExactlyInAnyOrder(
            "densenet-121",
            "inception-v2",
            "mobiledet-edgetpu",
            "resnet-50-v2",
            "resnet-101-v2",
            "resnet-152-v2");
    assertThat(PublishedNetworks.names()).allMatch(DeployedGraphTest::isDeployed);
  }

  private static boolean isDeployed(String name) {
    try {
      return !DeployedGraph.of(Networks.find(name), Head.SOFTMAX).nodes().isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static long softmaxes(LayerGraph graph) {
    return graph.nodes().stream().filter(node -> node.layer() instanceof Layer.Softmax).count();
  }
}
