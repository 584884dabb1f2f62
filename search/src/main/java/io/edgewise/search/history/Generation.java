package io.edgewise.search.history;

import io.edgewise.search.controller.ControllerState;
import java.util.List;

/**
 * One committed step of a search.
 *
 * @param number from 0
 * @param trials what is recorded, by index: everything that was trained, and the first few of what
 *     was rejected or repeated
 * @param stateAfter what the controller knows after it
 * @param counts of the whole pool
 */
public record Generation(
    int number, List<Trial> trials, ControllerState stateAfter, Counts counts) {

  /**
   * What became of a generation's pool.
   *
   * @param proposed size of the pool
   * @param infeasible rejected before training
   * @param repeated trained before
   * @param measured trained to the end
   * @param failed training came to nothing
   */
  public record Counts(int proposed, int infeasible, int repeated, int measured, int failed) {}

  public Generation {
    trials = List.copyOf(trials);
  }
}
