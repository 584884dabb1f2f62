package io.edgewise.sim.mapping;

import static io.edgewise.sim.mapping.Extents.ceilDiv;

import io.edgewise.sim.accelerator.SystolicArray;
import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.TensorShape;
import java.util.List;

/**
 * Lays layers on a plain systolic array as SCALE-Sim v2 does (arXiv 1811.02883, section III; its
 * {@code compute} package): a convolution is a matrix product of {@code positions x window} and
 * {@code window x outputs}; two of the three extents are folded over rows and columns of the array,
 * the third streams through. Memory never stalls it.
 */
public final class SystolicMapper extends WholeMapper {

  private final SystolicArray array;

  public SystolicMapper(SystolicArray array) {
    this.array = array;
  }

  @Override
  TileWork work(Layer layer, List<TensorShape> inputs) {
    TensorShape output = layer.output(inputs);
    TensorShape input = inputs.get(0);
    if (layer instanceof Layer.Convolution c) {
      long window = c.window().kernelPositions() * input.channels();
      return product(output.positions(), window, c.outputChannels(), 1, WorkUnit.CONVOLUTION);
    }
    if (layer instanceof Layer.DepthwiseConvolution d) {
      long window = d.window().kernelPositions();
      return product(output.positions(), window, 1, output.channels(), WorkUnit.DEPTHWISE);
    }
    if (layer instanceof Layer.FullyConnected f) {
      return product(1, input.elements(), f.outputs(), 1, WorkUnit.CONVOLUTION);
    }
    if (layer instanceof Layer.TransposedConvolution t) {
      long outputs = (long) t.window().kernelPositions() * t.outputChannels();
      return product(input.positions(), input.channels(), outputs, 1, WorkUnit.CONVOLUTION);
    }
    if (layer instanceof Layer.Recurrent r) {
      // Each step needs the one before it: so many products of one row each.
      long perStep = layer.macs(inputs) / input.positions();
      long window = input.channels() + (long) r.units();
      return product(1, window, perStep / window, input.positions(), WorkUnit.CONVOLUTION);
    }
    if (layer instanceof Layer.Pooling p) {
      return vector(output.elements() * p.window().kernelPositions());
    }
    if (layer instanceof Layer.GlobalPooling) {
      return vector(input.elements());
    }
    if (layer instanceof Layer.Elementwise
        || layer instanceof Layer.ElementwiseConstant
        || layer instanceof Layer.Activate
        || layer instanceof Layer.Quantize
        || layer instanceof Layer.Dequantize
        || layer instanceof Layer.Resize
        || layer instanceof Layer.Pointwise
        || layer instanceof Layer.Softmax) {
      return vector(output.elements());
    }
    // What only moves is free: memory never stalls the array.
    return TileWork.NOTHING;
  }

  /** Folds of the product, all of the same length: fill, stream, drain. */
  private TileWork product(long positions, long window, long outputs, long repeats, WorkUnit unit) {
    long folds =
        switch (array.dataflow()) {
          case OUTPUT_STATIONARY -> folds(positions, outputs);
          case WEIGHT_STATIONARY -> folds(window, outputs);
          case INPUT_STATIONARY -> folds(window, positions);
        };
    long fillAndDrain = array.rows() + array.columns() - 2L;
    long cyclesPerFold =
        switch (array.dataflow()) {
          case OUTPUT_STATIONARY -> fillAndDrain + window;
          case WEIGHT_STATIONARY -> array.rows() + fillAndDrain + positions;
          case INPUT_STATIONARY -> array.rows() + fillAndDrain + outputs;
        };
    return whole(unit, folds * repeats, 1, cyclesPerFold);
  }

  private long folds(long alongRows, long alongColumns) {
    return ceilDiv(alongRows, array.rows()) * ceilDiv(alongColumns, array.columns());
  }

  private TileWork vector(long elements) {
    return whole(WorkUnit.OTHER, elements, array.columns(), 1);
  }
}
