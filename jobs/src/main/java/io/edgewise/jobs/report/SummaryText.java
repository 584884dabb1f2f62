package io.edgewise.jobs.report;

import io.edgewise.search.history.Generation;
import io.edgewise.search.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The end of a search on a terminal. */
public final class SummaryText {

  /** Most networks in the table of the best. */
  public static final int SHOWN = 5;

  private final SearchResult result;
  private final Generation.Counts counts;
  private final double targetMillis;

  /**
   * @param counts of everything that was proposed; the history records only some of it as trials
   */
  public SummaryText(SearchResult result, Generation.Counts counts, double targetMillis) {
    this.result = result;
    this.counts = counts;
    this.targetMillis = targetMillis;
  }

  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "%,d proposed: %,d infeasible, %,d repeated, %d networks measured%s, %s%s; %d on the front",
            counts.proposed(),
            counts.infeasible(),
            counts.repeated(),
            result.measured().size(),
            result.takenOver() == 0 ? "" : " (" + result.takenOver() + " by earlier searches)",
            result.stops().isEmpty() ? "" : counts("stopped early", result.stops()) + ", ",
            counts("failed", result.failures()),
            result.front().size()));
    List<Trial> within =
        result.best().stream().filter(t -> SearchResult.latencyMillis(t) <= targetMillis).toList();
    if (within.isEmpty()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "no measured network is within the target of %.2f ms; the best by reward:",
              targetMillis));
      table(result.best(), lines);
    } else {
      lines.add(String.format(Locale.ROOT, "best within the target of %.2f ms:", targetMillis));
      table(within, lines);
    }
    return lines;
  }

  private static void table(List<Trial> trials, List<String> lines) {
    lines.add(
        "  architecture      trial    accuracy       latency    reward   parameters  resident");
    for (Trial trial : trials.subList(0, Math.min(SHOWN, trials.size()))) {
      var report = trial.latency().orElseThrow();
      lines.add(
          String.format(
              Locale.ROOT,
              "  %s  %-7s  %-13s  %7.3f ms  %7.4f  %10d  %6.1f %%",
              trial.architecture().id(),
              trial.key(),
              AccuracyText.of(SearchResult.estimate(trial)),
              report.latencyMillis(),
              trial.reward(),
              report.metrics().parameters(),
              100 * report.metrics().residentShare()));
    }
  }

  private static String counts(String what, Map<String, Long> byReason) {
    long all = byReason.values().stream().mapToLong(Long::longValue).sum();
    String reasons =
        byReason.entrySet().stream()
            .map(e -> e.getValue() + " " + e.getKey())
            .collect(Collectors.joining(", "));
    return all + " " + what + (all == 0 ? "" : " (" + reasons + ")");
  }
}
