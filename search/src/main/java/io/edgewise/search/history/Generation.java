package io.edgewise.search.history;

import io.edgewise.search.controller.ControllerState;
import io.edgewise.search.trial.Trial;
import java.util.List;
import java.util.OptionalDouble;

/**
 * One committed step of a search.
 *
 * @param number from 0
 * @param trials what is recorded, by index: everything that was trained, and the first few of what
 *     was rejected or repeated
 * @param stateAfter what the controller knows after it
 * @param counts of the whole pool
 * @param expectedImprovement of the best reward by what was trained, as the controller saw it
 *     before; empty if it has no such expectation
 */
public record Generation(
    int number,
    List<Trial> trials,
    ControllerState stateAfter,
    Counts counts,
    OptionalDouble expectedImprovement) {

  /** A generation of which the controller expected nothing in numbers. */
  public Generation(int number, List<Trial> trials, ControllerState stateAfter, Counts counts) {
    this(number, trials, stateAfter, counts, OptionalDouble.empty());
  }

  /** The same generation, of which the controller expected this. */
  public Generation expecting(OptionalDouble improvement) {
    return new Generation(number, trials, stateAfter, counts, improvement);
  }

  /**
   * The counts tell what became of a generation's pool.
   *
   * @param proposed size of the pool
   * @param infeasible rejected before training
   * @param repeated trained before
   * @param measured trained to the end
   * @param failed training came to nothing
   */
  public record Counts(int proposed, int infeasible, int repeated, int measured, int failed) {

    /** These are the counts of no generation. */
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0);

    /** Returns the counts of two generations together. */
    public Counts plus(Counts other) {
      return new Counts(
          proposed + other.proposed,
          infeasible + other.infeasible,
          repeated + other.repeated,
          measured + other.measured,
          failed + other.failed);
    }

    /** Networks that were trained, to the end or not. */
    public int trained() {
      return measured + failed;
    }
  }

  public Generation {
    trials = List.copyOf(trials);
  }
}
