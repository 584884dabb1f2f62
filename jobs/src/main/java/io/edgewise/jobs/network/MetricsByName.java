package io.edgewise.jobs.network;

import io.edgewise.sim.Metric;
import io.edgewise.sim.Metrics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Metrics in files, by the names that the history gives them; what is not known has no name there.
 */
final class MetricsByName {

  private MetricsByName() {}

  static Map<String, Number> of(Metrics metrics) {
    Map<String, Number> values = new LinkedHashMap<>();
    for (Metric metric : Metric.values()) {
      metric.known(metrics).ifPresent(value -> values.put(metric.column(), value));
    }
    return values;
  }

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException that names each that is missing, or no number from 0
   */
  static Metrics read(Map<String, Number> values) {
    List<String> problems = new ArrayList<>();
    for (Metric metric : Metric.values()) {
      Optional<Double> value = value(metric, values);
      if (value.isEmpty() ? metric.isAlwaysKnown() : !isAllowed(value.get())) {
        problems.add(
            "metrics."
                + metric.column()
                + ": "
                + value.map(v -> "is " + v).orElse("missing")
                + "; allowed is a number from 0");
      }
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    return Metrics.of(metric -> value(metric, values).orElse(Double.NaN));
  }

  private static Optional<Double> value(Metric metric, Map<String, Number> values) {
    return Optional.ofNullable(values.get(metric.column())).map(Number::doubleValue);
  }

  private static boolean isAllowed(double value) {
    return value >= 0 && value < Double.POSITIVE_INFINITY;
  }
}
