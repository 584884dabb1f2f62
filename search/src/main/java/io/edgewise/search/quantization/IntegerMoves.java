package io.edgewise.search.quantization;

import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.LayerGraph.Node;
import io.edgewise.sim.workload.Padding;
import io.edgewise.sim.workload.PoolingKind;
import io.edgewise.sim.workload.TensorShape;
import io.edgewise.sim.workload.Window;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntBinaryOperator;

/**
 * Operators whose output has the scale of their input: pools, concatenation, split, padding,
 * reshape.
 */
final class IntegerMoves {

  private IntegerMoves() {}

  static byte[] apply(
      LayerGraph graph, Node node, List<byte[]> inputs, Quantization in, Rounding rounding) {
    Layer layer = node.layer();
    if (layer instanceof Layer.Slice) {
      return part(node, SplitPart.of(graph, node), inputs.get(0));
    }
    if (layer instanceof Layer.Pooling pooling) {
      return pool(node, pooling.kind(), pooling.window(), inputs.get(0), mean(in, rounding));
    }
    if (layer instanceof Layer.GlobalPooling pooling) {
      return pool(node, pooling.kind(), wholeImage(node), inputs.get(0), mean(in, rounding));
    }
    if (layer instanceof Layer.Concatenation) {
      return concatenate(node, inputs);
    }
    if (layer instanceof Layer.Pad pad) {
      return pad(node, pad, inputs.get(0), in);
    }
    if (layer instanceof Layer.Reshape) {
      return inputs.get(0).clone();
    }
    throw new IllegalArgumentException("layer " + node.name() + " has no integer form");
  }

  static Window wholeImage(Node node) {
    TensorShape input = node.inputShapes().get(0);
    return new Window(input.height(), input.width(), 1, 1, 1, 1, Padding.VALID);
  }

  private static byte[] pool(
      Node node, PoolingKind kind, Window window, byte[] values, IntBinaryOperator mean) {
    TensorShape output = node.output();
    WindowWalk walk = new WindowWalk(window, node.inputShapes().get(0), output);
    int channels = output.channels();
    byte[] result = new byte[Math.toIntExact(output.elements())];
    for (int i = 0; i < result.length; i++) {
      int channel = i % channels;
      int position = i / channels;
      int[] state = {0, 0, Quantization.MIN};
      walk.visit(
          position / output.width(),
          position % output.width(),
          (kernel, at) -> {
            state[0] += values[at * channels + channel];
            state[1]++;
            state[2] = Math.max(state[2], values[at * channels + channel]);
          });
      result[i] =
          (byte) (kind == PoolingKind.MAXIMUM ? state[2] : mean.applyAsInt(state[0], state[1]));
    }
    return result;
  }

  /**
   * The mean of a sum over a count: halves away from zero (reference_integer_ops::AveragePool), or
   * of what the integers stand for, halves to even.
   */
  private static IntBinaryOperator mean(Quantization in, Rounding rounding) {
    int zero = in.zeroPoint();
    return rounding == Rounding.SINGLE
        ? (sum, count) -> (int) Math.rint((sum - count * zero) / (double) count) + zero
        : (sum, count) -> sum > 0 ? (sum + count / 2) / count : (sum - count / 2) / count;
  }

  private static byte[] concatenate(Node node, List<byte[]> inputs) {
    TensorShape output = node.output();
    byte[] result = new byte[Math.toIntExact(output.elements())];
    int offset = 0;
    for (int i = 0; i < inputs.size(); i++) {
      int channels = node.inputShapes().get(i).channels();
      for (int position = 0; position < output.positions(); position++) {
        System.arraycopy(
            inputs.get(i),
            position * channels,
            result,
            position * output.channels() + offset,
            channels);
      }
      offset += channels;
    }
    return result;
  }

  private static byte[] part(Node node, SplitPart part, byte[] values) {
    int channels = node.output().channels();
    int all = node.inputShapes().get(0).channels();
    byte[] result = new byte[Math.toIntExact(node.output().elements())];
    for (int position = 0; position < node.output().positions(); position++) {
      int from = position * all + part.number() * channels;
      System.arraycopy(values, from, result, position * channels, channels);
    }
    return result;
  }

  private static byte[] pad(Node node, Layer.Pad pad, byte[] values, Quantization in) {
    TensorShape input = node.inputShapes().get(0);
    TensorShape output = node.output();
    byte[] result = new byte[Math.toIntExact(output.elements())];
    Arrays.fill(result, (byte) in.zeroPoint());
    int row = input.width() * input.channels();
    for (int y = 0; y < input.height(); y++) {
      int to = ((y + pad.top()) * output.width() + pad.left()) * output.channels();
      System.arraycopy(values, y * row, result, to, row);
    }
    return result;
  }
}
