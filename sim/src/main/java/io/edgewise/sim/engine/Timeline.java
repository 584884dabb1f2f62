package io.edgewise.sim.engine;

import java.util.Arrays;

/**
 * A timeline says when everything happened, in cycles since the input began to move. Step {@code i}
 * follows step {@code i - 1} without a gap: it starts, it waits for parameters, it is busy.
 *
 * @param start cycles of each step in which the array stands still by design
 * @param stalled cycles in which it waits for parameters
 * @param busy cycles in which at least one tile works or the mesh moves data
 * @param inputCycles cycles before the first step
 * @param outputCycles cycles after the last one
 */
record Timeline(long[] start, long[] stalled, long[] busy, long inputCycles, long outputCycles) {

  static Timeline of(Program program) {
    int steps = program.steps().size();
    return new Timeline(
        new long[steps],
        new long[steps],
        new long[steps],
        program.inputCycles(),
        program.outputCycles());
  }

  /** Cycles of one step. */
  long cycles(int step) {
    return start[step] + stalled[step] + busy[step];
  }

  /** Cycles from the first byte of the input to the last of the output. */
  long totalCycles() {
    long total = inputCycles + outputCycles;
    for (int i = 0; i < start.length; i++) {
      total += cycles(i);
    }
    return total;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Timeline t
        && Arrays.equals(start, t.start)
        && Arrays.equals(stalled, t.stalled)
        && Arrays.equals(busy, t.busy)
        && inputCycles == t.inputCycles
        && outputCycles == t.outputCycles;
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(new long[] {totalCycles(), Arrays.hashCode(busy)});
  }

  @Override
  public String toString() {
    return "start "
        + Arrays.toString(start)
        + " stalled "
        + Arrays.toString(stalled)
        + " busy "
        + Arrays.toString(busy);
  }
}
