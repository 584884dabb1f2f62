package io.edgewise.sim.mapping;

import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.Padding;
import io.edgewise.sim.workload.TensorShape;
import io.edgewise.sim.workload.Window;
import org.jspecify.annotations.Nullable;

/**
 * A window along one axis of a tensor: which of its positions a span of the output reads.
 *
 * @param stride positions of the tensor from one output to the next, at least 1
 * @param reach positions from the first that one output reads to the last, both included
 * @param padding positions that stand before the tensor's first
 */
record WindowAxis(int stride, int reach, int padding) {

  /**
   * The axis of a layer that reads a tensor.
   *
   * @param tensor the tensor, without the padding that was folded into the layer
   * @param folded that padding, if there is some
   * @param rows y, or else x
   * @return null for a layer without a window, which reads where it writes
   */
  static @Nullable WindowAxis of(
      Layer layer,
      TensorShape tensor,
      Layer.@Nullable Pad folded,
      TensorShape output,
      boolean rows) {
    @Nullable Window window = Halo.window(layer);
    if (window == null) {
      return null;
    }
    int stride = rows ? window.strideHeight() : window.strideWidth();
    int reach =
        rows
            ? (window.kernelHeight() - 1) * window.dilationHeight() + 1
            : (window.kernelWidth() - 1) * window.dilationWidth() + 1;
    int before = folded == null ? 0 : rows ? folded.top() : folded.left();
    int after = folded == null ? 0 : rows ? folded.bottom() : folded.right();
    int padded = before + extent(tensor, rows) + after;
    int same =
        window.padding() == Padding.SAME
            ? Math.max(0, (extent(output, rows) - 1) * stride + reach - padded) / 2
            : 0;
    return new WindowAxis(stride, reach, before + same);
  }

  /** The first position that an output reads; negative in the padding. */
  int start(int output) {
    return output * stride - padding;
  }

  /** The position behind the last one that the output before {@code end} reads. */
  int end(int end) {
    return (end - 1) * stride - padding + reach;
  }

  /**
   * Positions that the tile with most of them holds, padding included. Tensor and output are split
   * each by itself, so that the outputs of a tile need not lie over its part of the tensor.
   *
   * @param extent positions of the tensor
   * @param outputs positions of the output
   */
  int held(int extent, int outputs, int tiles) {
    int part = Extents.ceilDiv(extent, tiles);
    if (extent == part * tiles && extent == outputs * stride) {
      return part + Math.max(0, reach - stride);
    }
    int most = 0;
    for (int tile = 0; tile < tiles; tile++) {
      int start = Extents.start(tile, extent, tiles);
      int end = Extents.start(tile + 1, extent, tiles);
      int first = Extents.start(tile, outputs, tiles);
      int last = Extents.start(tile + 1, outputs, tiles);
      if (first < last) {
        start = Math.min(start, start(first));
        end = Math.max(end, end(last));
      }
      most = Math.max(most, end - start);
    }
    return most;
  }

  static int extent(TensorShape shape, boolean rows) {
    return rows ? shape.height() : shape.width();
  }
}
