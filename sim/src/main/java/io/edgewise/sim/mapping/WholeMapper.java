package io.edgewise.sim.mapping;

import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.TensorShape;
import io.edgewise.sim.workload.WeightScaling;
import java.util.List;

/**
 * Lays layers on an array that works as one: nothing is split over tiles, no border is kept, and
 * parameters lie as they are.
 */
abstract class WholeMapper implements Mapper {

  /** The work of a layer, on the one tile there is. */
  abstract TileWork work(Layer layer, List<TensorShape> inputs);

  @Override
  public final LayerMapping map(Layer layer, List<TensorShape> inputs, WeightScaling scaling) {
    long parameters = layer.parameters(inputs);
    TileWork work = work(layer, inputs);
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
  public final long countedCycles(Layer layer, TensorShape input, int height, int width) {
    return 0;
  }

  @Override
  public final int tiles(boolean rows) {
    return 1;
  }

  @Override
  public final long bytesPerTile(TensorShape shape, Halo halo) {
    return shape.elements();
  }

  @Override
  public final long paddedBytesPerTile(TensorShape padded, TensorShape from, Halo halo) {
    return padded.elements();
  }

  /** Passes of equal length, one behind the other. */
  static TileWork whole(WorkUnit unit, long items, int itemsPerPass, double cyclesPerPass) {
    return new TileWork(unit, new TileGrid(1, 1), 1, 1, items, itemsPerPass, cyclesPerPass, 0);
  }
}
