package io.edgewise.search.export.onnx;

import io.edgewise.search.quantization.SplitPart;
import io.edgewise.sim.workload.Activation;
import io.edgewise.sim.workload.ElementwiseKind;
import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.LayerGraph.Node;
import io.edgewise.sim.workload.PoolingKind;
import io.edgewise.sim.workload.TensorShape;
import io.edgewise.sim.workload.Window;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import onnx.Onnx.AttributeProto;

/** Writes each node of a network as operators with their constants; tensors are NCHW. */
final class OnnxOperators {

  private final Numbers numbers;
  private final LayerGraph graph;
  private final OnnxModel model;
  private final Map<Integer, String> tensors = new HashMap<>();

  OnnxOperators(Numbers numbers, OnnxModel model) {
    this.numbers = numbers;
    this.graph = numbers.graph();
    this.model = model;
  }

  /** Names the tensor of the image. */
  void enter(String image) {
    settle(graph.nodes().get(0), image);
  }

  /** Adds a node's operators; their result has the node's name. */
  void write(Node node) {
    Layer layer = node.layer();
    if (layer instanceof Layer.Slice) {
      split(SplitPart.of(graph, node));
    } else if (layer instanceof Layer.Convolution convolution) {
      convolution(node, convolution.window(), 1, convolution.activation());
    } else if (layer instanceof Layer.DepthwiseConvolution depthwise) {
      int groups = node.output().channels();
      convolution(node, depthwise.window(), groups, depthwise.activation());
    } else if (layer instanceof Layer.Elementwise elementwise) {
      boolean adds = elementwise.kind() == ElementwiseKind.ADD;
      activated(node, elementwise.activation(), adds ? "Add" : "Mul", inputs(node));
    } else {
      settle(node, plain(node));
    }
  }

  /** The tensors of a node's inputs, as their readers read them. */
  private List<String> inputs(Node node) {
    return node.inputs().stream().map(index -> tensors.getOrDefault(index, "")).toList();
  }

  private void settle(Node node, String computed) {
    tensors.put(node.index(), numbers.rounded(model, node, computed, node.name()));
  }

  private void convolution(Node node, Window window, int groups, Activation activation) {
    List<AttributeProto> attributes = OnnxWindow.attributes(node, window);
    attributes.add(
        OnnxModel.attribute("dilations", window.dilationHeight(), window.dilationWidth()));
    attributes.add(OnnxModel.number("group", groups));
    List<String> inputs =
        Stream.concat(inputs(node).stream(), numbers.filter(model, node, window).stream()).toList();
    activated(node, activation, "Conv", inputs, attributes.toArray(AttributeProto[]::new));
  }

  /** An operator and the activation that a device has in it. */
  private void activated(
      Node node,
      Activation activation,
      String type,
      List<String> inputs,
      AttributeProto... attributes) {
    if (activation == Activation.NONE) {
      settle(node, model.operator(type, inputs, numbers.computed(node), attributes));
      return;
    }
    String sum = model.operator(type, inputs, node.name() + ".sum", attributes);
    if (numbers.clampsAfterRounding(node, activation)) {
      sum = numbers.rounded(model, node, sum, node.name() + ".rounded");
    }
    settle(node, clamp(node, activation, sum));
  }

  private String clamp(Node node, Activation activation, String sum) {
    String output = numbers.computed(node);
    return switch (activation) {
      case RELU -> model.operator("Relu", List.of(sum), output);
      case RELU6 -> clip(node, sum, 0, 6, output);
      case RELU_N1_TO_1 -> clip(node, sum, -1, 1, output);
      default -> throw new IllegalArgumentException(activation + " is not fused");
    };
  }

  private String clip(Node node, String sum, float least, float largest, String output) {
    String low = model.floats(node.name() + ".least", new float[] {least});
    String high = model.floats(node.name() + ".largest", new float[] {largest});
    return model.operator("Clip", List.of(sum, low, high), output);
  }

  /** The operators without weights and activation. */
  private String plain(Node node) {
    Layer layer = node.layer();
    List<String> inputs = inputs(node);
    String output = numbers.computed(node);
    if (layer instanceof Layer.Pooling pooling) {
      return pool(node, pooling, inputs, output);
    }
    if (layer instanceof Layer.GlobalPooling pooling) {
      boolean averages = pooling.kind() == PoolingKind.AVERAGE;
      return model.operator(averages ? "GlobalAveragePool" : "GlobalMaxPool", inputs, output);
    }
    if (layer instanceof Layer.Concatenation) {
      return model.operator("Concat", inputs, output, OnnxModel.number("axis", 1));
    }
    if (layer instanceof Layer.Pad pad) {
      String amounts =
          model.extents(
              node.name() + ".pads", 0, 0, pad.top(), pad.left(), 0, 0, pad.bottom(), pad.right());
      return model.operator("Pad", List.of(inputs.get(0), amounts), output);
    }
    if (layer instanceof Layer.Reshape) {
      return reshape(node, inputs.get(0), output);
    }
    if (layer instanceof Layer.Activate) {
      return model.operator("Sigmoid", inputs, output);
    }
    if (layer instanceof Layer.Softmax) {
      return model.operator("Softmax", inputs, output, OnnxModel.number("axis", 1));
    }
    throw new IllegalArgumentException(
        "layer " + node.name() + " (" + layer.operator() + ") has no operator in a file");
  }

  private String pool(Node node, Layer.Pooling pooling, List<String> inputs, String output) {
    AttributeProto[] window =
        OnnxWindow.attributes(node, pooling.window()).toArray(AttributeProto[]::new);
    boolean averages = pooling.kind() == PoolingKind.AVERAGE;
    return model.operator(averages ? "AveragePool" : "MaxPool", inputs, output, window);
  }

  /** The first part's turn writes all of them: they are the outputs of one operator. */
  private void split(SplitPart part) {
    if (part.number() > 0) {
      return;
    }
    List<Node> siblings = part.siblings();
    long[] channels = siblings.stream().mapToLong(node -> node.output().channels()).toArray();
    model.operator(
        "Split",
        List.of(inputs(part.node()).get(0), model.extents(part.node().name() + ".parts", channels)),
        siblings.stream().map(numbers::computed).toList(),
        OnnxModel.number("axis", 1));
    siblings.forEach(node -> settle(node, numbers.computed(node)));
  }

  /** A reshape keeps the order of NHWC, which is that of NCHW where there is one position. */
  private String reshape(Node node, String input, String output) {
    TensorShape in = node.inputShapes().get(0);
    TensorShape out = node.output();
    String from = input;
    if (in.positions() > 1) {
      from = transposed(from, node.name() + ".nhwc", 0, 2, 3, 1);
    }
    if (out.positions() == 1) {
      String shape = model.extents(node.name() + ".shape", OnnxWriter.shape(graph, node));
      return model.operator("Reshape", List.of(from, shape), output);
    }
    String shape =
        model.extents(node.name() + ".shape", 1, out.height(), out.width(), out.channels());
    String reshaped = model.operator("Reshape", List.of(from, shape), node.name() + ".reshaped");
    return transposed(reshaped, output, 0, 3, 1, 2);
  }

  private String transposed(String input, String output, long... order) {
    return model.operator("Transpose", List.of(input), output, OnnxModel.attribute("perm", order));
  }
}
