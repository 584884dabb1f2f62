package io.edgewise.sim.mapping;

/**
 * A tile grid says how output positions are split over tiles: {@code rows} blocks along y, {@code
 * columns} along x. Blocks are equal but for the last ones, which take what is left and may be
 * empty. (Output layouts in Edge TPU executables say that the split is always the chip's own 4 x
 * 4.)
 */
public record TileGrid(int rows, int columns) {

  public int tiles() {
    return rows * columns;
  }

  /** Positions of the busiest tile. */
  public long largestBlock(int height, int width) {
    return (long) Extents.ceilDiv(height, rows) * Extents.ceilDiv(width, columns);
  }

  /** Positions of one tile, in row-major order of the grid. */
  public long block(int tile, int height, int width) {
    return (long) part(tile / columns, rows, height) * part(tile % columns, columns, width);
  }

  private static int part(int index, int parts, int extent) {
    int size = Extents.ceilDiv(extent, parts);
    return Math.max(0, Math.min(size, extent - index * size));
  }
}
