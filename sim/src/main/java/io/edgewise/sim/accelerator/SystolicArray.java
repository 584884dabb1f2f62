package io.edgewise.sim.accelerator;

/**
 * A plain systolic array of multiply-accumulate elements, as SCALE-Sim v2 (arXiv 1811.02883)
 * describes it.
 *
 * @param rows elements along the first mapped dimension
 * @param columns elements along the second; also the lanes of the vector unit that pools and adds
 * @param dataflow the operand that stays in the elements
 */
public record SystolicArray(int rows, int columns, Dataflow dataflow) implements ComputeArray {

  @Override
  public double peakMacsPerCycle() {
    return (double) rows * columns;
  }
}
