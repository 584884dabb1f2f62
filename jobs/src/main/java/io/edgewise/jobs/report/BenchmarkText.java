package io.edgewise.jobs.report;

import io.edgewise.search.benchmark.BenchmarkTable;
import io.edgewise.search.benchmark.Interval;
import io.edgewise.search.benchmark.Score;
import io.edgewise.search.benchmark.Yardstick;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A benchmark's outcome for people: medians over seeds with 95 % intervals. */
public final class BenchmarkText {

  private BenchmarkText() {}

  /** The lines of the report. */
  public static List<String> of(
      BenchmarkTable table, String objective, int seeds, Yardstick yardstick, List<Score> scores) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s: %d networks, best %s %.2f%s; %d seeds; median [95 %% interval]",
            table.name(),
            table.rows().size(),
            objective,
            yardstick.bestObjective(),
            Double.isInfinite(yardstick.limitMillis())
                ? ""
                : String.format(Locale.ROOT, " within %.3f ms", yardstick.limitMillis()),
            seeds));
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "%-14s %18s %18s %12s",
            "controller",
            "trainings to 0.5",
            "to 0.1",
            "infeasible"));
    for (Score score : scores) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%-14s %18s %18s %11.1f%%",
              score.controller(),
              count(score.trainingsTo(0.5)),
              count(score.trainingsTo(0.1)),
              100 * score.infeasibleShare()));
    }
    section(lines, "regret after", scores.stream().map(Score::regret).toList(), scores, "%.2f");
    section(
        lines,
        "hypervolume after",
        scores.stream().map(Score::hypervolumeRatio).toList(),
        scores,
        "%.3f");
    return lines;
  }

  private static void section(
      List<String> lines,
      String title,
      List<? extends Map<Integer, Interval>> byTrainings,
      List<Score> scores,
      String format) {
    if (byTrainings.stream().allMatch(Map::isEmpty)) {
      return;
    }
    StringBuilder header = new StringBuilder(String.format(Locale.ROOT, "%-17s", title));
    byTrainings
        .get(0)
        .keySet()
        .forEach(at -> header.append(String.format(Locale.ROOT, "%18d", at)));
    lines.add("");
    lines.add(header.toString());
    for (int i = 0; i < scores.size(); i++) {
      StringBuilder line =
          new StringBuilder(String.format(Locale.ROOT, "%-17s", scores.get(i).controller()));
      byTrainings
          .get(i)
          .values()
          .forEach(
              interval -> line.append(String.format(Locale.ROOT, "%18s", shown(interval, format))));
      lines.add(line.toString());
    }
  }

  private static String count(Interval interval) {
    return shown(interval, "%.0f");
  }

  private static String shown(Interval interval, String format) {
    return number(interval.median(), format)
        + " ["
        + number(interval.low(), format)
        + ", "
        + number(interval.high(), format)
        + "]";
  }

  private static String number(double value, String format) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : "never";
  }
}
