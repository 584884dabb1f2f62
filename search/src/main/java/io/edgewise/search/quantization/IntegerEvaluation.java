package io.edgewise.search.quantization;

import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph.Node;
import java.util.ArrayList;
import java.util.List;

/**
 * Evaluates a quantised network in integers as TensorFlow Lite does, one operator after the other.
 * It is written to be read, not to be fast, and is what every other implementation is held against.
 */
public final class IntegerEvaluation {

  private final QuantizedNetwork network;
  private final Rounding rounding;

  public IntegerEvaluation(QuantizedNetwork network, Rounding rounding) {
    this.network = network;
    this.rounding = rounding;
  }

  /**
   * The activations of every node for one image.
   *
   * @param image int8 values, HWC
   * @return by node index, the image first; HWC
   * @throws IllegalArgumentException if the image has another size than the network's input
   */
  public List<byte[]> run(byte[] image) {
    if (image.length != network.graph().input().elements()) {
      throw new IllegalArgumentException(
          "an image of " + image.length + " values: allowed is " + network.graph().input());
    }
    List<byte[]> values = new ArrayList<>();
    values.add(image);
    for (Node node : network.graph().nodes().subList(1, network.graph().nodes().size())) {
      List<byte[]> inputs = node.inputs().stream().map(values::get).toList();
      values.add(evaluate(node, inputs));
    }
    return values;
  }

  /**
   * The output of one node alone.
   *
   * @param inputs int8 values, HWC
   */
  byte[] evaluate(Node node, List<byte[]> inputs) {
    byte[] first = inputs.get(0);
    Layer layer = node.layer();
    Quantization in = network.quantization(node.inputs().get(0));
    if (layer instanceof Layer.Convolution || layer instanceof Layer.DepthwiseConvolution) {
      return new IntegerConvolution(
              node, network.filter(node), in, network.quantization(node.index()), rounding)
          .apply(first);
    }
    if (layer instanceof Layer.Elementwise elementwise) {
      Quantization second = network.quantization(node.inputs().get(1));
      return new IntegerElementwise(
              node, elementwise, in, second, network.quantization(node.index()), rounding)
          .apply(first, inputs.get(1));
    }
    if (layer instanceof Layer.Activate) {
      return IntegerNonlinearities.logistic(first, in);
    }
    if (layer instanceof Layer.Softmax) {
      return IntegerNonlinearities.softmax(first, in, node.output().channels());
    }
    return IntegerMoves.apply(network.graph(), node, inputs, in, rounding);
  }
}
