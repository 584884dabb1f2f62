package io.edgewise.search.evaluation;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Rungs of epochs, and how many of a generation's candidates go on from each (Jamieson and
 * Talwalkar, arXiv 1502.07943): trained to {@code firstRung} epochs, then {@code reduction} times
 * as many, and so on to the recipe's last, one in {@code reduction} going on each time.
 *
 * @param firstRung epochs, at least 1
 * @param reduction at least 2
 */
public record Halving(int firstRung, int reduction) implements Serializable {

  /** Everything is trained to the end: the first rung is the last. */
  public static final Halving OFF = new Halving(Integer.MAX_VALUE, 2);

  public Halving {
    if (firstRung < 1 || reduction < 2) {
      throw new IllegalArgumentException(
          "first rung = "
              + firstRung
              + ", reduction = "
              + reduction
              + ": allowed is at least 1 and at least 2");
    }
  }

  /** Epochs at which trainings pause, in order; the last is the recipe's last epoch. */
  public List<Integer> rungs(int epochs) {
    List<Integer> rungs = new ArrayList<>();
    for (long rung = firstRung; rung < epochs; rung *= reduction) {
      rungs.add((int) rung);
    }
    rungs.add(epochs);
    return rungs;
  }

  /**
   * Returns how many of all {@code candidates} of a rung go on: one in {@code reduction}, rounded
   * up.
   */
  public int goOn(int candidates) {
    return (candidates + reduction - 1) / reduction;
  }

  /**
   * Returns how many of the first {@code candidates} of a rung go on before the others are known:
   * one in {@code reduction}, rounded down.
   */
  public int goOnEarly(int candidates) {
    return candidates / reduction;
  }
}
