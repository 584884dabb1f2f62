package io.edgewise.sim.mapping;

import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.TensorShape;
import io.edgewise.sim.workload.WeightScaling;
import java.util.List;

/** Lays single layers on one compute array. */
public interface Mapper {

  /**
   * Maps one layer.
   *
   * @param inputs the shapes of its inputs
   * @param scaling how its weights are scaled, which decides what an output channel carries
   */
  LayerMapping map(Layer layer, List<TensorShape> inputs, WeightScaling scaling);

  /**
   * Bytes of a tensor at one tile.
   *
   * @param halo rows (and columns) that are kept of the neighbours' parts
   */
  long bytesPerTile(TensorShape shape, int halo);
}
