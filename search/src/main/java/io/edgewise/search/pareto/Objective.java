package io.edgewise.search.pareto;

import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.Metrics;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** One axis of a multi-objective search, turned so that more is better. */
public enum Objective {
  /** Accuracy of the proxy, in [0, 1]. */
  ACCURACY((accuracy, metrics) -> accuracy),
  /** Simulated latency, milliseconds, negated. */
  LATENCY(less(Metrics::latencyMillis)),
  /** Parameter bytes on the device, resident and streamed, in MiB, negated. */
  PARAMETER_MEMORY(lessMemory(Metrics::parameterBytes)),
  /** Largest activation footprint on a tile, in MiB, negated. */
  ACTIVATION_MEMORY(lessMemory(Metrics::narrowMemoryBytesPerTile)),
  /** Energy of an inference, millijoules, negated; for accelerators whose file tells it. */
  ENERGY(less(Metrics::energyMillijoules));

  private interface Coordinate {
    double of(double accuracy, Metrics metrics);
  }

  @SuppressWarnings("ImmutableEnumChecker") // A method reference holds no state.
  private final Coordinate coordinate;

  Objective(Coordinate coordinate) {
    this.coordinate = coordinate;
  }

  /** Returns where a network lies, one coordinate an objective. */
  public static double[] point(List<Objective> objectives, double accuracy, LatencyReport report) {
    return objectives.stream()
        .mapToDouble(objective -> objective.coordinate.of(accuracy, report.metrics()))
        .toArray();
  }

  private static Coordinate less(ToDoubleFunction<Metrics> metric) {
    return (accuracy, metrics) -> -metric.applyAsDouble(metrics);
  }

  private static Coordinate lessMemory(ToLongFunction<Metrics> bytes) {
    double mebi = 1 << 20;
    return (accuracy, metrics) -> -bytes.applyAsLong(metrics) / mebi;
  }
}
