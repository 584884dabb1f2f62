package io.edgewise.sim.mapping;

import java.util.List;

/**
 * A whole network laid on an accelerator: one contiguous part of the graph, from the input to the
 * first operator that the accelerator does not run.
 *
 * @param operations what the accelerator runs, in order
 * @param residentBytes parameter bytes that stay on the chip
 * @param streamedBytes parameter bytes that cross the link at every inference
 * @param narrowBytesPerTile the largest activation footprint on one tile
 * @param hostNodes nodes that the host runs afterwards
 * @param outputBytes bytes that leave the accelerator
 */
public record NetworkPlan(
    List<Operation> operations,
    long residentBytes,
    long streamedBytes,
    long narrowBytesPerTile,
    List<Integer> hostNodes,
    long outputBytes) {

  /**
   * One operator on the accelerator.
   *
   * @param node its index in the graph
   * @param mapping the layer by itself
   * @param slabCycles cycles to recompute the borders of the slabs into which its activations are
   *     cut, where they do not fit narrow memory
   * @param streamedBytes bytes of its parameters that cross the link
   */
  public record Operation(int node, LayerMapping mapping, long slabCycles, long streamedBytes) {}
}
