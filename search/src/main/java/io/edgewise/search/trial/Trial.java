package io.edgewise.search.trial;

import io.edgewise.search.reward.RewardPlan;
import io.edgewise.search.space.Architecture;
import io.edgewise.sim.LatencyReport;
import java.util.List;
import java.util.Optional;

/**
 * One row of a search: what was proposed, what it came to, what it was worth.
 *
 * @param generation from 0
 * @param index place in the generation, from 0
 * @param architecture what was proposed
 * @param costs what it costs as deployed on each accelerator, and is worth there; none if it cannot
 *     be mapped
 * @param training how it was trained; empty if it was not, as most that are infeasible and all
 *     repetitions
 * @param evaluation measured, infeasible or failed; for a repeated architecture, that of the first
 *     time
 * @param reward what the controller is told; for an infeasible network that runs, the reward at
 *     accuracy 0; NaN where there is none
 * @param repeats the earlier trial of the same network, of this search or of one that it was warm
 *     started from, which was not trained again; empty if this is the first
 * @param device what the device itself took, beside the simulator's latency; empty if nobody asked
 *     it
 */
public record Trial(
    int generation,
    int index,
    Architecture architecture,
    Costs costs,
    Optional<Training> training,
    Evaluation evaluation,
    double reward,
    Optional<Original> repeats,
    Optional<DeviceLatency> device) {

  /** A trial that no device was asked about. */
  public Trial(
      int generation,
      int index,
      Architecture architecture,
      Costs costs,
      Optional<Training> training,
      Evaluation evaluation,
      double reward,
      Optional<Original> repeats) {
    this(
        generation,
        index,
        architecture,
        costs,
        training,
        evaluation,
        reward,
        repeats,
        Optional.empty());
  }

  /** A trial of which it does not matter how it was trained. */
  public Trial(
      int generation,
      int index,
      Architecture architecture,
      Optional<LatencyReport> latency,
      Evaluation evaluation,
      double reward,
      Optional<Original> repeats) {
    this(
        generation,
        index,
        architecture,
        Costs.of(latency),
        Optional.empty(),
        evaluation,
        reward,
        repeats);
  }

  /** The report on the search's first accelerator; empty if the network cannot be mapped. */
  public Optional<LatencyReport> latency() {
    return costs.first();
  }

  /**
   * The trial as a search of one of the accelerators alone would have it: its costs and its reward
   * there, and rejected if it breaks a limit there.
   *
   * @param place among the search's accelerators, from 0
   */
  public Trial on(int place) {
    if (!costs.areSeveral()) {
      return this;
    }
    OnAccelerator there = costs.each().get(place);
    return new Trial(
        generation,
        index,
        architecture,
        new Costs(List.of(there)),
        training,
        there.broken().<Evaluation>map(broken -> broken).orElse(evaluation),
        there.reward(),
        repeats,
        device);
  }

  /** The same trial, with what came of measuring it on the device. */
  public Trial measured(DeviceLatency latency) {
    return new Trial(
        generation,
        index,
        architecture,
        costs,
        training,
        evaluation,
        reward,
        repeats,
        Optional.of(latency));
  }

  /** Returns how long the device took, if it ran the network. */
  public Optional<DeviceLatency.Timed> timed() {
    return device.flatMap(
        found -> found instanceof DeviceLatency.Timed t ? Optional.of(t) : Optional.empty());
  }

  /**
   * The same network as another accelerator's simulator has it: nothing is trained again.
   *
   * @param screening of its architecture, there
   * @return empty of a network that was rejected and would not be any more: nothing is known of it
   */
  public Optional<Trial> rescreened(Screening screening, RewardPlan plan) {
    boolean wasRejected = evaluation instanceof Evaluation.Infeasible && training.isEmpty();
    if (wasRejected && screening.isFeasible()) {
      return Optional.empty();
    }
    Evaluation now = screening.rejection().<Evaluation>map(why -> why).orElse(evaluation);
    double accuracy = now instanceof Evaluation.Measured m ? m.accuracy() : 0;
    return Optional.of(
        new Trial(
            generation,
            index,
            architecture,
            screening.costs(),
            training,
            now,
            now instanceof Evaluation.Failed ? Double.NaN : screening.reward(plan, accuracy),
            repeats,
            device));
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
