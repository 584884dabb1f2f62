package io.edgewise.search.quantization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgewise.search.quantization.DeployedGraph.Head;
import io.edgewise.sim.workload.Activation;
import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.PoolingKind;
import io.edgewise.sim.workload.TensorShape;
import io.edgewise.sim.workload.Window;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QuantizedNetworkTest {

  private static final Quantization HALVES = new Quantization(0.5f, -3);

  private static final QuantizedFilter DOUBLING =
      new QuantizedFilter(FilterLayout.OHWI, new byte[] {2}, new float[] {1}, new int[] {4});

  @Test
  void oneConvolutionByHand() {
    // Input 1 * (q - 10), weight 2, bias 4: q = 13 gives 2 * 3 + 4 = 10; over 0.5, minus 3: 17.
    // q = 0 gives -16, which the activation clamps to 0, and 0 is -3.
    LayerGraph graph = pooled(Activation.RELU);
    QuantizedNetwork network =
        new QuantizedNetwork(
            graph, new Quantization(1, 10), Map.of("conv", HALVES), Map.of("conv", DOUBLING));

    List<byte[]> values =
        new IntegerEvaluation(network, Rounding.DOUBLE).run(new byte[] {13, 0, 13, 13});

    assertThat(values.get(1)).containsExactly(17, -3, 17, 17);
    assertThat(values.get(2)).containsExactly(12);
  }

  @Test
  void aPoolSharesTheScaleOfItsInputAndSoftmaxHasItsOwn() {
    LayerGraph graph = DeployedGraph.of(pooled(Activation.RELU), Head.SOFTMAX);
    QuantizedNetwork network =
        new QuantizedNetwork(
            graph, Quantization.PIXELS, Map.of("conv", HALVES), Map.of("conv", DOUBLING));

    assertThat(graph.nodes().stream().map(LayerGraph.Node::name))
        .containsExactly("input", "conv", "pool", "pool.flat", "pool.softmax");
    assertThat(List.of(1, 2, 3, 4).stream().map(network::quantization))
        .containsExactly(HALVES, HALVES, HALVES, Quantization.PROBABILITIES);
  }

  @Test
  void aDenseLayerBecomesAConvolution() {
    LayerGraph.Builder graph = LayerGraph.builder("dense", TensorShape.vector(3));
    int swish = graph.swish("swish", 0);
    graph.add("classes", new Layer.FullyConnected(5, Activation.NONE), swish);

    LayerGraph deployed = DeployedGraph.of(graph.build(), Head.LOGITS);

    assertThat(deployed.nodes().stream().map(node -> node.name() + ": " + node.layer().operator()))
        .containsExactly(
            "input: input",
            "swish.sigmoid: sigmoid",
            "swish: multiply",
            "classes: conv 1x1",
            "classes.flat: reshape");
  }

  @Test
  void aScaleIsMissingOrTooManyOrUnequalWhereTheyAreJoined() {
    LayerGraph graph = pooled(Activation.RELU);
    assertThatThrownBy(
            () -> new QuantizedNetwork(graph, HALVES, Map.of(), Map.of("conv", DOUBLING)))
        .hasMessage("layer conv has no weights or scale");
    assertThatThrownBy(
            () ->
                new QuantizedNetwork(
                    graph,
                    HALVES,
                    Map.of("conv", HALVES, "pool", HALVES),
                    Map.of("conv", DOUBLING)))
        .hasMessage("pool has a scale given, but no layer of that name has one of its own");
    LayerGraph.Builder joined = LayerGraph.builder("joined", new TensorShape(2, 2, 1));
    int conv = joined.add("conv", conv(Activation.NONE), 0);
    joined.add("joined", new Layer.Concatenation(), 0, conv);
    assertThatThrownBy(
            () ->
                new QuantizedNetwork(
                    joined.build(),
                    Quantization.PIXELS,
                    Map.of("conv", HALVES),
                    Map.of("conv", DOUBLING)))
        .hasMessage(
            "layer joined: it joins inputs of different scales, [Quantization[scale=0.0078125,"
                + " zeroPoint=0], Quantization[scale=0.5, zeroPoint=-3]]");
  }

  @Test
  void aLayerWithoutAnInt8OperatorIsRefused() {
    LayerGraph.Builder graph = LayerGraph.builder("tanh", TensorShape.vector(1));
    graph.add("tanh", new Layer.Activate(Activation.TANH), 0);

    assertThatThrownBy(() -> DeployedGraph.of(graph.build(), Head.LOGITS))
        .hasMessage(
            "layer tanh (tanh): a quantised network has convolutions, depthwise convolutions of"
                + " one output channel an input channel, additions, multiplications, pools,"
                + " concatenations, splits, padding, reshapes, sigmoid and softmax");
  }

  private static LayerGraph pooled(Activation activation) {
    LayerGraph.Builder graph = LayerGraph.builder("pooled", new TensorShape(2, 2, 1));
    int conv = graph.add("conv", conv(activation), 0);
    graph.add("pool", new Layer.GlobalPooling(PoolingKind.AVERAGE), conv);
    return graph.build();
  }

  private static Layer conv(Activation activation) {
    return new Layer.Convolution(Window.same(1, 1), 1, activation);
  }
}
