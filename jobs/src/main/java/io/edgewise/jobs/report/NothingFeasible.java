package io.edgewise.jobs.report;

import io.edgewise.search.evaluation.Constraints;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Trial;
import io.edgewise.sim.LatencyReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The end of a search none of whose proposals was within its limits: what is to be changed. */
final class NothingFeasible {

  private final List<Trial> rejected;
  private final Constraints limits;

  /**
   * @param rejected the recorded proposals, each of which broke a limit
   */
  NothingFeasible(List<Trial> rejected, Constraints limits) {
    this.rejected = rejected;
    this.limits = limits;
  }

  /**
   * @param rejections how many proposals broke each constraint
   */
  List<String> lines(Map<String, Integer> rejections) {
    List<String> lines = new ArrayList<>();
    lines.add("no proposed network is within the limits, so none was trained");
    least(rejected, LatencyReport::latencyMillis)
        .ifPresent(
            trial ->
                lines.add(
                    String.format(
                        Locale.ROOT,
                        "the fastest recorded: %s, trial %s: %.3f ms; it breaks %s: %s",
                        trial.architecture().id(),
                        trial.key(),
                        trial.latency().orElseThrow().latencyMillis(),
                        why(trial).constraint(),
                        why(trial).detail())));
    rejections.forEach(
        (constraint, count) -> lines.add(count + " rejected: " + remedy(constraint)));
    lines.add("or choose a faster accelerator, or a space that holds smaller networks");
    return lines;
  }

  private String remedy(String constraint) {
    return switch (constraint) {
      case "latency" ->
          raise(
              constraint,
              "constraints.latency-millis",
              String.format(Locale.ROOT, "%s", limits.latencyMillis()),
              "%.3f",
              LatencyReport::latencyMillis);
      case "streamed parameters" ->
          raise(
              constraint,
              "constraints.streamed-parameter-bytes",
              String.valueOf(limits.streamedParameterBytes()),
              "%.0f",
              report -> report.metrics().streamedParameterBytes());
      case "activation memory" ->
          raise(
              constraint,
              "constraints.narrow-memory-bytes-per-tile",
              String.valueOf(limits.narrowMemoryBytesPerTile()),
              "%.0f",
              report -> report.metrics().narrowMemoryBytesPerTile());
      default ->
          rejected.stream()
              .filter(trial -> why(trial).constraint().equals(constraint))
              .findFirst()
              .map(trial -> constraint + ": " + why(trial).detail())
              .orElse(constraint);
    };
  }

  private String raise(
      String constraint,
      String key,
      String limit,
      String format,
      ToDoubleFunction<LatencyReport> value) {
    List<Trial> broke =
        rejected.stream().filter(trial -> why(trial).constraint().equals(constraint)).toList();
    return least(broke, value)
        .map(trial -> value.applyAsDouble(trial.latency().orElseThrow()))
        .map(least -> String.format(Locale.ROOT, format, least))
        .map(
            least ->
                String.format(
                    Locale.ROOT,
                    "%s: %s is %s; the least recorded is %s, so raise it to that or more",
                    constraint,
                    key,
                    limit,
                    least))
        .orElse(constraint);
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
