package io.edgewise.jobs.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.edgewise.search.benchmark.Interval;
import io.edgewise.search.benchmark.Score;
import java.util.List;
import java.util.Map;

/** A benchmark's outcome for programs. A number that is not finite is null. */
public final class BenchmarkJson {

  private static final JsonMapper JSON = new JsonMapper();

  private BenchmarkJson() {}

  /**
   * {@code {"table", "objective", "seeds", "controllers": [{"name", "median_to_0.5",
   * "median_to_0.1", "regret": {"50": …}, "infeasible_share", "hypervolume_ratio": {"100": …},
   * "intervals"}]}}; medians over seeds, {@code intervals} their 95 % bounds by the same names.
   */
  public static String of(String table, String objective, int seeds, List<Score> scores) {
    ObjectNode root = JSON.createObjectNode();
    root.put("table", table).put("objective", objective).put("seeds", seeds);
    ArrayNode controllers = root.putArray("controllers");
    scores.forEach(score -> write(score, controllers.addObject()));
    return root.toPrettyString();
  }

  private static void write(Score score, ObjectNode node) {
    node.put("name", score.controller());
    ObjectNode intervals = JSON.createObjectNode();
    score
        .toWithin()
        .forEach(
            (margin, trainings) -> {
              number(node, "median_to_" + margin, trainings.median());
              bounds(intervals, "median_to_" + margin, trainings);
            });
    medians(node.putObject("regret"), intervals.putObject("regret"), score.regret());
    node.put("infeasible_share", score.infeasibleShare());
    medians(
        node.putObject("hypervolume_ratio"),
        intervals.putObject("hypervolume_ratio"),
        score.hypervolumeRatio());
    node.set("intervals", intervals);
  }

  private static void medians(
      ObjectNode medians, ObjectNode intervals, Map<Integer, Interval> byTrainings) {
    byTrainings.forEach(
        (trainings, interval) -> {
          number(medians, trainings.toString(), interval.median());
          bounds(intervals, trainings.toString(), interval);
        });
  }

  private static void bounds(ObjectNode node, String name, Interval interval) {
    ArrayNode bounds = node.putArray(name);
    bound(bounds, interval.low());
    bound(bounds, interval.high());
  }

  private static void bound(ArrayNode bounds, double value) {
    if (Double.isFinite(value)) {
      bounds.add(value);
    } else {
      bounds.addNull();
    }
  }

  private static void number(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    } else {
      node.putNull(name);
    }
  }
}
