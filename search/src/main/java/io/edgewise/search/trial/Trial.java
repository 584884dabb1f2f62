package io.edgewise.search.trial;

import io.edgewise.search.space.Architecture;
import io.edgewise.sim.LatencyReport;
import java.util.Optional;

/**
 * One row of a search: what was proposed, what it came to, what it was worth.
 *
 * @param generation from 0
 * @param index place in the generation, from 0
 * @param architecture what was proposed
 * @param latency the simulator's report as deployed, without its layers; empty if it cannot be
 *     mapped
 * @param training how it was trained; empty if it was not, as most that are infeasible and all
 *     repetitions
 * @param evaluation measured, infeasible or failed; for a repeated architecture, that of the first
 *     time
 * @param reward what the controller is told; for an infeasible network that runs, the reward at
 *     accuracy 0; NaN where there is none
 * @param repeats the earlier trial of the same network, of this search or of one that it was warm
 *     started from, which was not trained again; empty if this is the first
 */
public record Trial(
    int generation,
    int index,
    Architecture architecture,
    Optional<LatencyReport> latency,
    Optional<Training> training,
    Evaluation evaluation,
    double reward,
    Optional<Original> repeats) {

  /** A trial of which it does not matter how it was trained. */
  public Trial(
      int generation,
      int index,
      Architecture architecture,
      Optional<LatencyReport> latency,
      Evaluation evaluation,
      double reward,
      Optional<Original> repeats) {
    this(generation, index, architecture, latency, Optional.empty(), evaluation, reward, repeats);
  }

  /** Names this trial within its search. */
  public TrialKey key() {
    return new TrialKey(generation, index);
  }

  /** Returns whether the trial has an accuracy, be it that of a training that was stopped early. */
  public boolean isMeasured() {
    return evaluation instanceof Evaluation.Measured;
  }

  /**
   * Returns whether the network was trained to the recipe's end: only such accuracies can be
   * compared.
   */
  public boolean isTrainedToTheEnd() {
    return evaluation instanceof Evaluation.Measured measured && measured.stopped().isEmpty();
  }

  /** Returns what the training took; empty if there was none for this trial. */
  public Optional<Evaluation.Cost> cost() {
    if (repeats.isPresent()) {
      return Optional.empty();
    }
    if (evaluation instanceof Evaluation.Infeasible infeasible) {
      return infeasible.trained().map(Evaluation.Measured::cost);
    }
    return Optional.of(
        evaluation instanceof Evaluation.Measured measured
            ? measured.cost()
            : ((Evaluation.Failed) evaluation).cost());
  }
}
