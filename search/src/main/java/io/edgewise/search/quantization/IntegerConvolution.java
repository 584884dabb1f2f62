package io.edgewise.search.quantization;

import io.edgewise.search.quantization.Rounding.Requantization;
import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph.Node;
import io.edgewise.sim.workload.TensorShape;

/**
 * A convolution or depthwise convolution in integers: {@code q_out = z_out + round(s_in * s_w[c] /
 * s_out * (bias[c] + sum of q_w * (q_in - z_in)))}, clamped (arXiv 1712.05877, equation 7).
 */
final class IntegerConvolution {

  private final QuantizedFilter filter;
  private final TensorShape input;
  private final TensorShape output;
  private final WindowWalk walk;
  private final boolean depthwise;
  private final int inputZeroPoint;
  private final int outputZeroPoint;
  private final ClampRange clamp;
  private final Requantization[] requantizations;

  IntegerConvolution(
      Node node, QuantizedFilter filter, Quantization in, Quantization out, Rounding rounding) {
    this.filter = filter;
    this.input = node.inputShapes().get(0);
    this.output = node.output();
    this.depthwise = node.layer() instanceof Layer.DepthwiseConvolution;
    this.walk = new WindowWalk(DeployableLayers.window(node.layer()), input, output);
    this.inputZeroPoint = in.zeroPoint();
    this.outputZeroPoint = out.zeroPoint();
    this.clamp = ClampRange.of(DeployableLayers.activation(node.layer()), out);
    this.requantizations = new Requantization[filter.outputChannels()];
    for (int c = 0; c < requantizations.length; c++) {
      double multiplier = (double) in.scale() * filter.scale(c) / out.scale();
      requantizations[c] =
          depthwise ? rounding.ofDepthwise(multiplier) : rounding.ofConvolution(multiplier);
    }
  }

  byte[] apply(byte[] values) {
    byte[] result = new byte[Math.toIntExact(output.elements())];
    int[] sums = new int[output.channels()];
    int next = 0;
    for (int y = 0; y < output.height(); y++) {
      for (int x = 0; x < output.width(); x++) {
        sum(values, y, x, sums);
        for (int c = 0; c < sums.length; c++) {
          result[next++] = clamp.clamp(requantizations[c].apply(sums[c]) + outputZeroPoint);
        }
      }
    }
    return result;
  }

  private void sum(byte[] values, int row, int column, int[] sums) {
    for (int c = 0; c < sums.length; c++) {
      sums[c] = filter.bias(c);
    }
    walk.visit(
        row,
        column,
        (kernel, position) -> {
          int first = position * input.channels();
          for (int c = 0; c < sums.length; c++) {
            sums[c] +=
                depthwise ? one(values, first + c, kernel, c) : dot(values, first, kernel, c);
          }
        });
  }

  private int one(byte[] values, int index, int kernel, int channel) {
    return (values[index] - inputZeroPoint) * filter.weight(kernel * output.channels() + channel);
  }

  private int dot(byte[] values, int first, int kernel, int channel) {
    int weight = channel * filter.weightsOfChannel() + kernel * input.channels();
    int sum = 0;
    for (int i = 0; i < input.channels(); i++) {
      sum += (values[first + i] - inputZeroPoint) * filter.weight(weight + i);
    }
    return sum;
  }
}
