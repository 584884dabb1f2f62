package io.edgewise.search.lowering;

import io.edgewise.search.network.BlockNetwork;
import io.edgewise.search.network.NetworkBuilder;
import io.edgewise.search.network.Nonlinearity;
import io.edgewise.sim.workload.Activation;
import io.edgewise.sim.workload.ElementwiseKind;
import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.PoolingKind;
import io.edgewise.sim.workload.TensorShape;
import io.edgewise.sim.workload.Window;
import java.util.Optional;

/**
 * Turns a block network into the operators that a device runs: batch normalisation folded, clamping
 * activations inside their convolution, swish and sigmoid as operators of their own, no softmax.
 * What a layer is made of is named after it: {@code block7.se.reduce}, {@code stem.swish}. A tensor
 * is the index of the operator that computes it.
 */
public final class Lowering implements NetworkBuilder<Integer> {

  private final LayerGraph.Builder graph;

  private Lowering(LayerGraph.Builder graph) {
    this.graph = graph;
  }

  /**
   * Lowers a network.
   *
   * @param name names the graph in reports, such as the architecture's id
   */
  public static LayerGraph lower(String name, BlockNetwork network) {
    TensorShape image =
        new TensorShape(network.resolution(), network.resolution(), network.inputChannels());
    LayerGraph.Builder graph = LayerGraph.builder(name, image);
    network.describe(new Lowering(graph), LayerGraph.Builder.INPUT);
    return graph.build();
  }

  @Override
  public Integer convolution(String name, Integer input, Convolution c) {
    Window window = Window.same(c.kernel(), c.stride());
    return activated(
        name, input, a -> new Layer.Convolution(window, c.outputChannels(), a), c.activation());
  }

  @Override
  public Integer depthwise(String name, Integer input, DepthwiseConvolution c) {
    Window window = Window.same(c.kernel(), c.stride());
    return activated(
        name,
        input,
        a -> new Layer.DepthwiseConvolution(window, 1, a),
        Optional.of(c.activation()));
  }

  /**
   * Lowers it as an accelerator without grouped convolutions runs it (tensorflow/models,
   * official/projects/edgetpu): the channels split, a convolution a group, the results one behind
   * the other.
   */
  @Override
  public Integer grouped(String name, Integer input, GroupedConvolution c) {
    TensorShape image = graph.shape(input);
    Layer split =
        new Layer.Slice(
            new TensorShape(image.height(), image.width(), image.channels() / c.groups()));
    Window window = Window.same(c.kernel(), c.stride());
    int channels = c.outputChannels() / c.groups();
    int[] outputs = new int[c.groups()];
    for (int g = 0; g < c.groups(); g++) {
      outputs[g] =
          activated(
              name + ".group" + (g + 1),
              graph.add(name + ".split" + (g + 1), split, input),
              a -> new Layer.Convolution(window, channels, a),
              Optional.of(c.activation()));
    }
    return graph.add(name, new Layer.Concatenation(), outputs);
  }

  @Override
  public Integer squeezeExcite(String name, Integer input, SqueezeExcite s) {
    Integer pooled = pool(name + ".pool", input, s.channels());
    Integer squeezed =
        pointwise(name + ".reduce", pooled, s.squeezed(), Optional.of(s.activation()));
    Integer sums = pointwise(name + ".expand", squeezed, s.channels(), Optional.empty());
    Integer gate =
        graph.add(name + ".expand.sigmoid", new Layer.Activate(Activation.SIGMOID), sums);
    return graph.add(
        name + ".scale",
        new Layer.Elementwise(ElementwiseKind.MULTIPLY, Activation.NONE),
        input,
        gate);
  }

  @Override
  public Integer residual(String name, Integer output, Integer input) {
    return graph.add(
        name, new Layer.Elementwise(ElementwiseKind.ADD, Activation.NONE), output, input);
  }

  @Override
  public Integer pool(String name, Integer input, int channels) {
    return graph.add(name, new Layer.GlobalPooling(PoolingKind.AVERAGE), input);
  }

  /** Lowers it as it is written, a convolution on one position, so that it lies as that will. */
  @Override
  public Integer classifier(String name, Integer input, Classifier c) {
    return pointwise(name, input, c.classes(), Optional.empty());
  }

  private Integer pointwise(
      String name, Integer input, int channels, Optional<Nonlinearity> activation) {
    return activated(
        name, input, a -> new Layer.Convolution(Window.same(1, 1), channels, a), activation);
  }

  /** An operator that takes clamps in; any other activation follows it. */
  private interface Activatable {
    Layer with(Activation clamp);
  }

  private Integer activated(
      String name, Integer input, Activatable operator, Optional<Nonlinearity> activation) {
    int sums =
        graph.add(
            name, operator.with(activation.map(Lowering::clamp).orElse(Activation.NONE)), input);
    return activation.filter(Nonlinearity.SWISH::equals).isPresent()
        ? graph.swish(name + ".swish", sums)
        : sums;
  }

  /** The part of an activation that an operator takes in. */
  private static Activation clamp(Nonlinearity nonlinearity) {
    return switch (nonlinearity) {
      case RELU -> Activation.RELU;
      case RELU6 -> Activation.RELU6;
      case SWISH -> Activation.NONE;
    };
  }
}
