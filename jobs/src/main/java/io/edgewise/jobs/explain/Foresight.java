package io.edgewise.jobs.explain;

import io.edgewise.jobs.config.StoredController;
import io.edgewise.jobs.history.GenerationRow;
import io.edgewise.jobs.history.HistoryException;
import io.edgewise.jobs.history.StoredSearch;
import io.edgewise.search.controller.Controller;
import io.edgewise.search.controller.ControllerState;
import io.edgewise.search.controller.Expectation;
import io.edgewise.search.trial.Screening;
import io.edgewise.search.trial.Trial;
import java.util.List;
import java.util.Optional;

/**
 * A foresight is what the controller's surrogate expected of a network before it was trained, made
 * again from what the controller knew then.
 *
 * @param expectation empty if there was none, or it cannot be made again
 * @param reason why it is empty, in words; empty if it is not
 */
public record Foresight(Optional<Expectation> expectation, Optional<String> reason) {

  /** A surrogate that computes the same differs by no more than the order of its sums. */
  private static final double SAME = 1e-6;

  private static Foresight none(String reason) {
    return new Foresight(Optional.empty(), Optional.of(reason));
  }

  /**
   * Makes it again. The surrogate is believed if it also says to the whole generation what the
   * history says that it said.
   *
   * @param generation the trial's
   */
  static Foresight of(
      StoredSearch search,
      Optional<Redeployment> deployment,
      List<Trial> trials,
      Trial trial,
      GenerationRow generation) {
    if (trial.training().isEmpty()) {
      return none("it was not chosen to be trained");
    }
    if (generation.expected().isEmpty()) {
      return none(
          generation.generation() == 0
              ? "nothing was known before the first generation"
              : "controller " + generation.controller() + " expects no reward of a network");
    }
    Optional<Controller> controller =
        deployment.flatMap(
            d -> StoredController.of(search.provenance(), d.view(), d.accelerator(), d.space()));
    if (controller.isEmpty()) {
      return none(
          "the history does not tell its controller, space and accelerator as they are read today");
    }
    List<Trial> candidates =
        trials.stream()
            .filter(t -> t.generation() == trial.generation() && t.training().isPresent())
            .toList();
    try {
      ControllerState state = search.stateAfter(trial.generation() - 1);
      return of(controller.get(), state, candidates, trial, generation.expected().getAsDouble());
    } catch (HistoryException | IllegalArgumentException e) {
      return none(String.valueOf(e.getMessage()));
    }
  }

  private static Foresight of(
      Controller controller,
      ControllerState state,
      List<Trial> candidates,
      Trial trial,
      double improvement) {
    List<Screening> screenings =
        candidates.stream()
            .map(t -> Screening.feasible(t.architecture(), t.latency().orElseThrow()))
            .toList();
    double now = controller.expectedImprovement(state, screenings).orElse(Double.NaN);
    return Math.abs(now - improvement) <= SAME * Math.abs(improvement)
        ? new Foresight(
            Optional.of(controller.expectations(state, screenings).get(candidates.indexOf(trial))),
            Optional.empty())
        : none("today's surrogate does not expect of the generation what the search's did");
  }
}
