package io.edgewise.search.evaluation;

import io.edgewise.search.trial.Evaluation;
import io.edgewise.sim.LatencyReport;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Hard limits of the deployed network that the simulator tells. What breaks one is never trained.
 *
 * @param latencyMillis largest latency; infinite for no limit
 * @param latencyFactor what a predicted latency is multiplied with before it is held against its
 *     limit, at least 1: the upper end of its interval; 1 for the prediction itself
 * @param streamedParameterBytes most parameter bytes that may cross the link at every inference;
 *     {@link Long#MAX_VALUE} for no limit
 * @param narrowMemoryBytesPerTile largest activation footprint; {@link Long#MAX_VALUE} for no limit
 */
public record Constraints(
    double latencyMillis,
    double latencyFactor,
    long streamedParameterBytes,
    long narrowMemoryBytesPerTile)
    implements Serializable {

  /** No limits. */
  public static final Constraints NONE =
      new Constraints(Double.POSITIVE_INFINITY, Long.MAX_VALUE, Long.MAX_VALUE);

  /** Limits of which that of the latency is held against the prediction itself. */
  public Constraints(
      double latencyMillis, long streamedParameterBytes, long narrowMemoryBytesPerTile) {
    this(latencyMillis, 1.0, streamedParameterBytes, narrowMemoryBytesPerTile);
  }

  /** The first limit that the report breaks. */
  public Optional<Evaluation.Infeasible> violatedBy(LatencyReport report) {
    return allViolatedBy(report).stream().findFirst();
  }

  /** Every limit that the report breaks. */
  public List<Evaluation.Infeasible> allViolatedBy(LatencyReport report) {
    return Arrays.stream(Limit.values())
        .filter(limit -> held(limit, report) > bound(limit))
        .map(limit -> new Evaluation.Infeasible(limit.word(), detail(limit, report)))
        .toList();
  }

  /** The value of a network that is held against a limit, in its metric's unit. */
  public double held(Limit limit, LatencyReport report) {
    double value = limit.metric().of(report.metrics());
    return limit == Limit.LATENCY ? value * latencyFactor : value;
  }

  /** The largest value that a limit allows, in its metric's unit; infinite or huge for none. */
  public double bound(Limit limit) {
    return switch (limit) {
      case LATENCY -> latencyMillis;
      case STREAMED_PARAMETERS -> streamedParameterBytes;
      case ACTIVATION_MEMORY -> narrowMemoryBytesPerTile;
    };
  }

  private String detail(Limit limit, LatencyReport report) {
    return switch (limit) {
      case LATENCY -> tooLong(report.latencyMillis());
      case STREAMED_PARAMETERS ->
          report.metrics().streamedParameterBytes() + " bytes are above " + streamedParameterBytes;
      case ACTIVATION_MEMORY ->
          report.metrics().narrowMemoryBytesPerTile()
              + " bytes a tile are above "
              + narrowMemoryBytesPerTile;
    };
  }

  private String tooLong(double millis) {
    return latencyFactor == 1
        ? String.format(Locale.ROOT, "%.3f ms is above %.3f ms", millis, latencyMillis)
        : String.format(
            Locale.ROOT,
            "%.3f ms, up to %.3f ms by its interval, is above %.3f ms",
            millis,
            millis * latencyFactor,
            latencyMillis);
  }
}
