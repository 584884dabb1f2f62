package io.edgewise.sim.mapping;

import static io.edgewise.sim.mapping.Extents.ceilDiv;
import static io.edgewise.sim.mapping.Extents.roundUp;

import io.edgewise.sim.accelerator.TileArray;
import io.edgewise.sim.workload.Activation;
import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.Layer.Resize.Interpolation;
import io.edgewise.sim.workload.PoolingKind;
import io.edgewise.sim.workload.TensorShape;
import io.edgewise.sim.workload.WeightScaling;
import java.util.List;

/**
 * Lays layers on a grid of tiles: output y and x over the tiles, output channels over the cells of
 * a tile, input channels and window positions one behind the other.
 */
public final class TileMapper implements Mapper {

  /** Tensors, or a tensor and constants, that an operator on two reads element by element. */
  private static final int OPERANDS = 2;

  private final TileArray array;
  private final CompilerCount count;

  public TileMapper(TileArray array) {
    this.array = array;
    this.count = new CompilerCount(array);
  }

  @Override
  public LayerMapping map(Layer layer, List<TensorShape> inputs, WeightScaling scaling) {
    TensorShape input = inputs.get(0);
    TensorShape output = layer.output(inputs);
    return new LayerMapping(
        layer.operator(),
        count.cycles(layer, input, output),
        work(layer, inputs),
        layer.macs(inputs),
        layer.parameters(inputs),
        ParameterBlob.of(layer, input, scaling, array),
        Halo.of(layer, input, null, output, this),
        inputs.size());
  }

  @Override
  public long countedCycles(Layer layer, TensorShape input, int height, int width) {
    return count.cycles(layer, input, height, width);
  }

  @Override
  public int tiles(boolean rows) {
    return rows ? array.tileRows() : array.tileColumns();
  }

  @Override
  public long bytesPerTile(TensorShape shape, Halo halo) {
    return shape.positions() == 1
        ? ceilDiv(shape.channels(), array.tiles())
        : bytes(shape, array.tileRows(), array.tileColumns(), halo);
  }

  @Override
  public long paddedBytesPerTile(TensorShape padded, TensorShape from, Halo halo) {
    int rows = Math.min(array.tileRows(), from.height());
    int columns = Math.min(array.tileColumns(), from.width());
    return bytes(padded, rows, columns, halo);
  }

  private long bytes(TensorShape shape, int tileRows, int tileColumns, Halo halo) {
    return (long) (ceilDiv(shape.height(), tileRows) + halo.rows())
        * (ceilDiv(shape.width(), tileColumns) + halo.columns())
        * roundUp(shape.channels(), array.channelGroup());
  }

  private TileWork work(Layer layer, List<TensorShape> inputs) {
    TensorShape input = inputs.get(0);
    TensorShape output = layer.output(inputs);
    TileArray.Rates rates = array.rates();
    if (layer instanceof Layer.Convolution c) {
      return convolution(c, input, output);
    }
    if (layer instanceof Layer.FullyConnected f) {
      return fullyConnected(f, input);
    }
    if (layer instanceof Layer.DepthwiseConvolution d) {
      double cycles = 1 / rates.depthwiseOutputs() + activationCycles(d.activation(), 1);
      long channels = roundUp(output.channels(), array.channelGroup());
      return spread(WorkUnit.DEPTHWISE, output, channels, 1, cycles);
    }
    if (layer instanceof Layer.Pooling p) {
      return pooling(p, input, output);
    }
    if (layer instanceof Layer.GlobalPooling g) {
      return poolingOfAll(g.kind(), input);
    }
    if (layer instanceof Layer.Elementwise e) {
      double cycles = OPERANDS / rates.elements() + activationCycles(e.activation(), 1);
      return elementwise(output, cycles);
    }
    if (layer instanceof Layer.ElementwiseConstant e) {
      double cycles = OPERANDS / rates.elements() + activationCycles(e.activation(), 1);
      return elementwise(output, cycles);
    }
    if (layer instanceof Layer.Activate a) {
      double clamp = a.activation().isClamp() ? 1 / rates.unaryElements() : 0;
      return elementwise(output, clamp + activationCycles(a.activation(), 1));
    }
    if (layer instanceof Layer.Softmax
        || layer instanceof Layer.Quantize
        || layer instanceof Layer.Dequantize) {
      return elementwise(output, 1 / rates.unaryElements());
    }
    if (layer instanceof Layer.Resize r) {
      // Assumed: as many look-ups as a point has neighbours. No resize was measured.
      int corners = r.interpolation() == Interpolation.BILINEAR ? 4 : 1;
      return elementwise(output, corners / rates.unaryElements());
    }
    if (layer instanceof Layer.TransposedConvolution t) {
      // The input's positions do the work; the output leaves as that of a convolution.
      double products =
          t.window().kernelPositions()
              * (double) roundUp(input.channels(), array.channelGroup())
              * input.positions()
              / output.positions();
      return spread(
          WorkUnit.CONVOLUTION,
          output,
          roundUp(output.channels(), array.outputGroup()),
          array.cellsPerTile(),
          products / rates.cellMacs() + array.cellsPerTile() / rates.outputs());
    }
    if (layer instanceof Layer.Recurrent) {
      return recurrent(layer.macs(inputs), input);
    }
    if (layer instanceof Layer.Pointwise) {
      return elementwise(output, 1 / rates.unaryElements());
    }
    if (layer instanceof Layer.Rearrangement) {
      return elementwise(output, array.tiles() / rates.meshBytes());
    }
    if (layer instanceof Layer.Concatenation
        || layer instanceof Layer.Slice
        || layer instanceof Layer.Pad) {
      return elementwise(output, array.tiles() / rates.meshBytes());
    }
    return TileWork.NOTHING;
  }

