package io.edgewise.jobs.report;

import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.LayerLatency;
import io.edgewise.sim.placement.Judgement;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The words that a report has for the layers that the host runs, and of those whose place is not
 * known.
 */
final class HostText {

  private static final String ITSELF = "host";

  private HostText() {}

  /** The layers that the host runs, in execution order. */
  static List<LayerLatency> layers(LatencyReport report) {
    return report.layers().stream().filter(HostText::isHosts).toList();
  }

  /** Tells whether the host runs a layer of the network; its own cost is none. */
  static boolean isHosts(LayerLatency layer) {
    return layer.placement().isHost() && !layer.operator().equals(ITSELF);
  }

  /** Sums up how many they are, what they cost and of which kinds they are. */
  static String summary(List<LayerLatency> onHost) {
    String kinds =
        onHost.stream().map(LayerLatency::operator).distinct().collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "on the host, at its stated rates: %d layers, %.3f ms: %s",
        onHost.size(),
        onHost.stream().mapToDouble(LayerLatency::millis).sum(),
        kinds);
  }

  /** Tells where a layer runs, why not on the device, and what to change. */
  static String reason(LayerLatency layer) {
    Judgement placement = layer.placement();
    return placement.place().label() + ": " + placement.reason() + "; " + placement.change();
  }
}
