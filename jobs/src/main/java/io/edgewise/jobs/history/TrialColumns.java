package io.edgewise.jobs.history;

import io.edgewise.search.accuracy.Answers;
import io.edgewise.search.accuracy.Estimate;
import io.edgewise.search.accuracy.Int8Loss;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.file.ArchitectureJson;
import io.edgewise.search.trial.DeviceLatency;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Evaluation.Cost;
import io.edgewise.search.trial.Evaluation.EarlyStop;
import io.edgewise.search.trial.Original;
import io.edgewise.search.trial.SearchId;
import io.edgewise.search.trial.Training;
import io.edgewise.search.trial.Trial;
import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.Metric;
import java.util.List;

/** Writes a trial as the columns of its row; {@link TrialRow#trial()} is the way back. */
final class TrialColumns {

  private TrialColumns() {}

  /**
   * The row of a trial; its layers go to {@link LayerRow}.
   *
   * @param space the search space's name
   */
  static TrialRow row(SearchId search, String space, Trial trial) {
    RowBuilder<TrialRow> row =
        TrialRow.ROWS
            .builder()
            .set("search_id", search.value())
            .set("generation", trial.generation())
            .set("candidate", trial.index())
            .set("architecture_id", trial.architecture().id().hex())
            .set("architecture", json(space, trial.architecture()))
            .set("status", status(trial))
            .set("reward", Double.isNaN(trial.reward()) ? null : trial.reward());
    setEvaluation(row, trial.evaluation());
    trial.latency().ifPresent(report -> setReport(row, report));
    trial.device().ifPresent(measured -> setMeasured(row, measured));
    if (trial.costs().areSeveral()) {
      row.set("on_accelerators", trial.costs().each().stream().map(AcceleratorCost::of).toList());
    }
    trial.training().ifPresent(training -> setTraining(row, training));
    trial.repeats().ifPresent(original -> setOriginal(row, original));
    trial.cost().ifPresent(cost -> setCost(row, cost));
    return row.build();
  }

  private static void setEvaluation(RowBuilder<TrialRow> row, Evaluation evaluation) {
    List<Double> losses = List.of();
    if (evaluation instanceof Evaluation.Measured measured) {
      setEstimate(row, measured.estimate());
      setTrained(row, measured);
      losses = measured.epochLosses();
      row.set("reason", measured.stopped().map(EarlyStop::reason))
          .set("detail", measured.stopped().map(EarlyStop::detail));
    } else if (evaluation instanceof Evaluation.Failed failed) {
      row.set("reason", failed.kind()).set("detail", failed.detail());
    } else if (evaluation instanceof Evaluation.Infeasible infeasible) {
      infeasible.trained().ifPresent(measured -> setTrained(row, measured));
      losses = infeasible.trained().map(Evaluation.Measured::epochLosses).orElse(losses);
      row.set("reason", infeasible.constraint()).set("detail", infeasible.detail());
    }
    row.set("epoch_losses", losses);
  }

  private static void setTrained(RowBuilder<TrialRow> row, Evaluation.Measured measured) {
    setAnswers(row, measured.answers());
    row.set("metrics", measured.metrics().isEmpty() ? null : measured.metrics())
        .set("float_accuracy", measured.int8Loss().map(Int8Loss::floats))
        .set("int8_accuracy", measured.int8Loss().map(Int8Loss::integers));
  }

  private static void setEstimate(RowBuilder<TrialRow> row, Estimate estimate) {
    row.set("accuracy", estimate.value());
    if (estimate.isErrorKnown()) {
      row.set("accuracy_error", estimate.standardError())
          .set("guessing_accuracy", estimate.guessing())
          .set("no_better_than_guessing", estimate.isNoBetterThanGuessing());
    }
  }

  private static void setAnswers(RowBuilder<TrialRow> row, Answers answers) {
    if (answers.isKnown()) {
      row.set("class_images", answers.images())
          .set("class_right", answers.right())
          .set("confusion", answers.confusion());
    }
  }

  private static void setReport(RowBuilder<TrialRow> row, LatencyReport report) {
    row.set("network", report.network()).set("bottleneck", report.bottleneck().name());
    for (Metric metric : Metric.values()) {
      row.set(metric.column(), metric.known(report.metrics()));
    }
  }

  private static void setMeasured(RowBuilder<TrialRow> row, DeviceLatency measured) {
    if (measured instanceof DeviceLatency.Timed timed) {
      row.set("measured_latency_ms", timed.medianMillis())
          .set(
              "measured_latency_spread_ms",
              Double.isNaN(timed.spreadMillis()) ? null : timed.spreadMillis())
          .set("measured_latency_runs", timed.runs());
    } else if (measured instanceof DeviceLatency.Untimed untimed) {
      row.set("measured_latency_reason", untimed.reason())
          .set("measured_latency_detail", untimed.detail());
    }
  }

  private static void setTraining(RowBuilder<TrialRow> row, Training training) {
    row.set("proxy", training.proxy())
        .set("proxy_macs", training.proxyMacs())
        .set("seed", training.seed());
  }

  private static void setOriginal(RowBuilder<TrialRow> row, Original original) {
    row.set("repeats_generation", original.key().generation())
        .set("repeats_candidate", original.key().index())
        .set("repeats_search", original.search().map(SearchId::value));
  }

  private static void setCost(RowBuilder<TrialRow> row, Cost cost) {
    row.set("training_ms", cost.trainingMillis())
        .set("host", cost.host())
        .set("attempt", cost.attempt());
    Evaluation.Span span = cost.span();
    if (span != null) {
      row.set("started_at", span.from()).set("ended_at", span.to());
    }
  }

  private static String status(Trial trial) {
    if (trial.repeats().isPresent()) {
      return TrialRow.REPEATED;
    }
    if (trial.evaluation() instanceof Evaluation.Measured measured) {
      return measured.stopped().isPresent() ? TrialRow.STOPPED : TrialRow.MEASURED;
    }
    return trial.evaluation() instanceof Evaluation.Failed ? TrialRow.FAILED : TrialRow.INFEASIBLE;
  }

  /** Returns the JSON on one line, for those who look at the table. */
  private static String json(String space, Architecture architecture) {
    return ArchitectureJson.write(new ArchitectureJson.Document(space, architecture))
        .replaceAll("\\s*\n\\s*", "");
  }
}
