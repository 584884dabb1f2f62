package io.edgewise.sim.mapping;

import java.util.Arrays;

/** Spans are what one slab needs of a group's tensors along one axis: from starts, before ends. */
final class Spans {

  /** Operators here have at most so many inputs that are told apart; further ones are rare. */
  private static final int INPUTS = 2;

  final int from;
  final int to;
  private final int[] starts;
  private final int[] ends;
  private final int[][] inputs;

  /**
   * @param from the first operator of the group
   * @param to the last one
   */
  Spans(int from, int to) {
    this.from = from;
    this.to = to;
    int operators = to - from + 1;
    this.starts = new int[operators];
    this.ends = new int[operators];
    this.inputs = new int[operators][INPUTS];
  }

  /** Adds to what is needed of an operator's output. */
  void need(int x, int start, int end) {
    boolean first = !isNeeded(x);
    starts[x - from] = first ? start : Math.min(starts[x - from], start);
    ends[x - from] = Math.max(ends[x - from], end);
  }

  boolean isNeeded(int x) {
    return ends[x - from] > 0;
  }

  int start(int x) {
    return starts[x - from];
  }

  int end(int x) {
    return ends[x - from];
  }

  /** Positions of an operator's output. */
  int output(int x) {
    return end(x) - start(x);
  }

  /** Notes how many positions of its k-th input an operator needs. */
  void input(int x, int k, int positions) {
    if (k >= inputs[x - from].length) {
      inputs[x - from] = Arrays.copyOf(inputs[x - from], 2 * k);
    }
    inputs[x - from][k] = positions;
  }

  /** Positions of an operator's k-th input. */
  int input(int x, int k) {
    return inputs[x - from][k];
  }
}
