package io.edgewise.sim.mapping;

import static io.edgewise.sim.mapping.Extents.roundUp;

import io.edgewise.sim.accelerator.TileArray;
import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.TensorShape;
import io.edgewise.sim.workload.WeightScaling;

/**
 * Bytes of a layer's parameters as they lie on the device. Found in the parameter bytes of eight
 * networks compiled for the Edge TPU, which it reproduces to the byte: input channels come in whole
 * words of a cell, output channels fill the cells (below that, a power of two of them), a depthwise
 * weight takes a word of its own, each output channel carries a bias, a blob is aligned to 64
 * bytes.
 */
final class ParameterBlob {

  private static final int ALIGNMENT = 64;
  private static final int BIAS_BYTES = 4;

  /**
   * A channel with a scale of its own carries these bytes beside its bias: 8 bytes reproduce the
   * totals in compiler logs of EfficientNet-EdgeTPU S and M and ResNet-50 within 0.4 %.
   */
  private static final int CHANNEL_SCALE_BYTES = 8;

  /** The same of a dense layer, whose blob is known to take N * N + 8 * N bytes. */
  private static final int DENSE_SCALE_BYTES = 4;

  private final TileArray array;

  ParameterBlob(TileArray array) {
    this.array = array;
  }

  long bytes(Layer layer, TensorShape input, WeightScaling scaling) {
    boolean scaled = scaling == WeightScaling.PER_CHANNEL;
    int perChannel = BIAS_BYTES + (scaled ? CHANNEL_SCALE_BYTES : 0);
    if (layer instanceof Layer.Convolution c) {
      return dense(
          c.window().kernelPositions() * roundUp(input.channels(), array.channelGroup()),
          c.outputChannels(),
          perChannel);
    }
    if (layer instanceof Layer.FullyConnected f) {
      return dense(
          roundUp(input.elements(), array.channelGroup()),
          f.outputs(),
          BIAS_BYTES + (scaled ? DENSE_SCALE_BYTES : 0));
    }
    if (layer instanceof Layer.DepthwiseConvolution d) {
      long channels = roundUp(input.channels() * d.multiplier(), array.depthwiseGroup());
      long bytes = channels * (d.window().kernelPositions() * array.channelGroup() + perChannel);
      return roundUp(bytes, ALIGNMENT);
    }
    return layer instanceof Layer.ElementwiseConstant e
        ? roundUp(e.constants().elements(), ALIGNMENT)
        : 0;
  }

  private long dense(long weightsPerOutput, int outputs, int perChannel) {
    return roundUp(paddedOutputs(outputs, array) * (weightsPerOutput + perChannel), ALIGNMENT);
  }

  /**
   * Output channels that the cells are loaded with: a multiple of the cells, or a power of two that
   * divides them so that several positions can share them.
   */
  static long paddedOutputs(int outputs, TileArray array) {
    if (outputs >= array.cellsPerTile()) {
      return roundUp((long) outputs, array.cellsPerTile());
    }
    long padded = Math.min(array.channelGroup(), array.cellsPerTile());
    while (padded < outputs) {
      padded *= 2;
    }
    return Math.min(padded, array.cellsPerTile());
  }
}
