package io.edgewise.sim.mapping;

import static io.edgewise.sim.mapping.Extents.ceilDiv;
import static io.edgewise.sim.mapping.Extents.roundUp;

import io.edgewise.sim.accelerator.TileArray;
import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.TensorShape;

/**
 * Cycles as Google's Edge TPU compiler counts them in its estimate. There is no fitted number here,
 * and nothing of it says what the silicon takes: a convolution counts
 *
 * <pre>
 *   ceil(H / 4) * ceil(W / 4) * ceil16(Cout) * max(pad4(Cin) * kh * kw, 64) / 64
 * </pre>
 *
 * for an output of H x W on 4 x 4 tiles of 64 cells, a mean or a window over everything counts
 * {@code ceil16(C) * pad4(H * W) / 64} of its input, and everything else counts nothing, dense
 * layers, depthwise convolutions and additions among it. (Exact to the cycle on all public compiled
 * networks whose activations fit narrow memory.)
 */
final class CompilerCount {

  private final TileArray array;

  CompilerCount(TileArray array) {
    this.array = array;
  }

  /** Cycles of a layer over its whole output. */
  long cycles(Layer layer, TensorShape input, TensorShape output) {
    if (layer instanceof Layer.Convolution c && input.positions() > 1) {
      return convolution(c, input.channels(), output.height(), output.width());
    }
    return input.positions() > 1 && output.positions() == 1 && isPooling(layer)
        ? roundUp(input.channels(), array.outputGroup())
            * roundUp(input.positions(), array.channelGroup())
            / array.cellsPerTile()
        : 0;
  }

  /** Cycles of a part of a layer's output, which is split over all tiles by itself. */
  long cycles(Layer layer, TensorShape input, int height, int width) {
    return layer instanceof Layer.Convolution c && input.positions() > 1
        ? convolution(c, input.channels(), height, width)
        : 0;
  }

  private long convolution(Layer.Convolution c, int inputChannels, int height, int width) {
    long words = c.window().kernelPositions() * (long) roundUp(inputChannels, array.channelGroup());
    return (long) ceilDiv(height, array.tileRows())
        * ceilDiv(width, array.tileColumns())
        * roundUp(c.outputChannels(), array.outputGroup())
        * Math.max(words, array.cellsPerTile())
        / array.cellsPerTile();
  }

  private static boolean isPooling(Layer layer) {
    return layer instanceof Layer.GlobalPooling || layer instanceof Layer.Pooling;
  }
}
