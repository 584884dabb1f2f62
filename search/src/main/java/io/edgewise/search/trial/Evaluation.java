package io.edgewise.search.trial;

import io.edgewise.search.accuracy.Answers;
import io.edgewise.search.accuracy.Estimate;
import io.edgewise.search.accuracy.Int8Loss;
import java.io.Serializable;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An evaluation is what a candidate comes to. */
public sealed interface Evaluation extends Serializable {

  /**
   * The proxy was trained, to the recipe's end or until it was not worth going on.
   *
   * @param estimate the accuracy on the validation images, by the search's metric
   * @param answers to these images, as far as they are kept
   * @param metrics other numbers that the trainer told of the network, by name
   * @param epochLosses mean training loss of each epoch
   * @param cost what the evaluation took
   * @param early why it ended before the recipe's last epoch; null if it did not
   * @param int8 its accuracy in floats and in int8, which the estimate then is of; null if it was
   *     measured in one of them only
   */
  record Measured(
      Estimate estimate,
      Answers answers,
      Map<String, Double> metrics,
      List<Double> epochLosses,
      Cost cost,
      @Nullable EarlyStop early,
      @Nullable Int8Loss int8)
      implements Evaluation {
    public Measured {
      metrics = Collections.unmodifiableSortedMap(new TreeMap<>(metrics));
      epochLosses = List.copyOf(epochLosses);
    }

    /** Makes one of a training that told nothing beside its answers. */
    public Measured(
        Estimate estimate,
        Answers answers,
        List<Double> epochLosses,
        Cost cost,
        @Nullable EarlyStop early) {
      this(estimate, answers, Map.of(), epochLosses, cost, early, null);
    }

    /** Makes one of a training that reached the recipe's end, of whose answers nothing is known. */
    public Measured(double accuracy, List<Double> epochLosses, Cost cost) {
      this(accuracy, epochLosses, cost, null);
    }

    /** Makes one of a training of whose answers nothing is known. */
    public Measured(
        double accuracy, List<Double> epochLosses, Cost cost, @Nullable EarlyStop early) {
      this(Estimate.of(accuracy), Answers.UNKNOWN, epochLosses, cost, early);
    }

    /** The value of the estimate, in [0, 1]. */
    public double accuracy() {
      return estimate.value();
    }

    /** The same without what is of one training alone: its answers, losses and metrics. */
    public Measured withoutDetails() {
      return new Measured(estimate, Answers.UNKNOWN, Map.of(), List.of(), cost, early, int8);
    }

    /** Returns the accuracies in floats and in int8, if both were measured. */
    public Optional<Int8Loss> int8Loss() {
      return Optional.ofNullable(int8);
    }

    /**
     * Returns why the training ended early: its accuracy is then a lower bound of what the recipe
     * would give.
     */
    public Optional<EarlyStop> stopped() {
      return Optional.ofNullable(early);
    }

    /** The same, ended for this reason. */
    public Measured stopped(EarlyStop why) {
      return new Measured(estimate, answers, metrics, epochLosses, cost, why, int8);
    }
  }

  /**
   * An early stop tells why a training ended before the recipe's last epoch.
   *
   * @param reason halving or learning-curve
   * @param detail at which epoch or rung, and what was seen
   */
  record EarlyStop(String reason, String detail) implements Serializable {}

  /**
   * The candidate breaks a constraint, most often before it was trained.
   *
   * @param constraint which one, such as {@code latency}
   * @param detail the value and the limit
   * @param training what its training came to, where it took one to tell; null if it was never
   *     trained
   */
  record Infeasible(String constraint, String detail, @Nullable Measured training)
      implements Evaluation {

    /** Makes one of a candidate that was never trained. */
    public Infeasible(String constraint, String detail) {
      this(constraint, detail, null);
    }

    /** Returns what its training came to, if it took one to tell. */
    public Optional<Measured> trained() {
      return Optional.ofNullable(training);
    }
  }

  /**
   * The training came to nothing.
   *
   * @param kind a reason of {@code TrainingOutcome.StopReason} such as timed-out, or data-set or
   *     error
   * @param detail what was seen
   */
  record Failed(String kind, String detail, Cost cost) implements Evaluation {}

  /**
   * A cost is what an evaluation took; it is never part of what is compared between runs.
   *
   * @param trainingMillis wall time of the training on its core
   * @param host where it ran
   * @param attempt how often it was begun before, as executors may be lost under it; from 0
   * @param span when it ran, by the clock of its host; null where that is not known
   */
  record Cost(long trainingMillis, String host, int attempt, @Nullable Span span)
      implements Serializable {

    /** Makes a cost of an evaluation of which nobody knows when it ran. */
    public Cost(long trainingMillis, String host, int attempt) {
      this(trainingMillis, host, attempt, null);
    }

    /** Makes a cost of a first attempt. */
    public Cost(long trainingMillis, String host) {
      this(trainingMillis, host, 0);
    }
  }

  /** A span is the time from the start of a training to its end, its pauses included. */
  record Span(Instant from, Instant to) implements Serializable {}
}
