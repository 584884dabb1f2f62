package io.edgewise.sim.mapping;

import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.TensorShape;
import io.edgewise.sim.workload.WeightScaling;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the mapping of each layer shape: the networks of a population share most of theirs.
 * Safe between threads; emptied when full, so that its memory is bounded.
 */
public final class MappingCache implements Mapper {

  /** A layer shape; lists are compared by index, for their iterators would take half the time. */
  private record Shape(Layer layer, List<TensorShape> inputs, WeightScaling scaling) {

    @Override
    public boolean equals(@Nullable Object other) {
      if (!(other instanceof Shape shape) || inputs.size() != shape.inputs.size()) {
        return false;
      }
      for (int k = 0; k < inputs.size(); k++) {
        if (!inputs.get(k).equals(shape.inputs.get(k))) {
          return false;
        }
      }
      return layer.equals(shape.layer) && scaling.equals(shape.scaling);
    }

    @Override
    public int hashCode() {
      int hash = layer.hashCode();
      for (int k = 0; k < inputs.size(); k++) {
        hash = 31 * hash + inputs.get(k).hashCode();
      }
      return hash;
    }
  }

  private final Mapper mapper;
  private final int capacity;
  private final ConcurrentMap<Shape, LayerMapping> mappings = new ConcurrentHashMap<>();

  /**
   * @param capacity layer shapes that are remembered at most, at least 1
   */
  public MappingCache(Mapper mapper, int capacity) {
    this.mapper = mapper;
    this.capacity = capacity;
  }

  @Override
  public LayerMapping map(Layer layer, List<TensorShape> inputs, WeightScaling scaling) {
    Shape shape = new Shape(layer, inputs, scaling);
    @Nullable LayerMapping known = mappings.get(shape);
    if (known != null) {
      return known;
    }
    LayerMapping mapping = mapper.map(layer, inputs, scaling);
    if (mappings.size() >= capacity) {
      mappings.clear();
    }
    mappings.put(shape, mapping);
    return mapping;
  }

  @Override
  public long countedCycles(Layer layer, TensorShape input, int height, int width) {
    return mapper.countedCycles(layer, input, height, width);
  }

  @Override
  public int tiles(boolean rows) {
    return mapper.tiles(rows);
  }

  @Override
  public long bytesPerTile(TensorShape shape, Halo halo) {
    return mapper.bytesPerTile(shape, halo);
  }

  @Override
  public long paddedBytesPerTile(TensorShape padded, TensorShape from, Halo halo) {
    return mapper.paddedBytesPerTile(padded, from, halo);
  }
}
