package io.edgewise.sim.workload.networks;

import io.edgewise.sim.workload.Activation;
import io.edgewise.sim.workload.ElementwiseKind;
import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.PoolingKind;
import io.edgewise.sim.workload.TensorShape;
import io.edgewise.sim.workload.Window;
import java.util.List;

/**
 * The verbs the network families are written in. Every verb appends one layer, or one small group
 * of layers, and returns the index of its output.
 */
final class NetworkBuilder {

  /** Image channels of every published network here: RGB. */
  private static final int IMAGE_CHANNELS = 3;

  private final LayerGraph.Builder graph;

  NetworkBuilder(String name, int resolution) {
    graph = LayerGraph.builder(name, new TensorShape(resolution, resolution, IMAGE_CHANNELS));
  }

  NetworkBuilder(String name, TensorShape input) {
    graph = LayerGraph.builder(name, input);
  }

  int input() {
    return LayerGraph.Builder.INPUT;
  }

  LayerGraph graph() {
    return graph.build();
  }

  /** The network that gives these results. */
  LayerGraph graph(List<Integer> outputs) {
    return graph.outputs(outputs).build();
  }

  TensorShape shape(int index) {
    return graph.shape(index);
  }

  int channels(int index) {
    return shape(index).channels();
  }

  int add(String name, Layer layer, int... inputs) {
    return graph.add(name, layer, inputs);
  }

  int conv(String name, int from, Window window, int channels, Activation activation) {
    return add(name, new Layer.Convolution(window, channels, activation), from);
  }

  /** A square convolution with SAME padding. */
  int conv(String name, int from, int kernel, int stride, int channels, Activation activation) {
    return conv(name, from, Window.same(kernel, stride), channels, activation);
  }

  /**
   * A square convolution in groups, as a chip without them runs it: the channels split, a
   * convolution a group, the results one behind the other.
   *
   * @param groups at least 2; divide both numbers of channels
   */
  int groupedConv(
      String name,
      int from,
      int kernel,
      int stride,
      int channels,
      int groups,
      Activation activation) {
    TensorShape image = shape(from);
    Layer split =
        new Layer.Slice(new TensorShape(image.height(), image.width(), image.channels() / groups));
    int[] outputs = new int[groups];
    for (int g = 0; g < groups; g++) {
      int part = add(name + "/split_" + g, split, from);
      outputs[g] = conv(name + "/group_" + g, part, kernel, stride, channels / groups, activation);
    }
    return concat(name, outputs);
  }

  /** A square depthwise convolution with SAME padding and multiplier 1. */
  int depthwise(String name, int from, int kernel, int stride, Activation activation) {
    return add(
        name, new Layer.DepthwiseConvolution(Window.same(kernel, stride), 1, activation), from);
  }

  /**
   * The network's first layers as a depthwise convolution without activation, then a 1x1
   * convolution.
   *
   * @param multiplier channels of the depthwise convolution for each channel of the image
   */
  int separableStem(
      String name, int kernel, int stride, int multiplier, int channels, Activation activation) {
    Layer depthwise =
        new Layer.DepthwiseConvolution(Window.same(kernel, stride), multiplier, Activation.NONE);
    int at = add(name + "/depthwise", depthwise, input());
    return conv(name + "/pointwise", at, 1, 1, channels, activation);
  }

  int maxPool(String name, int from, Window window) {
    return add(name, new Layer.Pooling(PoolingKind.MAXIMUM, window), from);
  }

  int averagePool(String name, int from, Window window) {
    return add(name, new Layer.Pooling(PoolingKind.AVERAGE, window), from);
  }

  int sum(String name, int a, int b, Activation activation) {
    return add(name, new Layer.Elementwise(ElementwiseKind.ADD, activation), a, b);
  }

  int activate(String name, int from, Activation activation) {
    return add(name, new Layer.Activate(activation), from);
  }

  /** Swish of a layer, named after it. */
  int swish(String layer, int from) {
    return graph.swish(layer + ".swish", from);
  }

  int concat(String name, int... inputs) {
    return add(name, new Layer.Concatenation(), inputs);
  }

  /**
   * A batch normalisation that no convolution comes before, so that nothing can absorb it: scale
   * and offset of each channel, then ReLU.
   */
  int normalised(String name, int from) {
    TensorShape constants = TensorShape.vector(channels(from));
    int scaled =
        add(
            name + "/mul",
            new Layer.ElementwiseConstant(ElementwiseKind.MULTIPLY, constants, Activation.NONE),
            from);
    return add(
        name + "/add",
        new Layer.ElementwiseConstant(ElementwiseKind.ADD, constants, Activation.RELU),
        scaled);
  }

  /**
   * Squeeze-excite (arXiv 1709.01507), with swish inside: each channel is scaled by a gate between
   * 0 and 1.
   */
  int squeezeExcite(String name, int from, int squeezed) {
    int pooled = globalAverage(name + "/squeeze", from);
    int reduced =
        swish(name + "/reduce", conv(name + "/reduce", pooled, 1, 1, squeezed, Activation.NONE));
    int sums = conv(name + "/expand", reduced, 1, 1, channels(from), Activation.NONE);
    int gate = activate(name + "/expand.sigmoid", sums, Activation.SIGMOID);
    return add(
        name + "/excite",
        new Layer.Elementwise(ElementwiseKind.MULTIPLY, Activation.NONE),
        from,
        gate);
  }

  int globalAverage(String name, int from) {
    return add(name, new Layer.GlobalPooling(PoolingKind.AVERAGE), from);
  }

  int dense(String name, int from, int outputs, Activation activation) {
    return add(name, new Layer.FullyConnected(outputs, activation), from);
  }

  /** Flattens to a vector. */
  int flatten(String name, int from) {
    return add(
        name, new Layer.Reshape(TensorShape.vector(Math.toIntExact(shape(from).elements()))), from);
  }

  /** Ends the network as TF-slim does: average over all positions, 1x1 convolution, softmax. */
  LayerGraph convolutionalClassifier(int from, int classes) {
    int pooled = globalAverage("Logits/AvgPool", from);
    int logits = conv("Logits/Conv2d_1c_1x1", pooled, 1, 1, classes, Activation.NONE);
    int squeezed = flatten("Logits/SpatialSqueeze", logits);
    return softmax("Predictions", squeezed);
  }

  /** Ends the network with an average over all positions, a dense layer and softmax. */
  LayerGraph denseClassifier(int from, int classes) {
    int pooled = globalAverage("avg_pool", from);
    return softmax("predictions", dense("logits", pooled, classes, Activation.NONE));
  }

  LayerGraph softmax(String name, int from) {
    add(name, new Layer.Softmax(), from);
    return graph.build();
  }

  /**
   * A number of channels scaled by a width and rounded to a multiple of 8, never more than 10 %
   * down (TF-slim nets/mobilenet/mobilenet.py make_divisible; the same in EfficientNet).
   */
  static int scaledChannels(double channels, double width) {
    double exact = channels * width;
    int rounded = Math.max(8, (int) (exact + 4) / 8 * 8);
    return rounded < 0.9 * exact ? rounded + 8 : rounded;
  }
}
