package io.edgewise.sim.mapping;

import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.TensorShape;
import io.edgewise.sim.workload.Window;
import org.jspecify.annotations.Nullable;

/**
 * The border of its input that a tile takes from its neighbours: what a window reaches beyond its
 * stride.
 *
 * @param rows at least 0
 * @param columns at least 0
 */
public record Halo(int rows, int columns) {

  /** No border. */
  public static final Halo NONE = new Halo(0, 0);

  static Halo of(Layer layer, TensorShape output) {
    @Nullable Window window = window(layer);
    if (window == null || output.positions() == 1) {
      return NONE;
    }
    int rows = (window.kernelHeight() - 1) * window.dilationHeight() + 1 - window.strideHeight();
    int columns = (window.kernelWidth() - 1) * window.dilationWidth() + 1 - window.strideWidth();
    return rows <= 0 && columns <= 0 ? NONE : new Halo(Math.max(0, rows), Math.max(0, columns));
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
