package io.edgewise.search.controller;

import io.edgewise.search.seed.Seeds;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.Choice;
import io.edgewise.search.space.Decision;
import io.edgewise.search.space.Decision.Condition;
import io.edgewise.search.space.SearchSpace;
import io.edgewise.search.space.TableRow;
import io.edgewise.sim.Bottleneck;
import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.Metric;
import io.edgewise.sim.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A fixed landscape of 4^6 * 5 networks whose optimum a controller should approach: each option has
 * its worth, neighbouring decisions get along or do not, and one decision is only met behind
 * another.
 */
public final class ToyTable {

  private static final int DECISIONS = 6;
  private static final List<String> OPTIONS = List.of("a", "b", "c", "d");

  private ToyTable() {}

  /** Six decisions of four options; the last, met only behind {@code d2 = a}, has four more. */
  public static SearchSpace space() {
    List<Decision> decisions = new ArrayList<>();
    for (int i = 0; i < DECISIONS; i++) {
      decisions.add(new Decision("d" + i, OPTIONS, List.of()));
    }
    decisions.add(new Decision("extra", OPTIONS, List.of(new Condition("d2", List.of("a")))));
    return new SearchSpace("toy", decisions, ToyTable::spell);
  }

  /** Accuracy in [0, 1]: higher is better. */
  public static double accuracy(Architecture architecture) {
    double sum = 0;
    String before = "";
    for (Choice choice : architecture.choices()) {
      String token = choice.decision() + choice.value();
      sum += worth(token) + 0.5 * worth(before + token);
      before = token;
    }
    return 1 / (1 + Math.exp(-sum / 2));
  }

  /** A report whose size and latency have something, but not all, to do with the accuracy. */
  public static LatencyReport report(Architecture architecture) {
    double sum = 0;
    for (Choice choice : architecture.choices()) {
      sum += 1 + worth(choice.decision() + choice.value()) + 0.7 * worth(choice.value());
    }
    long parameters = Math.round(1000 * Math.exp(sum / 4));
    double millis = 1 + sum / 10;
    return new LatencyReport(
        "toy",
        Metrics.NONE
            .with(Metric.LATENCY, millis)
            .with(Metric.CYCLES, 1000)
            .with(Metric.MACS, (double) parameters)
            .with(Metric.PARAMETERS, (double) parameters)
            .with(Metric.CACHED_PARAMETERS, (double) parameters),
        Bottleneck.COMPUTE,
        List.of());
  }

  private static TableRow spell(Map<String, String> values) {
    return new TableRow(new TreeMap<>(values).toString());
  }

  private static double worth(String text) {
    return new SplittableRandom(Seeds.mix(text.hashCode(), 0, 0)).nextDouble(-1, 1);
  }
}
