package io.edgewise.search.history;

import io.edgewise.search.controller.ControllerState;
import io.edgewise.search.evaluation.Scoring;
import io.edgewise.search.trial.DeviceLatency;
import io.edgewise.search.trial.Trial;
import io.edgewise.search.trial.TrialKey;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One committed step of a search.
 *
 * @param number from 0
 * @param trials what is recorded, by index: everything that was trained, the first few of what was
 *     rejected or repeated, and where everything was rejected what came closest to the limits
 * @param stateAfter what the controller knows after it
 * @param counts of the whole pool
 * @param expectedImprovement of the best reward by what was trained, as the controller saw it
 *     before; empty if it has no such expectation
 * @param baselines those that were measured before it, and belong to no generation
 * @param accelerator the description, as JSON, of the accelerator as it was calibrated anew after
 *     the generation, by what the device took; empty if the one before stays
 */
public record Generation(
    int number,
    List<Trial> trials,
    ControllerState stateAfter,
    Counts counts,
    OptionalDouble expectedImprovement,
    List<Baseline> baselines,
    Optional<String> accelerator) {

  /** A generation of which the controller expected nothing in numbers. */
  public Generation(int number, List<Trial> trials, ControllerState stateAfter, Counts counts) {
    this(number, trials, stateAfter, counts, OptionalDouble.empty(), List.of(), Optional.empty());
  }

  /** The same generation, of which the controller expected this. */
  public Generation expecting(OptionalDouble improvement) {
    return new Generation(number, trials, stateAfter, counts, improvement, baselines, accelerator);
  }

  /** The same generation, before which these baselines were measured. */
  public Generation with(List<Baseline> measured) {
    return new Generation(
        number, trials, stateAfter, counts, expectedImprovement, measured, accelerator);
  }

  /** The same generation, some of whose networks were run on the device. */
  public Generation measured(Map<TrialKey, DeviceLatency> latencies) {
    return new Generation(
        number,
        trials.stream()
            .map(trial -> latencies.containsKey(trial.key()) ? on(trial, latencies) : trial)
            .toList(),
        stateAfter,
        counts,
        expectedImprovement,
        baselines,
        accelerator);
  }

  private static Trial on(Trial trial, Map<TrialKey, DeviceLatency> latencies) {
    return trial.measured(Objects.requireNonNull(latencies.get(trial.key())));
  }

  /**
   * The same generation, after which the accelerator was calibrated anew.
   *
   * @param description of the accelerator, as JSON
   * @param state what the controller knows once it has learned from rewards on that accelerator
   */
  public Generation recalibrated(String description, ControllerState state) {
    return new Generation(
        number, trials, state, counts, expectedImprovement, baselines, Optional.of(description));
  }

  /**
   * The counts tell what became of a generation's pool.
   *
   * @param proposed size of the pool
   * @param infeasible that broke a constraint, most of them before training
   * @param repeated trained before
   * @param measured trained to the end
   * @param failed training came to nothing
   * @param rejections of the infeasible, how many broke each constraint; those of generations
   *     before schema 1.6 are in none
   */
  public record Counts(
      int proposed,
      int infeasible,
      int repeated,
      int measured,
      int failed,
      SortedMap<String, Integer> rejections) {

    /** These are the counts of no generation. */
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0);

    /** Makes counts in which it is not known what the infeasible broke. */
    public Counts(int proposed, int infeasible, int repeated, int measured, int failed) {
      this(proposed, infeasible, repeated, measured, failed, new TreeMap<>());
    }

    public Counts {
      rejections = Collections.unmodifiableSortedMap(new TreeMap<>(rejections));
    }

    /** Returns the counts of two generations together. */
    public Counts plus(Counts other) {
      return new Counts(
          proposed + other.proposed,
          infeasible + other.infeasible,
          repeated + other.repeated,
          measured + other.measured,
          failed + other.failed,
          sum(rejections, other.rejections));
    }

    private static SortedMap<String, Integer> sum(
        SortedMap<String, Integer> one, SortedMap<String, Integer> other) {
      SortedMap<String, Integer> sum = new TreeMap<>(one);
      other.forEach((constraint, count) -> sum.merge(constraint, count, Integer::sum));
      return sum;
    }

    /** Networks that were trained, to the end or not, whatever came of it. */
    public int trained() {
      return measured + failed + rejections.getOrDefault(Scoring.INT8_LOSS, 0);
    }
  }

  public Generation {
    trials = List.copyOf(trials);
    baselines = List.copyOf(baselines);
  }
}
