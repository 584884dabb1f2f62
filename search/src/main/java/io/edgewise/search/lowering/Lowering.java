package io.edgewise.search.lowering;

import io.edgewise.search.lowering.BlockNetwork.Block;
import io.edgewise.search.space.StagedNetwork.BlockKind;
import io.edgewise.search.space.StagedNetwork.Nonlinearity;
import io.edgewise.sim.workload.Activation;
import io.edgewise.sim.workload.ElementwiseKind;
import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.PoolingKind;
import io.edgewise.sim.workload.TensorShape;
import io.edgewise.sim.workload.Window;
import java.util.Locale;

/**
 * Turns a block network into the layers that a device runs: batch normalisation folded, clamping
 * activations inside their convolution, swish and sigmoid as operators of their own. Layers are
 * named as in a TensorFlow Lite file, {@code block07/depthwise}.
 */
public final class Lowering {

  private final BlockNetwork network;
  private final LayerGraph.Builder graph;

  private Lowering(String name, BlockNetwork network) {
    this.network = network;
    this.graph =
        LayerGraph.builder(
            name,
            new TensorShape(network.resolution(), network.resolution(), network.inputChannels()));
  }

  /**
   * Lowers a network: stem, blocks, 1x1 head, global average pool, fully connected classifier
   * without softmax.
   *
   * @param name names the graph in reports, such as the architecture's id
   */
  public static LayerGraph lower(String name, BlockNetwork network) {
    return new Lowering(name, network).lower();
  }

  private LayerGraph lower() {
    BlockNetwork.Convolution stem = network.stem();
    int last =
        convolution(
            "stem/conv",
            LayerGraph.Builder.INPUT,
            Window.same(stem.kernel(), stem.stride()),
            stem.channels(),
            activation(stem.activation()));
    for (int i = 0; i < network.blocks().size(); i++) {
      last = block(String.format(Locale.ROOT, "block%02d", i + 1), last, network.blocks().get(i));
    }
    last =
        convolution(
            "head/conv",
            last,
            Window.same(1, 1),
            network.headChannels(),
            activation(network.headActivation()));
    int pooled = graph.add("head/pool", new Layer.GlobalPooling(PoolingKind.AVERAGE), last);
    graph.add("head/classes", new Layer.FullyConnected(network.classes(), Activation.NONE), pooled);
    return graph.build();
  }

  private int block(String name, int input, Block block) {
    int output =
        block.kind() == BlockKind.MBCONV ? mbconv(name, input, block) : fused(name, input, block);
    return block.hasResidual()
        ? graph.add(
            name + "/add",
            new Layer.Elementwise(ElementwiseKind.ADD, Activation.NONE),
            output,
            input)
        : output;
  }

  private int mbconv(String name, int input, Block block) {
    Activation activation = activation(block.activation());
    int inside = input;
    if (block.isExpanded()) {
      inside =
          convolution(
              name + "/expand", input, Window.same(1, 1), block.expandedChannels(), activation);
    }
    boolean clamp = activation.isClamp();
    inside =
        graph.add(
            name + "/depthwise",
            new Layer.DepthwiseConvolution(
                Window.same(block.kernel(), block.stride()),
                1,
                clamp ? activation : Activation.NONE),
            inside);
    inside = clamp ? inside : activate(name + "/depthwise", activation, inside);
    if (block.squeezedChannels() > 0) {
      inside = squeezeExcite(name + "/se", inside, block);
    }
    return convolution(
        name + "/project", inside, Window.same(1, 1), block.outputChannels(), Activation.NONE);
  }

  private int fused(String name, int input, Block block) {
    Activation activation = activation(block.activation());
    if (!block.isExpanded()) {
      return convolution(
          name + "/conv",
          input,
          Window.same(block.kernel(), block.stride()),
          block.outputChannels(),
          activation);
    }
    int inside =
        convolution(
            name + "/conv",
            input,
            Window.same(block.kernel(), 1),
            block.expandedChannels(),
            activation);
    return convolution(
        name + "/project",
        inside,
        Window.same(1, block.stride()),
        block.outputChannels(),
        Activation.NONE);
  }

  private int squeezeExcite(String name, int input, Block block) {
    int pooled = graph.add(name + "/pool", new Layer.GlobalPooling(PoolingKind.AVERAGE), input);
    int squeezed =
        convolution(
            name + "/reduce",
            pooled,
            Window.same(1, 1),
            block.squeezedChannels(),
            activation(block.activation()));
    int gate =
        convolution(
            name + "/expand",
            squeezed,
            Window.same(1, 1),
            block.expandedChannels(),
            Activation.SIGMOID);
    return graph.add(
        name + "/scale",
        new Layer.Elementwise(ElementwiseKind.MULTIPLY, Activation.NONE),
        input,
        gate);
  }

  private int convolution(
      String name, int input, Window window, int channels, Activation activation) {
    boolean clamp = activation.isClamp();
    int convolved =
        graph.add(
            name,
            new Layer.Convolution(window, channels, clamp ? activation : Activation.NONE),
            input);
    return clamp ? convolved : activate(name, activation, convolved);
  }

  private int activate(String name, Activation activation, int input) {
    return graph.add(
        name + "/" + activation.name().toLowerCase(Locale.ROOT),
        new Layer.Activate(activation),
        input);
  }

  private static Activation activation(Nonlinearity nonlinearity) {
    return Activation.valueOf(nonlinearity.name());
  }
}
