package io.edgewise.sim.mapping;

/**
 * A layer's work on the silicon, split over tiles. A tile with {@code p} of the {@code height x
 * width} positions works in passes: {@code ceil(p * itemsPerPosition / itemsPerPass)} passes of
 * {@code cyclesPerPass} cycles.
 *
 * @param unit what does the work
 * @param grid the split over tiles
 * @param height positions along y
 * @param width positions along x
 * @param itemsPerPosition items (channels) of one position
 * @param itemsPerPass items that one pass takes; several positions share a pass when each has few
 * @param cyclesPerPass cycles of one pass
 * @param combineCycles cycles after the passes, to add up what the tiles found
 */
public record TileWork(
    WorkUnit unit,
    TileGrid grid,
    int height,
    int width,
    long itemsPerPosition,
    int itemsPerPass,
    double cyclesPerPass,
    long combineCycles) {

  /** No work at all. */
  public static final TileWork NOTHING =
      new TileWork(WorkUnit.NONE, new TileGrid(1, 1), 1, 1, 0, 1, 0, 0);

  /** Cycles of a tile for its share of the positions. */
  public long passCycles(long positions) {
    long passes = Extents.ceilDiv(positions * itemsPerPosition, itemsPerPass);
    return (long) Math.ceil(passes * cyclesPerPass - 1e-6);
  }

  /** Cycles of the busiest tile's passes. */
  public long busiestTileCycles() {
    return passCycles(grid.largestBlock(height, width));
  }

  /** Cycles of one tile's passes. */
  public long tileCycles(int tile) {
    return passCycles(grid.block(tile, height, width));
  }

  /** Cycles from the first input to the last output. */
  public long cycles() {
    return busiestTileCycles() + combineCycles;
  }
}
