package io.edgewise.sim.mapping;

import io.edgewise.sim.placement.Placement;
import java.util.List;

/**
 * A whole network laid on an accelerator and its host.
 *
 * @param operations what the accelerator runs, in order
 * @param residentBytes parameter bytes that stay on the chip
 * @param streamedBytes parameter bytes that cross the link at every inference, each counted once
 * @param occupancy what of the parameter memory is taken, by other networks too
 * @param narrowBytesPerTile the largest activation footprint on one tile
 * @param placement what the host runs, and why
 * @param inputBytes bytes that the accelerator takes in
 * @param outputBytes bytes that leave the accelerator
 */
public record NetworkPlan(
    List<Operation> operations,
    long residentBytes,
    long streamedBytes,
    Occupancy occupancy,
    long narrowBytesPerTile,
    Placement placement,
    long inputBytes,
    long outputBytes) {

  /**
   * One operator on the accelerator.
   *
   * @param node its index in the graph
   * @param mapping the layer by itself
   * @param slabCycles cycles that the compiler counts on top where activations are cut into slabs,
   *     whose borders are computed again
   * @param streamedBytes bytes of its parameters that cross the link
   * @param fetches how often they cross it in one inference
   */
  public record Operation(
      int node, LayerMapping mapping, long slabCycles, long streamedBytes, int fetches) {

    /** Cycles that the accelerator's compiler counts. */
    public long countedCycles() {
      return mapping.countedCycles() + slabCycles;
    }

    /** Bytes that cross the link in one inference, however often. */
    public long fetchedBytes() {
      return streamedBytes * fetches;
    }
  }
}
