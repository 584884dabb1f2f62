package io.edgewise.sim.mapping;

import io.edgewise.sim.accelerator.SimdProcessor;
import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.TensorShape;
import java.util.List;

/**
 * Lays layers on a processor with vector units: all cores share one layer, which takes the longer
 * of its arithmetic and its bytes ({@link SimdProcessor}).
 */
public final class SimdMapper extends WholeMapper {

  private final SimdProcessor processor;

  public SimdMapper(SimdProcessor processor) {
    this.processor = processor;
  }

  @Override
  TileWork work(Layer layer, List<TensorShape> inputs) {
    WorkUnit unit = unit(layer);
    if (unit == WorkUnit.NONE) {
      return TileWork.NOTHING;
    }
    TensorShape output = layer.output(inputs);
    long bytes = output.elements() + layer.parameters(inputs);
    for (TensorShape input : inputs) {
      bytes += input.elements();
    }
    double arithmetic = arithmeticCycles(layer, inputs, output) / processor.cores();
    double cycles = Math.max(arithmetic, bytes / processor.bytesPerCycle(bytes));
    return whole(unit, 1, 1, cycles);
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
    // A convolution on one position is a matrix times one vector, as a dense layer is.
    boolean onePosition = layer instanceof Layer.Convolution && inputs.get(0).positions() == 1;
    if (onePosition || layer instanceof Layer.FullyConnected || layer instanceof Layer.Recurrent) {
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
