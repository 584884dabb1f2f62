package io.edgewise.sim.mapping;

import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.TensorShape;
import io.edgewise.sim.workload.Window;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The border of its input that a tile holds beside its part, for the windows of its outputs: what
 * they reach of the neighbours' parts, or of padding.
 *
 * @param rows at least 0
 * @param columns at least 0
 */
public record Halo(int rows, int columns) {

  /** No border. */
  public static final Halo NONE = new Halo(0, 0);

  /**
   * The border that a layer takes of a tensor it reads.
   *
   * @param folded padding that was folded into the layer, if there is some
   */
  static Halo of(
      Layer layer,
      TensorShape tensor,
      Layer.@Nullable Pad folded,
      TensorShape output,
      Mapper mapper) {
    if (window(layer) == null || output.positions() == 1) {
      return NONE;
    }
    int rows = beyond(layer, tensor, folded, output, true, mapper.tiles(true));
    int columns = beyond(layer, tensor, folded, output, false, mapper.tiles(false));
    return rows == 0 && columns == 0 ? NONE : new Halo(rows, columns);
  }

  private static int beyond(
      Layer layer,
      TensorShape tensor,
      Layer.@Nullable Pad folded,
      TensorShape output,
      boolean rows,
      int tiles) {
    WindowAxis axis = Objects.requireNonNull(WindowAxis.of(layer, tensor, folded, output, rows));
    int extent = WindowAxis.extent(tensor, rows);
    return axis.held(extent, WindowAxis.extent(output, rows), tiles)
        - Extents.ceilDiv(extent, tiles);
  }

  /** The border for two readers. */
  Halo or(Halo other) {
    return other.rows <= rows && other.columns <= columns
        ? this
        : new Halo(Math.max(rows, other.rows), Math.max(columns, other.columns));
  }

  /** Tells whether nothing is taken. */
  public boolean isNone() {
    return rows == 0 && columns == 0;
  }

  /** The window that a layer slides over its input, if it has one. */
  static @Nullable Window window(Layer layer) {
    return layer instanceof Layer.Convolution c
        ? c.window()
        : layer instanceof Layer.DepthwiseConvolution d
            ? d.window()
            : layer instanceof Layer.Pooling p ? p.window() : null;
  }
}
