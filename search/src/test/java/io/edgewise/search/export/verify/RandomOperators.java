package io.edgewise.search.export.verify;

import io.edgewise.search.quantization.FilterLayout;
import io.edgewise.search.quantization.Quantization;
import io.edgewise.search.quantization.QuantizedFilter;
import io.edgewise.search.quantization.QuantizedNetwork;
import io.edgewise.sim.workload.Activation;
import io.edgewise.sim.workload.ElementwiseKind;
import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.Padding;
import io.edgewise.sim.workload.PoolingKind;
import io.edgewise.sim.workload.TensorShape;
import io.edgewise.sim.workload.Window;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Draws networks of one operator: odd and even sizes, strides, activations, extreme scales. */
final class RandomOperators {

  private static final List<Activation> CLAMPS =
      List.of(Activation.NONE, Activation.RELU, Activation.RELU6, Activation.RELU_N1_TO_1);

  private final Random random;

  RandomOperators(long seed) {
    this.random = new Random(seed);
  }

  QuantizedNetwork convolution() {
    Window window = window();
    TensorShape shape = shape(window);
    return network(
        shape, new Layer.Convolution(window, 1 + random.nextInt(9), clamp()), FilterLayout.OHWI);
  }

  QuantizedNetwork depthwise() {
    Window window = window();
    return network(
        shape(window), new Layer.DepthwiseConvolution(window, 1, clamp()), FilterLayout.HWC);
  }

  QuantizedNetwork pool(PoolingKind kind) {
    Window window = window();
    return network(shape(window), new Layer.Pooling(kind, window), null);
  }

  QuantizedNetwork globalPool() {
    return network(shape(Window.same(1, 1)), new Layer.GlobalPooling(PoolingKind.AVERAGE), null);
  }

  QuantizedNetwork logistic() {
    return network(shape(Window.same(1, 1)), new Layer.Activate(Activation.SIGMOID), null);
  }

  QuantizedNetwork softmax() {
    return network(TensorShape.vector(2 + random.nextInt(40)), new Layer.Softmax(), null);
  }

  QuantizedNetwork pad() {
    return network(
        shape(Window.same(1, 1)),
        new Layer.Pad(random.nextInt(3), random.nextInt(3), random.nextInt(3), random.nextInt(3)),
        null);
  }

  /** Two convolutions of the image, then the operator on both; the second may be broadcast. */
  QuantizedNetwork elementwise(ElementwiseKind kind) {
    TensorShape shape = shape(Window.same(1, 1));
    LayerGraph.Builder graph = LayerGraph.builder("two", shape);
    Layer convolution = new Layer.Convolution(Window.same(1, 1), 3, Activation.NONE);
    int first = graph.add("first", convolution, 0);
    int second = graph.add("second", convolution, 0);
    if (kind == ElementwiseKind.MULTIPLY && random.nextBoolean()) {
      second = graph.add("pooled", new Layer.GlobalPooling(PoolingKind.AVERAGE), second);
    }
    graph.add("operator", new Layer.Elementwise(kind, clamp()), first, second);
    return random(graph.build(), Map.of("first", FilterLayout.OHWI, "second", FilterLayout.OHWI));
  }

  QuantizedNetwork concatenation() {
    TensorShape shape = shape(Window.same(1, 1));
    LayerGraph.Builder graph = LayerGraph.builder("three", shape);
    int pooled = graph.add("pooled", new Layer.Pooling(PoolingKind.MAXIMUM, Window.same(3, 1)), 0);
    graph.add("operator", new Layer.Concatenation(), 0, pooled, 0);
    return random(graph.build(), Map.of());
  }

  byte[] image(QuantizedNetwork network) {
    byte[] image = new byte[Math.toIntExact(network.graph().input().elements())];
    random.nextBytes(image);
    return image;
  }

  private QuantizedNetwork network(TensorShape shape, Layer layer, FilterLayout layout) {
    LayerGraph.Builder graph = LayerGraph.builder("one", shape);
    graph.add("operator", layer, 0);
    return random(graph.build(), layout == null ? Map.of() : Map.of("operator", layout));
  }

  private QuantizedNetwork random(LayerGraph graph, Map<String, FilterLayout> layouts) {
    Map<String, QuantizedFilter> filters = new HashMap<>();
    Map<String, Quantization> scales = new HashMap<>();
    for (LayerGraph.Node node : graph.nodes()) {
      FilterLayout layout = layouts.get(node.name());
      if (layout != null) {
        filters.put(node.name(), filter(node, layout));
      }
      if (layout != null || node.layer() instanceof Layer.Elementwise) {
        scales.put(node.name(), quantization());
      }
    }
    return new QuantizedNetwork(graph, quantization(), scales, filters);
  }

  private QuantizedFilter filter(LayerGraph.Node node, FilterLayout layout) {
    int channels = node.output().channels();
    byte[] weights = new byte[Math.toIntExact(node.parameters() - channels)];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (byte) (random.nextInt(255) - 127);
    }
    float[] scales = new float[channels];
    int[] bias = new int[channels];
    for (int c = 0; c < channels; c++) {
      scales[c] = (float) Math.pow(2, -14 * random.nextDouble());
      bias[c] = random.nextInt(1 << 17) - (1 << 16);
    }
    return new QuantizedFilter(layout, weights, scales, bias);
  }

  private Quantization quantization() {
    int[] zeroPoints = {-128, 127, 0, random.nextInt(256) - 128};
    return new Quantization(
        (float) Math.pow(2, -7 * random.nextDouble()), zeroPoints[random.nextInt(4)]);
  }

  private Activation clamp() {
    return CLAMPS.get(random.nextInt(CLAMPS.size()));
  }

  private Window window() {
    int kernel = 1 + random.nextInt(5);
    int stride = 1 + random.nextInt(2);
    Padding padding = random.nextBoolean() ? Padding.SAME : Padding.VALID;
    return new Window(kernel, kernel, stride, stride, 1, 1, padding);
  }

  private TensorShape shape(Window window) {
    return new TensorShape(
        window.kernelHeight() + random.nextInt(6),
        window.kernelWidth() + random.nextInt(6),
        1 + random.nextInt(17));
  }
}
