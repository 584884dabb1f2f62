package io.edgewise.jobs.page;

import io.edgewise.jobs.report.SearchResult;
import io.edgewise.search.trial.DeviceLatency;
import io.edgewise.search.trial.Trial;
import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.Metrics;
import java.util.Optional;

/**
 * A network point is a measured network as the page's pictures and tables have it.
 *
 * @param id sixteen hexadecimal digits
 * @param trial generation/candidate
 * @param accuracy of the proxy, in [0, 1]
 * @param accuracyMargin half the width of its 95 % interval; empty where the history does not tell
 * @param measuredLatencyMillis as the device took it; empty where it was not asked
 * @param reward empty where the history has none
 * @param parameters trained parameters
 * @param parameterBytes on the device, resident and streamed
 * @param streamedBytes the part of them that crosses the link at every inference
 * @param activationBytes the largest activation footprint on one tile
 * @param bottleneck what the network waits for most, in words
 * @param macsPerSecond multiply-accumulate operations of an inference by its latency
 * @param front whether no other network beats it in accuracy and latency at once
 */
record NetworkPoint(
    String id,
    String trial,
    int generation,
    double accuracy,
    Optional<Double> accuracyMargin,
    Optional<Double> latencyMillis,
    Optional<Double> measuredLatencyMillis,
    Optional<Double> reward,
    long parameters,
    long parameterBytes,
    long streamedBytes,
    long activationBytes,
    Optional<Double> energyMillijoules,
    Optional<Double> macsPerLinkByte,
    Optional<Double> macsPerSecond,
    String bottleneck,
    boolean front) {

  static NetworkPoint of(Trial trial, boolean front) {
    LatencyReport report = trial.latency().orElseThrow();
    Metrics metrics = report.metrics();
    return new NetworkPoint(
        trial.architecture().id().hex(),
        trial.key().toString(),
        trial.generation(),
        SearchResult.accuracy(trial),
        finite(SearchResult.estimate(trial).margin()),
        finite(metrics.latencyMillis()),
        trial.timed().map(DeviceLatency.Timed::medianMillis),
        finite(trial.reward()),
        metrics.parameters(),
        metrics.parameterBytes(),
        metrics.streamedParameterBytes(),
        metrics.narrowMemoryBytesPerTile(),
        finite(metrics.energyMillijoules()),
        finite(metrics.macsPerLinkByte()),
        finite(1e3 * metrics.macs() / metrics.latencyMillis()),
        report.bottleneck().label(),
        front);
  }

  /** JSON has neither NaN nor infinity. */
  static Optional<Double> finite(double value) {
    return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
  }
}