  /** Products of a pass, then its outputs, which leave the tile one after the other. */
  private TileWork convolution(Layer.Convolution c, TensorShape input, TensorShape output) {
    long words =
        c.window().kernelPositions() * (long) roundUp(input.channels(), array.channelGroup());
    if (input.positions() == 1) {
      return vectorProduct(words, c.outputChannels(), c.activation());
    }
    TileArray.Rates rates = array.rates();
    double cycles =
        output.positions() == 1
            ? words / rates.vectorMacs()
            : words / rates.cellMacs() + array.cellsPerTile() / rates.outputs();
    return spread(
        WorkUnit.CONVOLUTION,
        output,
        channels(c.outputChannels()),
        array.cellsPerTile(),
        cycles + activationCycles(c.activation(), array.cellsPerTile()));
  }

  /**
   * Output channels that take their time: up to one pass they share the cells with those of other
   * positions, of more than that every pass takes as long as a full one. (The compiler counts parts
   * of a pass; chains of convolutions on PCIe show a step at each multiple of 64 channels.)
   */
  private int channels(int outputs) {
    return roundUp(
        outputs, outputs > array.cellsPerTile() ? array.cellsPerTile() : array.outputGroup());
  }

  /** One step after the other, each of them dense; the chip starts every step anew. Assumed. */
  private TileWork recurrent(long macs, TensorShape input) {
    double cycles = macs / (array.cells() * array.rates().vectorMacs()) / input.positions();
    return new TileWork(
        WorkUnit.CONVOLUTION,
        new TileGrid(1, 1),
        input.height(),
        input.width(),
        1,
        1,
        Math.ceil(cycles) + input.channels(),
        0);
  }

  private TileWork fullyConnected(Layer.FullyConnected f, TensorShape input) {
    long words = roundUp(input.elements(), array.channelGroup());
    return vectorProduct(words, f.outputs(), f.activation());
  }

  /**
   * A matrix times one vector: a dense layer, and a convolution on one position, which the compiler
   * counts alike (as nothing). There are no positions to split, so the outputs go round the tiles.
   */
  private TileWork vectorProduct(long words, int outputs, Activation activation) {
    double cycles =
        words / array.rates().vectorMacs() + activationCycles(activation, array.cellsPerTile());
    TileGrid grid = new TileGrid(1, array.tiles());
    return new TileWork(WorkUnit.CONVOLUTION, grid, 1, outputs, 1, array.cellsPerTile(), cycles, 0);
  }

  private TileWork pooling(Layer.Pooling p, TensorShape input, TensorShape output) {
    if (output.positions() == 1) {
      return poolingOfAll(p.kind(), input);
    }
    double cycles = p.window().kernelPositions() / poolRate(p.kind());
    return spread(WorkUnit.POOLING, output, output.channels(), 1, cycles);
  }

  /**
   * One window over everything, be it said as a pool or as a mean: the compiler counts both alike.
   * The tiles reduce what they hold, then one adds up what they found.
   */
  private TileWork poolingOfAll(PoolingKind kind, TensorShape input) {
    double rate = kind == PoolingKind.AVERAGE ? array.rates().meanElements() : poolRate(kind);
    return reduction(input, 1 / rate, Math.round(input.channels() / rate));
  }

  private TileWork reduction(TensorShape input, double cyclesPerElement, long combineCycles) {
    TileGrid grid = new TileGrid(array.tileRows(), array.tileColumns());
    return new TileWork(
        WorkUnit.OTHER,
        grid,
        input.height(),
        input.width(),
        input.channels(),
        1,
        cyclesPerElement,
        combineCycles);
  }

  private TileWork elementwise(TensorShape output, double cycles) {
    return spread(WorkUnit.OTHER, output, output.channels(), 1, cycles);
  }

  private TileWork spread(
      WorkUnit unit,
      TensorShape output,
      long itemsPerPosition,
      int itemsPerPass,
      double cyclesPerPass) {
    TileGrid grid = new TileGrid(array.tileRows(), array.tileColumns());
    return new TileWork(
        unit,
        grid,
        output.height(),
        output.width(),
        itemsPerPosition,
        itemsPerPass,
        cyclesPerPass,
        0);
  }

  /**
   * Cycles for {@code elements} of an activation that is more than a clamp: one look-up, and for
   * hard swish the product with its argument.
   */
  private double activationCycles(Activation activation, int elements) {
    if (activation.isClamp()) {
      return 0;
    }
    double lookUp = elements / array.rates().unaryElements();
    return lookUp
        + (activation == Activation.HARD_SWISH
            ? OPERANDS * elements / array.rates().elements()
            : 0);
  }

  private double poolRate(PoolingKind kind) {
    return kind == PoolingKind.AVERAGE
        ? array.rates().elements()
        : array.rates().maximumPoolElements();
  }
}
