package io.edgewise.search.quantization;

import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph.Node;
import io.edgewise.sim.workload.PoolingKind;
import io.edgewise.sim.workload.TensorShape;
import io.edgewise.sim.workload.Window;
import java.util.List;

/** Pools, concatenation, split, padding and reshape in floats. */
final class FloatMoves {

  private FloatMoves() {}

  static float[] apply(Node node, List<float[]> inputs) {
    Layer layer = node.layer();
    if (layer instanceof Layer.Pooling pooling) {
      return pool(node, pooling.kind(), pooling.window(), inputs.get(0));
    }
    if (layer instanceof Layer.GlobalPooling pooling) {
      return pool(node, pooling.kind(), IntegerMoves.wholeImage(node), inputs.get(0));
    }
    if (layer instanceof Layer.Concatenation) {
      return concatenate(node, inputs);
    }
    if (layer instanceof Layer.Pad pad) {
      return pad(node, pad, inputs.get(0));
    }
    return inputs.get(0).clone();
  }

  private static float[] pool(Node node, PoolingKind kind, Window window, float[] values) {
    TensorShape output = node.output();
    WindowWalk walk = new WindowWalk(window, node.inputShapes().get(0), output);
    int channels = output.channels();
    float[] result = new float[Math.toIntExact(output.elements())];
    for (int i = 0; i < result.length; i++) {
      int channel = i % channels;
      int position = i / channels;
      double[] state = {0, 0, Double.NEGATIVE_INFINITY};
      walk.visit(
          position / output.width(),
          position % output.width(),
          (kernel, at) -> {
            state[0] += values[at * channels + channel];
            state[1]++;
            state[2] = Math.max(state[2], values[at * channels + channel]);
          });
      result[i] = (float) (kind == PoolingKind.MAXIMUM ? state[2] : state[0] / state[1]);
    }
    return result;
  }

  private static float[] concatenate(Node node, List<float[]> inputs) {
    TensorShape output = node.output();
    float[] result = new float[Math.toIntExact(output.elements())];
    int offset = 0;
    for (int i = 0; i < inputs.size(); i++) {
      int channels = node.inputShapes().get(i).channels();
      for (int position = 0; position < output.positions(); position++) {
        int to = position * output.channels() + offset;
        System.arraycopy(inputs.get(i), position * channels, result, to, channels);
      }
      offset += channels;
    }
    return result;
  }

  static float[] part(Node node, int number, float[] values) {
    int channels = node.output().channels();
    int all = node.inputShapes().get(0).channels();
    float[] result = new float[Math.toIntExact(node.output().elements())];
    for (int position = 0; position < node.output().positions(); position++) {
      int from = position * all + number * channels;
      System.arraycopy(values, from, result, position * channels, channels);
    }
    return result;
  }

  private static float[] pad(Node node, Layer.Pad pad, float[] values) {
    TensorShape input = node.inputShapes().get(0);
    TensorShape output = node.output();
    float[] result = new float[Math.toIntExact(output.elements())];
    int row = input.width() * input.channels();
    for (int y = 0; y < input.height(); y++) {
      int to = ((y + pad.top()) * output.width() + pad.left()) * output.channels();
      System.arraycopy(values, y * row, result, to, row);
    }
    return result;
  }
}
