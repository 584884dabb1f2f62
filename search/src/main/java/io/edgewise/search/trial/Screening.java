package io.edgewise.search.trial;

import io.edgewise.search.reward.RewardFunction;
import io.edgewise.search.space.Architecture;
import io.edgewise.sim.LatencyReport;
import java.io.Serializable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A screening is what the simulator and the constraints say about an architecture before anything
 * is trained.
 */
public final class Screening implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Architecture architecture;
  private final @Nullable LatencyReport latency;
  private final Evaluation.@Nullable Infeasible rejection;

  private Screening(
      Architecture architecture,
      @Nullable LatencyReport latency,
      Evaluation.@Nullable Infeasible rejection) {
    this.architecture = architecture;
    this.latency = latency;
    this.rejection = rejection;
  }

  /** The architecture runs within every constraint and may be trained. */
  public static Screening feasible(Architecture architecture, LatencyReport latency) {
    return new Screening(architecture, latency, null);
  }

  /** The architecture runs, but not within the constraints. */
  public static Screening rejected(
      Architecture architecture, LatencyReport latency, Evaluation.Infeasible rejection) {
    return new Screening(architecture, latency, rejection);
  }

  /** The accelerator cannot run the architecture. */
  public static Screening unmappable(Architecture architecture, Evaluation.Infeasible rejection) {
    return new Screening(architecture, null, rejection);
  }

  public Architecture architecture() {
    return architecture;
  }

  /** The report, without its layers; empty if the accelerator cannot run the network. */
  public Optional<LatencyReport> latency() {
    return Optional.ofNullable(latency);
  }

  /** Returns why the architecture is infeasible; empty if it may be trained. */
  public Optional<Evaluation.Infeasible> rejection() {
    return Optional.ofNullable(rejection);
  }

  public boolean isFeasible() {
    return rejection == null;
  }

  /**
   * Returns what the network is worth at an accuracy in [0, 1]; NaN if the accelerator cannot run
   * it.
   */
  public double reward(RewardFunction function, double accuracy) {
    return latency == null ? Double.NaN : function.reward(accuracy, latency);
  }
}
