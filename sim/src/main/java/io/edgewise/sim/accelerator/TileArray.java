package io.edgewise.sim.accelerator;

import java.io.Serializable;

/**
 * A grid of tiles over the output's y and x, each with cells over the output channels.
 *
 * @param tileRows tiles along y
 * @param tileColumns tiles along x
 * @param cellsPerTile output channels that a tile works on at once
 * @param channelGroup input channels in one word of a cell: input channels are padded to a multiple
 * @param depthwiseGroup channels that a tile takes at once where channels do not mix
 * @param rates work of one cycle, as the chip's compiler counts cycles
 * @param speed how much faster than that the silicon was measured to be
 */
public record TileArray(
    int tileRows,
    int tileColumns,
    int cellsPerTile,
    int channelGroup,
    int depthwiseGroup,
    Rates rates,
    Speed speed)
    implements ComputeArray {

  public int tiles() {
    return tileRows * tileColumns;
  }

  /**
   * Work of one cycle.
   *
   * @param cellMacs multiply-accumulates of a cell in a convolution
   * @param vectorMacs multiply-accumulates of a cell where there is a single output position
   * @param averagePoolElements window elements that a tile averages
   * @param maximumPoolElements window elements that a tile compares
   * @param meanElements elements that a tile adds up for the mean over all positions
   * @param binaryElements output elements of a tile in an operator on two tensors
   * @param unaryElements output elements of a tile in an operator on one tensor
   * @param meshBytes bytes that the whole chip moves between its tiles
   */
  public record Rates(
      double cellMacs,
      double vectorMacs,
      double averagePoolElements,
      double maximumPoolElements,
      double meanElements,
      double binaryElements,
      double unaryElements,
      double meshBytes)
      implements Serializable {}

  /**
   * Measured speed over the compiler's count of cycles, 1 where the count is right.
   *
   * @param convolution of convolutions and dense layers
   * @param depthwise of depthwise convolutions
   * @param other of pooling, element by element operators and copies
   */
  public record Speed(double convolution, double depthwise, double other) implements Serializable {}
}
