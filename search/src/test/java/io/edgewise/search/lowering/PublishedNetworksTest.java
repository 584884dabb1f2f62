package io.edgewise.search.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.search.space.staged.PublishedNetworks;
import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.networks.Networks;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Stages spell, operator by operator, what the simulator has from publications. */
class PublishedNetworksTest {

  static Iterable<String> names() {
    return PublishedNetworks.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void aNameIsTheNetworkOfTheSimulator(String name) {
    LayerGraph reference = Networks.find(name);
    int classes = reference.output().channels();

    LayerGraph spelled =
        Lowering.lower(
            name,
            PublishedNetworks.find(name)
                .orElseThrow()
                .blockNetwork(reference.input().height(), 3, classes)
                .orElseThrow());

    assertThat(operators(spelled)).isEqualTo(operators(reference));
    assertThat(spelled.parameters()).isEqualTo(reference.parameters());
  }

  @Test
  void whatStagesDoNotSpellIsNotThere() {
    assertThat(PublishedNetworks.names())
        .hasSize(34)
        .contains("efficientnet-edgetpu-l", "efficientnet-b7", "mobilenet-v2-1.0")
        .contains("mobilenet-edgetpu-v1-1.75", "mobilenet-edgetpu-v2-tiny")
        .doesNotContain("mobiledet-edgetpu", "mobilenet-v1-1.0");
  }

  /**
   * A dense classifier and a 1x1 convolution of one position are the same; activations differ in
   * form.
   */
  private static List<String> operators(LayerGraph graph) {
    return graph.nodes().stream()
        .filter(
            n ->
                !(n.layer() instanceof Layer.Activate
                    || n.layer() instanceof Layer.Softmax
                    || n.layer() instanceof Layer.Reshape))
        .filter(n -> n.parameters() > 0 || n.layer() instanceof Layer.Elementwise)
        .map(n -> n.output().channels() + " " + n.macs() + " " + n.parameters())
        .toList();
  }
}
