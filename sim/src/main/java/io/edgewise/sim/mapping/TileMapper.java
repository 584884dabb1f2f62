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
import io.edgewise.sim.workload.Window;
import java.util.List;

/**
 * Lays layers on a grid of tiles: output y and x over the tiles, output channels over the cells of
 * a tile, input channels and window positions one behind the other.
 */
public final class TileMapper implements Mapper {

  private final TileArray array;
  private final ParameterBlob blob;

  public TileMapper(TileArray array) {
    this.array = array;
    this.blob = new ParameterBlob(array);
  }

  @Override
  public LayerMapping map(Layer layer, List<TensorShape> inputs, WeightScaling scaling) {
    TensorShape input = inputs.get(0);
    int halo = halo(layer, layer.output(inputs));
    return new LayerMapping(
        layer.operator(),
        work(layer, inputs),
        layer.macs(inputs),
        layer.parameters(inputs),
        blob.bytes(layer, input, scaling),
        halo,
        bytesPerTile(input, halo) - bytesPerTile(input, 0),
        bytesPerTile(input, halo),
        bytesPerTile(layer.output(inputs), 0),
        inputs.size());
  }

  @Override
  public long bytesPerTile(TensorShape shape, int halo) {
    if (shape.positions() == 1) {
      return ceilDiv(shape.channels(), array.tiles());
    }
    return (long) (ceilDiv(shape.height(), array.tileRows()) + halo)
        * (ceilDiv(shape.width(), array.tileColumns()) + halo)
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
      long groups = ceilDiv(output.channels(), array.depthwiseGroup());
      double cycles =
          d.window().kernelPositions() + activationCycles(d.activation(), array.depthwiseGroup());
      return spread(WorkUnit.DEPTHWISE, input, output, groups, 1, cycles);
    }
    if (layer instanceof Layer.Pooling p) {
      return pooling(p, input, output);
    }
    if (layer instanceof Layer.GlobalPooling g) {
      return globalPooling(g, input);
    }
    if (layer instanceof Layer.Elementwise e) {
      double cycles = 1 / rates.binaryElements() + activationCycles(e.activation(), 1);
      return elementwise(input, output, cycles);
    }
    if (layer instanceof Layer.ElementwiseConstant e) {
      double cycles = 1 / rates.binaryElements() + activationCycles(e.activation(), 1);
      return elementwise(input, output, cycles);
    }
    if (layer instanceof Layer.Activate a) {
      double clamp = a.activation().isClamp() ? 1 / rates.unaryElements() : 0;
      return elementwise(input, output, clamp + activationCycles(a.activation(), 1));
    }
    if (layer instanceof Layer.Softmax
        || layer instanceof Layer.Quantize
        || layer instanceof Layer.Dequantize) {
      return elementwise(input, output, 1 / rates.unaryElements());
    }
    if (layer instanceof Layer.Resize r) {
      int corners = r.interpolation() == Interpolation.BILINEAR ? 4 : 1;
      return elementwise(input, output, corners / rates.unaryElements());
    }
    if (layer instanceof Layer.Concatenation || layer instanceof Layer.Slice) {
      return elementwise(output, output, array.tiles() / rates.meshBytes());
    }
    return TileWork.NOTHING;
  }

  private TileWork convolution(Layer.Convolution c, TensorShape input, TensorShape output) {
    long channels = ParameterBlob.paddedOutputs(c.outputChannels(), array);
    long words =
        c.window().kernelPositions() * (long) roundUp(input.channels(), array.channelGroup());
    boolean single = output.positions() == 1;
    double rate = single ? array.rates().vectorMacs() : array.rates().cellMacs();
    double cycles = words / rate + activationCycles(c.activation(), array.cellsPerTile());
    return spread(WorkUnit.CONVOLUTION, input, output, channels, array.cellsPerTile(), cycles);
  }

  /** A dense layer has no positions to split: its outputs go round the tiles. */
  private TileWork fullyConnected(Layer.FullyConnected f, TensorShape input) {
    double cycles =
        roundUp(input.elements(), array.channelGroup()) / array.rates().vectorMacs()
            + activationCycles(f.activation(), array.cellsPerTile());
    TileGrid grid = new TileGrid(1, array.tiles());
    return new TileWork(
        WorkUnit.CONVOLUTION, grid, 1, f.outputs(), 1, array.cellsPerTile(), cycles, 0, 0);
  }

  private TileWork pooling(Layer.Pooling p, TensorShape input, TensorShape output) {
    double rate = poolRate(p.kind());
    if (output.positions() == 1) {
      // One window over everything: the tiles reduce what they hold, then add up along y and x.
      return reduction(input, 1 / rate, Math.round(2 * input.channels() / rate));
    }
    double cycles = p.window().kernelPositions() / rate;
    return spread(WorkUnit.OTHER, input, output, output.channels(), 1, cycles);
  }

  private TileWork globalPooling(Layer.GlobalPooling g, TensorShape input) {
    double rate =
        g.kind() == PoolingKind.AVERAGE ? array.rates().meanElements() : poolRate(g.kind());
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
        0,
        combineCycles);
  }

  private TileWork elementwise(TensorShape input, TensorShape output, double cycles) {
    return spread(WorkUnit.OTHER, input, output, output.channels(), 1, cycles);
  }

  private TileWork spread(
      WorkUnit unit,
      TensorShape input,
      TensorShape output,
      long itemsPerPosition,
      int itemsPerPass,
      double cyclesPerPass) {
    TileGrid grid = TileGrid.fit(output.height(), output.width(), array);
    return new TileWork(
        unit,
        grid,
        output.height(),
        output.width(),
        itemsPerPosition,
        itemsPerPass,
        cyclesPerPass,
        gatherCycles(input, output, grid),
        0);
  }

  /**
   * Returns the cycles of the tensor's way across the mesh, where producer and consumer split the
   * plane differently.
   */
  private long gatherCycles(TensorShape input, TensorShape output, TileGrid grid) {
    boolean plane = output.positions() > 1 && input.positions() > 1;
    if (!plane || TileGrid.fit(input.height(), input.width(), array).equals(grid)) {
      return 0;
    }
    return Math.round(input.elements() / array.rates().meshBytes());
  }

  /**
   * Cycles for {@code elements} of an activation that is more than a clamp: one look-up, and for
   * swish the product with its argument.
   */
  private double activationCycles(Activation activation, int elements) {
    if (activation.isClamp()) {
      return 0;
    }
    double lookUp = elements / array.rates().unaryElements();
    boolean product = activation == Activation.SWISH || activation == Activation.HARD_SWISH;
    return lookUp + (product ? elements / array.rates().binaryElements() : 0);
  }

  private double poolRate(PoolingKind kind) {
    return kind == PoolingKind.AVERAGE
        ? array.rates().averagePoolElements()
        : array.rates().maximumPoolElements();
  }

  /** Rows that a tile needs of its neighbour's input: what a window reaches beyond its stride. */
  private static int halo(Layer layer, TensorShape output) {
    if (output.positions() == 1) {
      return 0;
    }
    if (layer instanceof Layer.Convolution c) {
      return halo(c.window());
    }
    if (layer instanceof Layer.DepthwiseConvolution d) {
      return halo(d.window());
    }
    return layer instanceof Layer.Pooling p ? halo(p.window()) : 0;
  }

  private static int halo(Window window) {
    int rows = (window.kernelHeight() - 1) * window.dilationHeight() + 1 - window.strideHeight();
    int columns = (window.kernelWidth() - 1) * window.dilationWidth() + 1 - window.strideWidth();
    return Math.max(0, Math.max(rows, columns));
  }
}
