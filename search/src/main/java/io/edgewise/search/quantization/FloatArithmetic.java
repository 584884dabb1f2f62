package io.edgewise.search.quantization;

import io.edgewise.sim.workload.Activation;
import io.edgewise.sim.workload.ElementwiseKind;
import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph.Node;
import io.edgewise.sim.workload.TensorShape;
import java.util.List;

/** Addition, multiplication, logistic and softmax in floats. */
final class FloatArithmetic {

  private FloatArithmetic() {}

  static float[] apply(Node node, List<float[]> inputs) {
    if (node.layer() instanceof Layer.Elementwise elementwise) {
      return elementwise(node, elementwise, inputs.get(0), inputs.get(1));
    }
    return node.layer() instanceof Layer.Softmax
        ? softmax(inputs.get(0), node.output().channels())
        : logistic(inputs.get(0));
  }

  static float clamp(Activation activation, float value) {
    return switch (activation) {
      case NONE -> value;
      case RELU -> Math.max(0, value);
      case RELU6 -> Math.max(0, Math.min(6, value));
      case RELU_N1_TO_1 -> Math.max(-1, Math.min(1, value));
      default -> throw new IllegalArgumentException(activation + " is not fused");
    };
  }

  private static float[] elementwise(Node node, Layer.Elementwise layer, float[] a, float[] b) {
    TensorShape output = node.output();
    TensorShape first = node.inputShapes().get(0);
    TensorShape second = node.inputShapes().get(1);
    float[] result = new float[Math.toIntExact(output.elements())];
    for (int i = 0; i < result.length; i++) {
      int position = i / output.channels();
      int channel = i % output.channels();
      float x = a[IntegerElementwise.index(first, position, channel)];
      float y = b[IntegerElementwise.index(second, position, channel)];
      result[i] = clamp(layer.activation(), layer.kind() == ElementwiseKind.ADD ? x + y : x * y);
    }
    return result;
  }

  private static float[] logistic(float[] values) {
    float[] result = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = (float) (1 / (1 + Math.exp(-values[i])));
    }
    return result;
  }

  private static float[] softmax(float[] values, int channels) {
    float[] result = new float[values.length];
    for (int first = 0; first < values.length; first += channels) {
      float largest = Float.NEGATIVE_INFINITY;
      for (int c = 0; c < channels; c++) {
        largest = Math.max(largest, values[first + c]);
      }
      double sum = 0;
      for (int c = 0; c < channels; c++) {
        sum += Math.exp(values[first + c] - largest);
      }
      for (int c = 0; c < channels; c++) {
        result[first + c] = (float) (Math.exp(values[first + c] - largest) / sum);
      }
    }
    return result;
  }
}
