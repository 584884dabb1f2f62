package io.edgewise.sim.accelerator;

import java.io.Serializable;

/**
 * A tiled accelerator behind a host.
 *
 * @param name names it in reports
 * @param array the compute array
 * @param memory the on-chip memories
 * @param link the way between host and chip
 */
public record AcceleratorSpec(String name, TileArray array, Memory memory, Link link)
    implements Serializable {

  /**
   * A grid of tiles over the output's y and x, each with cells over the output channels.
   *
   * @param tileRows tiles along y
   * @param tileColumns tiles along x
   * @param cellsPerTile output channels computed at once on a tile
   * @param macsPerCellCycle input channels one cell takes in a cycle
   * @param depthwiseChannelsPerCycle channels of a depthwise convolution or pooling that a tile
   *     takes in a cycle, one kernel position each
   * @param clockHertz core clock
   */
  public record TileArray(
      int tileRows,
      int tileColumns,
      int cellsPerTile,
      double macsPerCellCycle,
      double depthwiseChannelsPerCycle,
      double clockHertz)
      implements Serializable {

    public int tiles() {
      return tileRows * tileColumns;
    }
  }

  /**
   * On-chip memories.
   *
   * @param narrowBytesPerTile activation memory of one tile
   * @param parameterBytes memory of the whole chip that keeps parameters between inferences
   */
  public record Memory(long narrowBytesPerTile, long parameterBytes) implements Serializable {}

  /**
   * Host and link.
   *
   * @param parameterBytesPerSecond rate at which parameters that are not resident stream in
   * @param activationBytesPerSecond rate of input and output
   * @param fixedMicros cost of one inference on the host, whatever the network
   * @param operationMicros cost of starting one operation
   */
  public record Link(
      double parameterBytesPerSecond,
      double activationBytesPerSecond,
      double fixedMicros,
      double operationMicros)
      implements Serializable {}
}
