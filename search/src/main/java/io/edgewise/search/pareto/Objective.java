package io.edgewise.search.pareto;

import io.edgewise.sim.LatencyReport;
import java.util.List;

/** One axis of a multi-objective search, turned so that more is better. */
public enum Objective {
  /** Accuracy of the proxy, in [0, 1]. */
  ACCURACY {
    @Override
    double value(double accuracy, LatencyReport report) {
      return accuracy;
    }
  },
  /** Simulated latency, milliseconds, negated. */
  LATENCY {
    @Override
    double value(double accuracy, LatencyReport report) {
      return -report.latencyMillis();
    }
  },
  /** Parameter bytes on the device, resident and streamed, in MiB, negated. */
  PARAMETER_MEMORY {
    @Override
    double value(double accuracy, LatencyReport report) {
      return -report.parameterBytes() / MIB;
    }
  },
  /** Largest activation footprint on a tile, in MiB, negated. */
  ACTIVATION_MEMORY {
    @Override
    double value(double accuracy, LatencyReport report) {
      return -report.narrowMemoryBytesPerTile() / MIB;
    }
  },
  /** Energy of an inference, millijoules, negated; for accelerators whose file tells it. */
  ENERGY {
    @Override
    double value(double accuracy, LatencyReport report) {
      return -report.energyMillijoules();
    }
  };

  private static final double MIB = 1 << 20;

  abstract double value(double accuracy, LatencyReport report);

  /** Where a network lies, one coordinate an objective. */
  public static double[] point(List<Objective> objectives, double accuracy, LatencyReport report) {
    return objectives.stream().mapToDouble(o -> o.value(accuracy, report)).toArray();
  }
}
