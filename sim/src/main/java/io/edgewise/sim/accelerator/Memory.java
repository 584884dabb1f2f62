package io.edgewise.sim.accelerator;

import java.io.Serializable;

/**
 * The on-chip memories hold activations and parameters.
 *
 * @param narrowBytesPerTile activation memory of one tile
 * @param parameterBytes memory of the whole chip that keeps parameters between inferences
 * @param cellBytes the part of a cell in the memory that holds parameters: a dense layer's output
 *     lies in one cell and cannot be larger
 * @param isShared whether both are one memory: parameters have what a network's activations leave
 */
public record Memory(long narrowBytesPerTile, long parameterBytes, long cellBytes, boolean isShared)
    implements Serializable {

  /** A size that no network fills. */
  public static final long BOUNDLESS = 1L << 40;

  /** The memory of a processor, which nothing is streamed to. */
  public static final Memory UNBOUNDED = new Memory(BOUNDLESS, BOUNDLESS, BOUNDLESS);

  /** Memories of which each holds its own. */
  public Memory(long narrowBytesPerTile, long parameterBytes, long cellBytes) {
    this(narrowBytesPerTile, parameterBytes, cellBytes, false);
  }

  /**
   * One memory for activations and parameters.
   *
   * @param bytes of the whole chip, at least one a tile
   * @param tiles its activations are spread over
   */
  public static Memory shared(long bytes, int tiles, long cellBytes) {
    return new Memory(bytes / tiles, bytes / tiles * tiles, cellBytes, true);
  }

  /** The memory as the parameters of a network find it whose activations take so much of a tile. */
  public Memory besideActivations(long narrowBytes) {
    if (!isShared) {
      return this;
    }
    long tiles = parameterBytes / narrowBytesPerTile;
    return new Memory(narrowBytesPerTile, parameterBytes - narrowBytes * tiles, cellBytes, true);
  }
}
