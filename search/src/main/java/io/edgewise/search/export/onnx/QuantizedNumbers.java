package io.edgewise.search.export.onnx;

import io.edgewise.search.quantization.Quantization;
import io.edgewise.search.quantization.QuantizedFilter;
import io.edgewise.search.quantization.QuantizedNetwork;
import io.edgewise.sim.workload.Activation;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.LayerGraph.Node;
import io.edgewise.sim.workload.Window;
import java.util.List;

/**
 * 8-bit integers as QuantizeLinear and DequantizeLinear: floats that are multiples of a scale, from
 * which a runtime tells that it may compute in integers.
 */
record QuantizedNumbers(QuantizedNetwork network) implements Numbers {

  @Override
  public LayerGraph graph() {
    return network.graph();
  }

  @Override
  public List<String> filter(OnnxModel model, Node node, Window window) {
    QuantizedFilter filter = network.filter(node);
    KernelOrder order = KernelOrder.of(node, window);
    int channels = filter.outputChannels();
    byte[] weights = new byte[channels * filter.weightsOfChannel()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (byte) filter.weight(order.from(i));
    }
    float inputScale = network.quantization(node.inputs().get(0)).scale();
    String name = node.name() + ".weights";
    String bias = node.name() + ".bias";
    model.operator(
        "DequantizeLinear",
        List.of(
            model.bytes(name + ".uint8", weights, order.shape()),
            model.floats(name + ".scale", filter.scales(), channels),
            model.bytes(name + ".zero", new byte[channels], channels)),
        name,
        OnnxModel.number("axis", 0));
    model.operator(
        "DequantizeLinear",
        List.of(
            model.integers(bias + ".int32", filter.biases(), channels),
            model.floats(bias + ".scale", filter.biasScales(inputScale), channels),
            model.integers(bias + ".zero", new int[channels], channels)),
        bias,
        OnnxModel.number("axis", 0));
    return List.of(name, bias);
  }

  @Override
  public String computed(Node node) {
    return node.name() + ".real";
  }

  @Override
  public String rounded(OnnxModel model, Node node, String tensor, String output) {
    Quantization quantization = network.quantization(node.index());
    String scale = model.floats(output + ".scale", new float[] {quantization.scale()});
    String zero = model.bytes(output + ".zero", new byte[] {(byte) quantization.zeroPoint()});
    String integers =
        model.operator("QuantizeLinear", List.of(tensor, scale, zero), output + ".uint8");
    return model.operator("DequantizeLinear", List.of(integers, scale, zero), output);
  }

  /** Rounding to int8 clamps at the ends of its range: enough where the activation does too. */
  @Override
  public boolean clampsAfterRounding(Node node, Activation activation) {
    Quantization output = network.quantization(node.index());
    return switch (activation) {
      case RELU -> output.zeroPoint() > Quantization.MIN;
      case RELU6 -> output.zeroPoint() > Quantization.MIN || output.quantize(6) < Quantization.MAX;
      case RELU_N1_TO_1 ->
          output.quantize(-1) > Quantization.MIN || output.quantize(1) < Quantization.MAX;
      default -> false;
    };
  }
}
