package io.edgewise.search.export.tflite;

import io.edgewise.search.quantization.DeployedGraph;
import io.edgewise.search.quantization.Quantization;
import io.edgewise.search.quantization.QuantizedFilter;
import io.edgewise.search.quantization.QuantizedNetwork;
import io.edgewise.search.quantization.SplitPart;
import io.edgewise.sim.workload.ElementwiseKind;
import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.LayerGraph.Node;
import io.edgewise.sim.workload.PoolingKind;
import io.edgewise.sim.workload.TensorShape;
import io.edgewise.sim.workload.Window;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes each node of a network as one operator with its constants. */
final class OperatorWriter {

  private final QuantizedNetwork network;
  private final TfliteModel model;
  private final Map<Integer, Integer> tensors = new HashMap<>();

  OperatorWriter(QuantizedNetwork network, TfliteModel model) {
    this.network = network;
    this.model = model;
  }

  /** Adds the tensor of a node's output. */
  int tensor(Node node) {
    Quantization quantization = network.quantization(node.index());
    int tensor = model.activation(node.name(), shape(network.graph(), node), quantization);
    tensors.put(node.index(), tensor);
    return tensor;
  }

  /** Adds a node's operator and the tensor of its output. */
  int write(Node node) {
    Layer layer = node.layer();
    if (layer instanceof Layer.Convolution convolution) {
      return convolution(node, OperatorKind.CONVOLUTION, Options.of(convolution));
    }
    if (layer instanceof Layer.DepthwiseConvolution depthwise) {
      return convolution(node, OperatorKind.DEPTHWISE_CONVOLUTION, Options.of(depthwise));
    }
    if (layer instanceof Layer.Elementwise elementwise) {
      boolean adds = elementwise.kind() == ElementwiseKind.ADD;
      return operator(
          node, adds ? OperatorKind.ADD : OperatorKind.MULTIPLY, Options.of(elementwise));
    }
    if (layer instanceof Layer.Pooling pooling) {
      return pool(node, pooling.kind(), pooling.window());
    }
    if (layer instanceof Layer.GlobalPooling pooling) {
      TensorShape all = node.inputShapes().get(0);
      return pool(node, pooling.kind(), Options.wholeImage(all.height(), all.width()));
    }
    return writeWithoutWindow(node, layer);
  }

  private int writeWithoutWindow(Node node, Layer layer) {
    if (layer instanceof Layer.Concatenation) {
      return operator(node, OperatorKind.CONCATENATION, Options.concatenation());
    }
    if (layer instanceof Layer.Slice) {
      return split(SplitPart.of(network.graph(), node));
    }
    if (layer instanceof Layer.Pad pad) {
      int[] amounts = {0, 0, pad.top(), pad.bottom(), pad.left(), pad.right(), 0, 0};
      return operator(
          node,
          OperatorKind.PAD,
          Options.pad(),
          model.integers(node.name() + ".paddings", amounts, 4, 2));
    }
    if (layer instanceof Layer.Reshape) {
      int[] shape = shape(network.graph(), node);
      return operator(
          node,
          OperatorKind.RESHAPE,
          Options.reshape(shape),
          model.integers(node.name() + ".shape", shape, shape.length));
    }
    if (layer instanceof Layer.Activate) {
      return operator(node, OperatorKind.LOGISTIC, null);
    }
    if (layer instanceof Layer.Softmax) {
      return operator(node, OperatorKind.SOFTMAX, Options.softmax());
    }
    throw new IllegalArgumentException(
        "layer " + node.name() + " (" + layer.operator() + ") has no operator in a file");
  }

  /** The first part's turn writes all of them: they are the outputs of one operator. */
  private int split(SplitPart part) {
    if (part.number() > 0) {
      return tensors.getOrDefault(part.node().index(), 0);
    }
    int axis = model.integers(part.node().name() + ".axis", new int[] {3});
    int input = tensors.getOrDefault(part.node().inputs().get(0), 0);
    int[] outputs = part.siblings().stream().mapToInt(this::tensor).toArray();
    model.operator(
        OperatorKind.SPLIT, Options.split(outputs.length), new int[] {axis, input}, outputs);
    return outputs[0];
  }

  private int pool(Node node, PoolingKind kind, Window window) {
    boolean averages = kind == PoolingKind.AVERAGE;
    return operator(
        node, averages ? OperatorKind.AVERAGE_POOL : OperatorKind.MAX_POOL, Options.pool(window));
  }

  private int convolution(Node node, OperatorKind kind, Options options) {
    QuantizedFilter filter = network.filter(node);
    float inputScale = network.quantization(node.inputs().get(0)).scale();
    int weights = model.weights(node.name() + ".weights", weightShape(node), filter);
    int bias = model.bias(node.name() + ".bias", filter, inputScale);
    return operator(node, kind, options, weights, bias);
  }

  private static int[] weightShape(Node node) {
    int channels = node.output().channels();
    if (node.layer() instanceof Layer.Convolution convolution) {
      Window window = convolution.window();
      int inputs = node.inputShapes().get(0).channels();
      return new int[] {channels, window.kernelHeight(), window.kernelWidth(), inputs};
    }
    Window window = ((Layer.DepthwiseConvolution) node.layer()).window();
    return new int[] {1, window.kernelHeight(), window.kernelWidth(), channels};
  }

  private int operator(Node node, OperatorKind kind, @Nullable Options options, int... constants) {
    int[] inputs = new int[node.inputs().size() + constants.length];
    for (int i = 0; i < node.inputs().size(); i++) {
      inputs[i] = tensors.getOrDefault(node.inputs().get(i), 0);
    }
    System.arraycopy(constants, 0, inputs, node.inputs().size(), constants.length);
    int output = tensor(node);
    model.operator(kind, options, inputs, output);
    return output;
  }

  /**
   * The extents of a node's tensor: batch, height, width, channels; batch and channels alone for
   * the classifier's outputs, once a reshape has made a vector of them.
   */
  static int[] shape(LayerGraph graph, Node node) {
    TensorShape shape = node.output();
    return DeployedGraph.isVector(graph, node)
        ? new int[] {1, shape.channels()}
        : new int[] {1, shape.height(), shape.width(), shape.channels()};
  }
}
