package io.edgewise.jobs.report;

import io.edgewise.jobs.console.TextTable;
import io.edgewise.search.benchmark.BenchmarkTable;
import io.edgewise.search.benchmark.Interval;
import io.edgewise.search.benchmark.Score;
import io.edgewise.search.benchmark.Yardstick;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** A benchmark's outcome for people: medians over seeds with 95 % intervals. */
public final class BenchmarkText {

  private BenchmarkText() {}

  /** The lines of the report. */
  public static List<String> of(
      BenchmarkTable networks,
      String objective,
      int seeds,
      Yardstick yardstick,
      List<Score> scores) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s: %d networks, best %s %.2f%s; %d seeds; median [95 %% interval]",
            networks.name(),
            networks.rows().size(),
            objective,
            yardstick.bestObjective(),
            Double.isInfinite(yardstick.limitMillis())
                ? ""
                : String.format(Locale.ROOT, " within %.3f ms", yardstick.limitMillis()),
            seeds));
    lines.add("");
    TextTable table =
        new TextTable().left("controller").right("trainings to 0.5", "to 0.1", "infeasible");
    for (Score score : scores) {
      table.row(
          score.controller(),
          count(score.trainingsTo(0.5)),
          count(score.trainingsTo(0.1)),
          number(100 * score.infeasibleShare(), "%.1f%%"));
    }
    lines.addAll(table.lines());
    lines.addAll(section("regret after", Score::regret, scores, "%.2f"));
    lines.addAll(section("hypervolume after", Score::hypervolumeRatio, scores, "%.3f"));
    return lines;
  }

  private static List<String> section(
      String title,
      Function<Score, SortedMap<Integer, Interval>> byTrainings,
      List<Score> scores,
      String format) {
    if (scores.stream().allMatch(score -> byTrainings.apply(score).isEmpty())) {
      return List.of();
    }
    TextTable table = new TextTable().left(title);
    byTrainings.apply(scores.get(0)).keySet().forEach(at -> table.right(at.toString()));
    for (Score score : scores) {
      List<String> row = new ArrayList<>(List.of(score.controller()));
      byTrainings.apply(score).values().forEach(interval -> row.add(shown(interval, format)));
      table.row(row);
    }
    return Stream.concat(Stream.of(""), table.lines().stream()).toList();
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
