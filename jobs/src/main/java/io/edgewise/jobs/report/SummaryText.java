package io.edgewise.jobs.report;

import io.edgewise.jobs.console.TimeText;
import io.edgewise.search.evaluation.Constraints;
import io.edgewise.search.evaluation.Scoring;
import io.edgewise.search.history.Generation;
import io.edgewise.search.history.Tally;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Trial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The end of a search on a terminal. */
public final class SummaryText {

  /** Most networks in the table of the best. */
  public static final int SHOWN = 5;

  private final SearchResult result;
  private final Tally tally;
  private final Constraints limits;
  private final List<AcceleratorResult> each;
  private final List<Double> targetsMillis;

  /**
   * @param tally of everything that was proposed; the history records only some of it as trials
   * @param limits that no trained network breaks; of several accelerators those of the first
   * @param each what was found for each accelerator
   * @param targetsMillis one an accelerator
   */
  public SummaryText(
      SearchResult result,
      Tally tally,
      Constraints limits,
      List<AcceleratorResult> each,
      List<Double> targetsMillis) {
    this.result = result;
    this.tally = tally;
    this.limits = limits;
    this.each = each;
    this.targetsMillis = targetsMillis;
  }

  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(proposals());
    lines.add(
        String.format(
            Locale.ROOT,
            "generations took %s, trainings %.2f core-hours",
            TimeText.of(tally.spent().wall()),
            tally.spent().cores().toMillis() / 3.6e6));
    if (!result.measured().isEmpty()) {
      for (int i = 0; i < each.size(); i++) {
        best(each.get(i), targetsMillis.get(i), lines);
      }
    } else if (tally.counts().rejections().containsKey(Scoring.INT8_LOSS)) {
      lines.addAll(new LostInInt8(result.rejected()).lines());
    } else if (tally.counts().infeasible() == tally.counts().proposed()) {
      lines.addAll(
          each.size() == 1
              ? new NothingFeasible(result.rejected(), limits).lines(tally.counts())
              : fastestRejected());
    } else {
      lines.add("no network was trained to the end");
    }
    return lines;
  }

  /** The detail of a rejection says which of several accelerators rejects, and why. */
  private List<String> fastestRejected() {
    return result.rejected().stream()
        .filter(trial -> trial.latency().isPresent())
        .min(Comparator.comparingDouble(SearchResult::latencyMillis))
        .map(
            trial ->
                String.format(
                    Locale.ROOT,
                    "nothing was trained: of the rejected networks that are kept, the fastest on %s,"
                        + " %s, breaks a limit: %s; raise constraints of these accelerators, or choose"
                        + " another space",
                    each.get(0).accelerator(),
                    trial.architecture().id(),
                    ((Evaluation.Infeasible) trial.evaluation()).detail()))
        .stream()
        .toList();
  }

  private String proposals() {
    Generation.Counts counts = tally.counts();
    return String.format(
        Locale.ROOT,
        "%,d proposed: %s, %,d repeated, %d networks measured%s, %s%s; %s",
        counts.proposed(),
        counts("infeasible", counts.infeasible(), counts.rejections()),
        counts.repeated(),
        result.measured().size(),
        result.takenOver() == 0 ? "" : " (" + result.takenOver() + " by earlier searches)",
        result.stops().isEmpty() ? "" : counts("stopped early", result.stops()) + ", ",
        counts("failed", result.failures()),
        each.size() == 1
            ? result.front().size() + " on the front"
            : SearchResult.onAnyFront(result.measured()).size() + " on a front");
  }

  private void best(AcceleratorResult on, double targetMillis, List<String> lines) {
    List<Trial> shown = on.result().best(targetMillis, SHOWN);
    if (each.size() > 1) {
      lines.add("");
      lines.add(on.accelerator() + ": " + on.result().front().size() + " on the front");
    }
    if (shown.isEmpty()) {
      lines.add("no measured network keeps the limits there");
      return;
    }
    boolean within = SearchResult.latencyMillis(shown.get(0)) <= targetMillis;
    lines.add(
        String.format(
            Locale.ROOT,
            within
                ? "best within the target of %.2f ms:"
                : "no measured network is within the target of %.2f ms; the best by reward:",
            targetMillis));
    table(shown, lines);
    Chance.among(shown).ifPresent(lines::add);
  }

  private static void table(List<Trial> trials, List<String> lines) {
    lines.add(
        "  architecture      trial    accuracy       latency    reward   parameters  resident");
    for (Trial trial : trials) {
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
    return counts(what, byReason.values().stream().mapToLong(Long::longValue).sum(), byReason);
  }

  private static String counts(String what, long all, Map<String, ? extends Number> byReason) {
    String reasons =
        byReason.entrySet().stream()
            .map(e -> String.format(Locale.ROOT, "%,d %s", e.getValue().longValue(), e.getKey()))
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT, "%,d %s%s", all, what, reasons.isEmpty() ? "" : " (" + reasons + ")");
  }
}
