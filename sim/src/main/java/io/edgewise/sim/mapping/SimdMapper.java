package io.edgewise.sim.mapping;

import io.edgewise.sim.accelerator.SimdProcessor;
import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.TensorShape;
import io.edgewise.sim.workload.WeightScaling;
import java.util.List;

/**
 * Lays layers on a processor with vector units: all cores share one layer, which takes the longer
 * of its arithmetic and its bytes ({@link SimdProcessor}).
 */
public final class SimdMapper implements Mapper {

  private final SimdProcessor processor;

  public SimdMapper(SimdProcessor processor) {
    this.processor = processor;
  }

  @Override
  public LayerMapping map(Layer layer, List<TensorShape> inputs, WeightScaling scaling) {
    TensorShape output = layer.output(inputs);
    long parameters = layer.parameters(inputs);
    TileWork work = work(layer, inputs, output, parameters);
    return new LayerMapping(
        layer.operator(),
        work.cycles(),
        work,
        layer.macs(inputs),
        parameters,
        new ParameterBlob(parameters, parameters, 0, 0),
        Halo.NONE,
        1);
  }

  @Override
  public long countedCycles(Layer layer, TensorShape input, int height, int width) {
    return 0;
  }

  @Override
  public long bytesPerTile(TensorShape shape, Halo halo) {
    return shape.elements();
  }

  @Override
  public long paddedBytesPerTile(TensorShape padded, TensorShape from, Halo halo) {
    return padded.elements();
  }

  private TileWork work(
      Layer layer, List<TensorShape> inputs, TensorShape output, long parameters) {
    WorkUnit unit = unit(layer);
    if (unit == WorkUnit.NONE) {
      return TileWork.NOTHING;
    }
    long bytes = output.elements() + parameters;
    for (TensorShape input : inputs) {
      bytes += input.elements();
    }
    double arithmetic = arithmeticCycles(layer, inputs, output) / processor.cores();
    double cycles = Math.max(arithmetic, bytes / processor.bytesPerCycle(bytes));
    return new TileWork(unit, new TileGrid(1, 1), 1, 1, 1, 1, cycles, 0);
  }

  private static WorkUnit unit(Layer layer) {
    if (layer instanceof Layer.Input || layer instanceof Layer.Reshape) {
      return WorkUnit.NONE;
    }
    if (layer instanceof Layer.DepthwiseConvolution) {
      return WorkUnit.DEPTHWISE;
    }
    return layer instanceof Layer.Convolution || layer instanceof Layer.FullyConnected
        ? WorkUnit.CONVOLUTION
        : WorkUnit.OTHER;
  }

  /** Cycles of the arithmetic on one core. */
  private double arithmeticCycles(Layer layer, List<TensorShape> inputs, TensorShape output) {
    SimdProcessor.Rates rates = processor.rates();
    if (layer instanceof Layer.DepthwiseConvolution) {
      return layer.macs(inputs) / rates.depthwiseMacs();
    }
    if (layer instanceof Layer.FullyConnected || layer instanceof Layer.Recurrent) {
      return layer.macs(inputs) / rates.denseMacs();
    }
    if (layer instanceof Layer.Convolution || layer instanceof Layer.TransposedConvolution) {
      return layer.macs(inputs) / rates.convolutionMacs();
    }
    if (layer instanceof Layer.Pooling p) {
      return output.elements() * p.window().kernelPositions() / rates.elements();
    }
    if (layer instanceof Layer.GlobalPooling) {
      return inputs.get(0).elements() / rates.elements();
    }
    return output.elements() * (double) inputs.size() / rates.elements();
  }
}
