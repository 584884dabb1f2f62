package io.edgewise.search.quantization;

import io.edgewise.sim.workload.Activation;
import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph.Node;
import io.edgewise.sim.workload.TensorShape;

/**
 * A convolution or depthwise convolution in floats. The weights of all output channels lie side by
 * side, so that the inner loop runs over them without a sum, which the compiler vectorises.
 */
final class FloatConvolution {

  private final TensorShape input;
  private final TensorShape output;
  private final WindowWalk walk;
  private final Activation activation;
  private final boolean depthwise;
  private final float[] weights;
  private final float[] bias;

  FloatConvolution(Node node, FloatFilter filter) {
    this.input = node.inputShapes().get(0);
    this.output = node.output();
    this.depthwise = node.layer() instanceof Layer.DepthwiseConvolution;
    this.walk = new WindowWalk(DeployableLayers.window(node.layer()), input, output);
    this.activation = DeployableLayers.activation(node.layer());
    this.bias = filter.biases();
    int channels = filter.outputChannels();
    this.weights = new float[filter.weightCount()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] =
          filter.weight(
              filter
                  .layout()
                  .index(i % channels, i / channels, channels, filter.weightsOfChannel()));
    }
  }

  float[] apply(float[] values) {
    float[] result = new float[Math.toIntExact(output.elements())];
    float[] sums = new float[output.channels()];
    int next = 0;
    for (int y = 0; y < output.height(); y++) {
      for (int x = 0; x < output.width(); x++) {
        System.arraycopy(bias, 0, sums, 0, sums.length);
        walk.visit(y, x, (kernel, position) -> add(values, position, kernel, sums));
        for (int c = 0; c < sums.length; c++) {
          result[next++] = FloatArithmetic.clamp(activation, sums[c]);
        }
      }
    }
    return result;
  }

  private void add(float[] values, int position, int kernel, float[] sums) {
    int first = position * input.channels();
    if (depthwise) {
      int row = kernel * sums.length;
      for (int c = 0; c < sums.length; c++) {
        sums[c] += values[first + c] * weights[row + c];
      }
      return;
    }
    for (int i = 0; i < input.channels(); i++) {
      float value = values[first + i];
      if (value != 0) { // Half of what comes out of a rectifier is.
        addScaled(value, (kernel * input.channels() + i) * sums.length, sums);
      }
    }
  }

  private void addScaled(float value, int row, float[] sums) {
    for (int c = 0; c < sums.length; c++) {
      sums[c] += value * weights[row + c];
    }
  }
}
