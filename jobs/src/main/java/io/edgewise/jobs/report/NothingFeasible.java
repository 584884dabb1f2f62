package io.edgewise.jobs.report;

import io.edgewise.search.evaluation.Constraints;
import io.edgewise.search.evaluation.Limit;
import io.edgewise.search.history.Generation;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Trial;
import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.Metric;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The end of a search none of whose proposals was within its limits: what is to be changed. */
final class NothingFeasible {

  private final List<Trial> rejected;
  private final Constraints limits;

  /**
   * @param rejected the recorded proposals, each of which broke a limit; of each generation the
   *     fastest is among them, and for each limit the one that broke it by least
   */
  NothingFeasible(List<Trial> rejected, Constraints limits) {
    this.rejected = rejected;
    this.limits = limits;
  }

  /**
   * @param counts of all proposals
   */
  List<String> lines(Generation.Counts counts) {
    List<String> lines = new ArrayList<>();
    lines.add("no proposed network is within the limits, so none was trained");
    least(rejected, LatencyReport::latencyMillis)
        .map(trial -> fastest(trial, counts.proposed()))
        .ifPresent(lines::add);
    counts
        .rejections()
        .forEach((constraint, count) -> lines.add(count + " rejected: " + remedy(constraint)));
    lines.add("or choose a faster accelerator, or a space that holds smaller networks");
    return lines;
  }

  private String fastest(Trial trial, int proposed) {
    LatencyReport report = trial.latency().orElseThrow();
    return String.format(
        Locale.ROOT,
        "the fastest of %,d: %s, trial %s: %.3f ms; it breaks %s",
        proposed,
        trial.architecture().id(),
        trial.key(),
        report.latencyMillis(),
        limits.allViolatedBy(report).stream()
            .map(broken -> broken.constraint() + ": " + broken.detail() + by(broken, report))
            .collect(Collectors.joining("; and ")));
  }

  private String by(Evaluation.Infeasible broken, LatencyReport report) {
    Limit limit = Limit.of(broken.constraint()).orElseThrow();
    Metric.Unit unit = limit.metric().unit();
    return String.format(
        Locale.ROOT,
        ", by %s %s",
        atLeast(limits.held(limit, report) - limits.bound(limit), unit),
        unit.symbol());
  }

  private String remedy(String constraint) {
    List<Trial> broke =
        rejected.stream().filter(trial -> why(trial).constraint().equals(constraint)).toList();
    return constraint
        + Limit.of(constraint)
            .flatMap(limit -> raise(limit, broke))
            .or(() -> broke.stream().findFirst().map(trial -> ": " + why(trial).detail()))
            .orElse("");
  }

  private Optional<String> raise(Limit limit, List<Trial> broke) {
    ToDoubleFunction<LatencyReport> held = report -> limits.held(limit, report);
    Metric.Unit unit = limit.metric().unit();
    return least(broke, held)
        .map(
            trial ->
                String.format(
                    Locale.ROOT,
                    ": %s is %s; the least is %s, so raise it to that or more",
                    key(limit),
                    bound(limit),
                    atLeast(held.applyAsDouble(trial.latency().orElseThrow()), unit)));
  }

  private String bound(Limit limit) {
    double bound = limits.bound(limit);
    return limit.metric().unit().isWhole() ? String.valueOf((long) bound) : String.valueOf(bound);
  }

  private static String key(Limit limit) {
    return switch (limit) {
      case LATENCY -> "constraints.latency-millis";
      case STREAMED_PARAMETERS -> "constraints.streamed-parameter-bytes";
      case ACTIVATION_MEMORY -> "constraints.narrow-memory-bytes-per-tile";
    };
  }

  /** Rounds up: a limit that is raised to what is told must let the network in. */
  private static String atLeast(double value, Metric.Unit unit) {
    return BigDecimal.valueOf(value).setScale(unit.digits(), RoundingMode.CEILING).toPlainString();
  }

  private static Optional<Trial> least(List<Trial> trials, ToDoubleFunction<LatencyReport> value) {
    return trials.stream()
        .filter(trial -> trial.latency().isPresent())
        .min(
            Comparator.comparingDouble(
                trial -> value.applyAsDouble(trial.latency().orElseThrow())));
  }

  private static Evaluation.Infeasible why(Trial trial) {
    return (Evaluation.Infeasible) trial.evaluation();
  }
}
