package io.edgewise.search.trial;

import io.edgewise.search.reward.RewardPlan;
import io.edgewise.search.space.Architecture;
import io.edgewise.sim.LatencyReport;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A screening is what the simulator and the constraints say about an architecture before anything
 * is trained.
 */
public final class Screening implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Architecture architecture;
  private final Costs costs;
  private final Evaluation.@Nullable Infeasible rejection;

  private Screening(
      Architecture architecture, Costs costs, Evaluation.@Nullable Infeasible rejection) {
    this.architecture = architecture;
    this.costs = costs;
    this.rejection = rejection;
  }

  /** The architecture runs within every constraint and may be trained. */
  public static Screening feasible(Architecture architecture, LatencyReport latency) {
    return within(architecture, Costs.of(latency));
  }

  /** The architecture runs within the constraints of as many accelerators as it must. */
  public static Screening within(Architecture architecture, Costs costs) {
    return new Screening(architecture, costs, null);
  }

  /** The architecture runs, but not within the constraints. */
  public static Screening rejected(
      Architecture architecture, LatencyReport latency, Evaluation.Infeasible rejection) {
    return beyond(
        architecture,
        new Costs(List.of(new OnAccelerator("", latency, rejection, Double.NaN))),
        rejection);
  }

  /** The architecture runs, but within the constraints of too few accelerators. */
  public static Screening beyond(
      Architecture architecture, Costs costs, Evaluation.Infeasible rejection) {
    return new Screening(architecture, costs, rejection);
  }

  /** The accelerator, or one of several, cannot run the architecture. */
  public static Screening unmappable(Architecture architecture, Evaluation.Infeasible rejection) {
    return new Screening(architecture, Costs.NONE, rejection);
  }

  public Architecture architecture() {
    return architecture;
  }

  /** Returns what the network costs on each accelerator; none if it cannot be run. */
  public Costs costs() {
    return costs;
  }

  /**
   * The report on the search's first accelerator, without its layers; empty if the network cannot
   * be run.
   */
  public Optional<LatencyReport> latency() {
    return costs.first();
  }

  /** Returns why the architecture is infeasible; empty if it may be trained. */
  public Optional<Evaluation.Infeasible> rejection() {
    return Optional.ofNullable(rejection);
  }

  public boolean isFeasible() {
    return rejection == null;
  }

  /**
   * Returns what the network is worth at an accuracy in [0, 1], all accelerators together; NaN if
   * it cannot be run.
   */
  public double reward(RewardPlan plan, double accuracy) {
    return costs.reward(plan, accuracy);
  }
}
