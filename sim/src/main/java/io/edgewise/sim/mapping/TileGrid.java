package io.edgewise.sim.mapping;

import io.edgewise.sim.accelerator.TileArray;

/**
 * A tile grid says how output positions are split over tiles: {@code rows} blocks along y, {@code
 * columns} along x. Blocks are equal but for the last ones, which take what is left and may be
 * empty.
 */
public record TileGrid(int rows, int columns) {

  /**
   * The grid that leaves the busiest tile the fewest positions. The chip's own grid wins a tie;
   * otherwise its tiles are regrouped in powers of two. (A 14 x 14 output takes 16 positions a tile
   * on 4 x 4 and 14 on 2 x 8: the Edge TPU compiler's estimate of MobileNet v1 shows 14.)
   */
  public static TileGrid fit(int height, int width, TileArray array) {
    TileGrid best = new TileGrid(array.tileRows(), array.tileColumns());
    int tiles = array.tiles();
    for (int rows = 1; rows <= tiles; rows *= 2) {
      TileGrid candidate = new TileGrid(rows, tiles / rows);
      if (tiles % rows == 0
          && candidate.largestBlock(height, width) < best.largestBlock(height, width)) {
        best = candidate;
      }
    }
    return best;
  }

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
