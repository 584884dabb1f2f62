package io.edgewise.sim.mapping;

import io.edgewise.sim.accelerator.Memory;

/**
 * An occupancy is how much of the parameter memory is taken.
 *
 * @param bytes bytes of all cells together
 * @param stackedBytes bytes of the cells that are filled first
 */
public record Occupancy(long bytes, long stackedBytes) {

  /** An empty parameter memory. */
  public static final Occupancy NONE = new Occupancy(0, 0);

  /** Tells whether a layer's parameters fit what is left. */
  boolean leavesRoomFor(ParameterBlob blob, Memory memory) {
    boolean cellsHold =
        blob.cellBytes() == 0 || stackedBytes + blob.cellBytes() <= memory.cellBytes();
    return cellsHold && bytes + blob.space() <= memory.parameterBytes();
  }

  /** The occupancy once a layer's parameters lie there, too. */
  Occupancy with(ParameterBlob blob) {
    return new Occupancy(bytes + blob.space(), stackedBytes + blob.stackedBytes());
  }
}
