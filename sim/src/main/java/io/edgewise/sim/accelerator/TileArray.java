package io.edgewise.sim.accelerator;

import java.io.Serializable;

/**
 * A grid of tiles over the output's y and x, each with cells over the output channels.
 *
 * @param tileRows tiles along y
 * @param tileColumns tiles along x
 * @param cellsPerTile output channels that a tile works on at once
 * @param channelGroup input channels in one word of a cell: input channels are padded to a multiple
 * @param outputGroup output channels that a cell row is loaded with: they are padded to a multiple
 * @param rates what the silicon was measured to do in one cycle
 */
public record TileArray(
    int tileRows, int tileColumns, int cellsPerTile, int channelGroup, int outputGroup, Rates rates)
    implements ComputeArray {

  public int tiles() {
    return tileRows * tileColumns;
  }

  public int cells() {
    return tiles() * cellsPerTile;
  }

  /** A cell takes one word of input channels a cycle. */
  @Override
  public double peakMacsPerCycle() {
    return (double) cells() * channelGroup;
  }

  /**
   * Work of one cycle of the silicon, fitted to measured latencies. What the chip's compiler counts
   * has no number of its own.
   *
   * @param cellMacs multiply-accumulates of a cell in a convolution
   * @param outputs outputs of a convolution that a tile passes on
   * @param depthwiseOutputs outputs of a depthwise convolution that a tile makes
   * @param vectorMacs multiply-accumulates of a cell where there is a single output position
   * @param elements elements that a tile reads one after the other: those of an averaging window,
   *     those of both operands of an operator on two tensors
   * @param maximumPoolElements window elements that a tile compares
   * @param meanElements elements that a tile adds up for the mean over all positions
   * @param unaryElements output elements of a tile in an operator on one tensor
   * @param meshBytes bytes that the whole chip moves between its tiles
   */
  public record Rates(
      double cellMacs,
      double outputs,
      double depthwiseOutputs,
      double vectorMacs,
      double elements,
      double maximumPoolElements,
      double meanElements,
      double unaryElements,
      double meshBytes)
      implements Serializable {}
}
