package io.edgewise.jobs.history;

import io.edgewise.search.accuracy.Answers;
import io.edgewise.search.accuracy.Estimate;
import io.edgewise.search.accuracy.Int8Loss;
import io.edgewise.search.space.file.ArchitectureJson;
import io.edgewise.search.trial.Costs;
import io.edgewise.search.trial.DeviceLatency;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Evaluation.Cost;
import io.edgewise.search.trial.Evaluation.EarlyStop;
import io.edgewise.search.trial.Original;
import io.edgewise.search.trial.SearchId;
import io.edgewise.search.trial.Training;
import io.edgewise.search.trial.Trial;
import io.edgewise.search.trial.TrialKey;
import io.edgewise.sim.Bottleneck;
import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.Metric;
import io.edgewise.sim.Metrics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table {@code trials}; its key is (search_id, generation, candidate).
 *
 * @param searchId the search
 * @param generation from 0
 * @param candidate place in the generation, from 0
 * @param architectureId equal for two spellings of one network
 * @param architecture JSON that gives the network back
 * @param status {@value #MEASURED}, {@value #STOPPED}, {@value #INFEASIBLE}, {@value #FAILED} or
 *     {@value #REPEATED}
 * @param reason why there is no accuracy, or only that of a training that was stopped early: the
 *     broken constraint, or what stopped the training; null if it was trained to its end
 * @param detail the value and the limit, the rung and the rank, or what was seen; null with reason
 * @param accuracy of the proxy on the validation images by the search's metric, in [0, 1]
 * @param accuracyError standard error of the accuracy, as so many images make it; null without one,
 *     and in histories before schema 1.5, like the next two
 * @param guessingAccuracy what always answering the most frequent class would get
 * @param noBetterThanGuessing whether the accuracy is above that by no more than chance explains
 * @param classImages validation images of each class; null but in rows that trained a network, like
 *     the next two
 * @param classRight of these, the ones answered right
 * @param confusion validation images by class and answer, row by row; empty above 100 classes too
 * @param epochLosses mean training loss of each epoch; empty without a training
 * @param metrics other numbers that a trainer of the user's told of the network, by name; null
 *     where there are none, in rows that trained no network, and in histories before schema 1.7
 * @param floatAccuracy of the same weights in floats, where {@code accuracy} is that in int8
 *     ({@code proxy.accuracy = int8}) or would be, had the network lost less by it; null elsewhere
 *     and in histories before schema 1.8, like the next
 * @param int8Accuracy of these weights in int8
 * @param reward what the controller was told; null where there is none
 * @param network the simulated graph's name; it and the next fifteen are null if the network cannot
 *     be mapped
 * @param latencyMs one inference as deployed, milliseconds
 * @param measuredLatencyMs the same as the device itself took it, the median of its runs; null
 *     where nobody asked the device, where it gave no answer, and in histories before schema 1.8,
 *     like the next four
 * @param measuredLatencySpreadMs the upper quartile of the runs less the lower one; null of a
 *     single run
 * @param measuredLatencyRuns how many were timed
 * @param measuredLatencyReason why there is no measured latency, in a word
 * @param measuredLatencyDetail what was seen
 * @param cycles accelerator cycles of one inference
 * @param macs multiply-accumulate operations of one inference
 * @param parameters trained parameters
 * @param cachedParameterBytes parameter bytes that stay on the chip
 * @param streamedParameterBytes parameter bytes that cross the link at every inference
 * @param narrowMemoryBytesPerTile the largest activation footprint on one tile
 * @param energyMj of one inference, millijoules; null if the accelerator's file does not tell, and
 *     in histories before schema 1.2
 * @param macsPerLinkByte multiply-accumulate operations for each byte that crosses the link; null
 *     in histories before schema 1.3
 * @param bottleneck what the network waits for most
 * @param onAccelerators of a search for several accelerators what the network costs on each, in
 *     their order, the first being that of the columns before; null with one accelerator, where the
 *     network cannot be mapped, and in histories before schema 1.8
 * @param proxy how the deployed network became the trained one; it, the next two and the last two
 *     are null without a training
 * @param proxyMacs multiply-accumulate operations of one inference of the proxy
 * @param seed of the training
 * @param repeatsGeneration with the next the earlier trial of the same network, whose accuracy or
 *     reason this row repeats; null if this is the first
 * @param repeatsSearch the search that the earlier trial is of; null if it is this one
 * @param trainingMs wall time of the training on its core
 * @param host where it was trained
 * @param attempt how often the training was begun before, as executors may be lost under it; null
 *     in histories of Edgewise 0.1 before it was kept
 * @param startedAt when the training was begun, UTC by the clock of its host; null where that is
 *     not known, and in histories before schema 1.8, like the next
 * @param endedAt when it ended; with rungs it may have paused between
 */
public record TrialRow(
    @Partition String searchId,
    @Partition int generation,
    int candidate,
    String architectureId,
    String architecture,
    String status,
    @Nullable String reason,
    @Nullable String detail,
    @Nullable Double accuracy,
    @Nullable Double accuracyError,
    @Nullable Double guessingAccuracy,
    @Nullable Boolean noBetterThanGuessing,
    @Nullable List<Integer> classImages,
    @Nullable List<Integer> classRight,
    @Nullable List<Integer> confusion,
    List<Double> epochLosses,
    @Nullable Map<String, Double> metrics,
    @Nullable Double floatAccuracy,
    @Nullable Double int8Accuracy,
    @Nullable Double reward,
    @Nullable String network,
    @Nullable Double latencyMs,
    @Nullable Double measuredLatencyMs,
    @Nullable Double measuredLatencySpreadMs,
    @Nullable Integer measuredLatencyRuns,
    @Nullable String measuredLatencyReason,
    @Nullable String measuredLatencyDetail,
    @Nullable Long cycles,
    @Nullable Long macs,
    @Nullable Long parameters,
    @Nullable Long cachedParameterBytes,
    @Nullable Long streamedParameterBytes,
    @Nullable Long narrowMemoryBytesPerTile,
    @Nullable Double energyMj,
    @Nullable Double macsPerLinkByte,
    @Nullable String bottleneck,
    @Nullable List<AcceleratorCost> onAccelerators,
    @Nullable String proxy,
    @Nullable Long proxyMacs,
    @Nullable Long seed,
    @Nullable Integer repeatsGeneration,
    @Nullable Integer repeatsCandidate,
    @Nullable String repeatsSearch,
    @Nullable Long trainingMs,
    @Nullable String host,
    @Nullable Integer attempt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt) {

  static final RowType<TrialRow> ROWS = new RowType<>(TrialRow.class);

  public static final String MEASURED = "measured";
  public static final String STOPPED = "stopped";
  public static final String INFEASIBLE = "infeasible";
  public static final String FAILED = "failed";
  public static final String REPEATED = "repeated";

  /** The columns that may differ between two runs of one search; all others may not. */
  public static final Set<String> TIMES_AND_HOSTS =
      Set.of(
          "training_ms",
          "host",
          "attempt",
          "started_at",
          "ended_at",
          "measured_latency_ms",
          "measured_latency_spread_ms",
          "measured_latency_runs",
          "measured_latency_reason",
          "measured_latency_detail");

  /**
   * The trial again, without the layers of its latency and without {@link #answers()}: many trials
   * are held at once.
   *
   * @throws IllegalArgumentException if the columns contradict each other
   * @throws io.edgewise.sim.settings.SettingsException if the architecture is none
   */
  public Trial trial() {
    return new Trial(
        generation,
        candidate,
        ArchitectureJson.parse("trial " + key(), architecture).architecture(),
        costs(),
        proxy == null
            ? Optional.empty()
            : Optional.of(
                new Training(orThrow("seed", seed), proxy, orThrow("proxy_macs", proxyMacs))),
        evaluation(),
        reward == null ? Double.NaN : reward,
        repeats(),
        device());
  }

  /** The outcome of measuring the network on the device; empty if nobody did. */
  private Optional<DeviceLatency> device() {
    if (measuredLatencyMs != null) {
      return Optional.of(
          new DeviceLatency.Timed(
              measuredLatencyMs,
              measuredLatencySpreadMs == null ? Double.NaN : measuredLatencySpreadMs,
              orThrow("measured_latency_runs", measuredLatencyRuns)));
    }
    return measuredLatencyReason == null
        ? Optional.empty()
        : Optional.of(
            new DeviceLatency.Untimed(
                measuredLatencyReason, orThrow("measured_latency_detail", measuredLatencyDetail)));
  }

  /** The row as two runs of one search must have it in common: without {@link #TIMES_AND_HOSTS}. */
  public TrialRow withoutTimesAndHosts() {
    return ROWS.without(this, TIMES_AND_HOSTS);
  }

  /** The row's name within its search. */
  public TrialKey key() {
    return new TrialKey(generation, candidate);
  }

  /**
   * The answers of the network to the validation images.
   *
   * @return unknown where this row trained none, and in histories before schema 1.5
   * @throws IllegalArgumentException if the columns contradict each other
   */
  public Answers answers() {
    return classImages == null
        ? Answers.UNKNOWN
        : new Answers(
            classImages, orThrow("class_right", classRight), orThrow("confusion", confusion));
  }

  /** The first trial of this row's network; empty if the row is that itself. */
  public Optional<Original> repeats() {
    return repeatsGeneration == null
        ? Optional.empty()
        : Optional.of(
            new Original(
                Optional.ofNullable(repeatsSearch).map(SearchId::new),
                new TrialKey(repeatsGeneration, orThrow("repeats_candidate", repeatsCandidate))));
  }

  /** Measured, infeasible or failed; of a repetition, that of the first time, at no cost. */
  public Evaluation evaluation() {
    if (accuracy != null) {
      Estimate estimate =
          new Estimate(
              accuracy,
              accuracyError == null ? Double.NaN : accuracyError,
              guessingAccuracy == null ? Double.NaN : guessingAccuracy);
      return measured(
          estimate, reason == null ? null : new EarlyStop(reason, orThrow("detail", detail)));
    }
    String why = orThrow("reason", reason);
    if (int8Accuracy != null) {
      return new Evaluation.Infeasible(
          why, orThrow("detail", detail), measured(Estimate.of(int8Accuracy), null));
    }
    return status.equals(INFEASIBLE)
        ? new Evaluation.Infeasible(why, orThrow("detail", detail))
        : new Evaluation.Failed(why, orThrow("detail", detail), cost());
  }

  private Evaluation.Measured measured(Estimate estimate, @Nullable EarlyStop early) {
    return new Evaluation.Measured(
        estimate,
        Answers.UNKNOWN,
        Map.of(),
        epochLosses,
        cost(),
        early,
        int8Accuracy == null
            ? null
            : new Int8Loss(orThrow("float_accuracy", floatAccuracy), int8Accuracy));
  }

  private Cost cost() {
    return status.equals(REPEATED)
        ? new Cost(0, "")
        : new Cost(
            orThrow("training_ms", trainingMs),
            orThrow("host", host),
            attempt == null ? 0 : attempt,
            startedAt == null
                ? null
                : new Evaluation.Span(startedAt, orThrow("ended_at", endedAt)));
  }

  private Costs costs() {
    if (onAccelerators != null) {
      return new Costs(onAccelerators.stream().map(AcceleratorCost::onAccelerator).toList());
    }
    return network == null ? Costs.NONE : Costs.of(latency(network));
  }

  private LatencyReport latency(String name) {
    return new LatencyReport(
        name,
        Metrics.of(this::metric),
        Bottleneck.valueOf(orThrow("bottleneck", bottleneck)),
        List.of());
  }

  private double metric(Metric metric) {
    Object value = ROWS.column(metric.column()).valueIn(this);
    return value == null && !metric.isAlwaysKnown()
        ? Double.NaN
        : ((Number) orThrow(metric.column(), value)).doubleValue();
  }

  private <T> T orThrow(String column, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException("trial " + key() + ": " + column + " is missing");
    }
    return value;
  }
}
