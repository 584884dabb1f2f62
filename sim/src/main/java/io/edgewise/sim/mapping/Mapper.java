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
   * Cycles that the accelerator's compiler counts for a part of a layer's output; 0 where it counts
   * nothing or does not cut.
   *
   * @param input the shape of the whole input
   */
  long countedCycles(Layer layer, TensorShape input, int height, int width);

  /**
   * Tiles along an axis.
   *
   * @param rows y, or else x
   */
  int tiles(boolean rows);

  /**
   * Bytes of a tensor at one tile.
   *
   * @param halo what is kept of the neighbours' parts
   */
  long bytesPerTile(TensorShape shape, Halo halo);

  /**
   * Bytes at one tile of a tensor that another one was padded to: it grows where that one lies, on
   * no more tiles than that one has rows and columns.
   *
   * @param halo what is kept of the neighbours' parts
   */
  long paddedBytesPerTile(TensorShape padded, TensorShape from, Halo halo);
}
