package io.edgewise.sim.mapping;

import static io.edgewise.sim.mapping.Extents.ceilDiv;
import static io.edgewise.sim.mapping.Extents.roundUp;

import io.edgewise.sim.accelerator.TileArray;
import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.TensorShape;
import io.edgewise.sim.workload.WeightScaling;
import java.util.List;

/**
 * A layer's parameters as they lie on the device. Found in the parameter bytes of public compiled
 * networks, which it reproduces to the byte: input channels come in whole words of a cell, output
 * channels above 64 in whole rows of cells, below that in sixteens, up to four in one word; a
 * depthwise weight takes a word of its own; a blob is aligned to 64 bytes.
 *
 * @param bytes bytes of them
 * @param space bytes of the parameter memory that they take while resident: a convolution takes its
 *     last row of cells whole
 * @param cellBytes bytes that they need in the fullest cell; 0 if they are spread evenly
 * @param stackedBytes bytes by which they fill the cells that are filled first
 */
public record ParameterBlob(long bytes, long space, long cellBytes, long stackedBytes) {

  /** No parameters. */
  public static final ParameterBlob NONE = new ParameterBlob(0, 0, 0, 0);

  private static final int ALIGNMENT = 64;

  /** Channels of a depthwise convolution that are loaded together. */
  private static final int DEPTHWISE_GROUP = 8;

  static ParameterBlob of(Layer layer, TensorShape input, WeightScaling scaling, TileArray array) {
    if (layer instanceof Layer.Convolution c) {
      return convolution(c.window().kernelPositions(), input, c.outputChannels(), scaling, array);
    }
    if (layer instanceof Layer.DepthwiseConvolution d) {
      long kernel = d.window().kernelPositions();
      int outputs = input.channels() * d.multiplier();
      return input.channels() == 1
          ? convolution(kernel, input, outputs, scaling, array)
          : even(
              roundUp(outputs, DEPTHWISE_GROUP)
                  * (kernel * array.channelGroup() + scaling.channelBytes()),
              array);
    }
    if (layer instanceof Layer.FullyConnected f) {
      return dense(input, f.outputs(), scaling, array);
    }
    if (layer instanceof Layer.TransposedConvolution t) {
      return convolution(t.window().kernelPositions(), input, t.outputChannels(), scaling, array);
    }
    if (layer instanceof Layer.Recurrent) {
      return even(layer.parameters(List.of(input)), array);
    }
    return layer instanceof Layer.ElementwiseConstant e
        ? even(e.constants().elements(), array)
        : NONE;
  }

  /** A layer whose parameters are spread evenly over the whole memory. */
  private static ParameterBlob even(long bytes, TileArray array) {
    long aligned = roundUp(bytes, ALIGNMENT);
    return new ParameterBlob(aligned, aligned, 0, aligned / array.cells());
  }

  private static ParameterBlob convolution(
      long kernel, TensorShape input, int outputs, WeightScaling scaling, TileArray array) {
    long channel =
        kernel * roundUp(input.channels(), array.channelGroup()) + scaling.channelBytes();
    long few =
        outputs <= array.channelGroup() ? array.channelGroup() : paddedOutputs(outputs, array);
    long space = roundUp(roundUp((long) outputs, array.cellsPerTile()) * channel, ALIGNMENT);
    return new ParameterBlob(roundUp(few * channel, ALIGNMENT), space, 0, space / array.cells());
  }

  /**
   * An output of a dense layer lies in one cell, with its weights for all positions; outputs fill
   * the cells from the first one on, whole rounds of them evenly.
   */
  private static ParameterBlob dense(
      TensorShape input, int outputs, WeightScaling scaling, TileArray array) {
    long words = input.positions() * roundUp(input.channels(), array.channelGroup());
    long bytes = roundUp(paddedOutputs(outputs, array) * (words + scaling.denseBytes()), ALIGNMENT);
    long cell = words + Integer.BYTES;
    return new ParameterBlob(
        bytes,
        bytes,
        ceilDiv((long) outputs, array.cells()) * cell,
        Math.max(cell, outputs * cell / array.cells()));
  }

  private static long paddedOutputs(int outputs, TileArray array) {
    return outputs > array.cellsPerTile()
        ? roundUp((long) outputs, array.cellsPerTile())
        : roundUp((long) outputs, array.outputGroup());
  }
}
