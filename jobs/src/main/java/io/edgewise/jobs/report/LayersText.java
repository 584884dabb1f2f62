package io.edgewise.jobs.report;

import io.edgewise.jobs.console.TextTable;
import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.LayerLatency;
import io.edgewise.sim.accelerator.Chip;
import io.edgewise.sim.placement.Judgement.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Layers as a table of at most 80 columns: time and share of the latency, multiply-accumulates and
 * the share of those that the array could have done in that time, bytes of parameters and whether
 * they stream, and what the layer waits for. Why the host runs a layer stands below the table.
 */
final class LayersText {

  private static final int NAME = 17;
  private static final int OPERATOR = 13;
  private static final double KIBI = 1024;

  private LayersText() {}

  static List<String> lines(List<LayerLatency> layers, LatencyReport report, Chip chip) {
    TextTable table =
        new TextTable()
            .right("ms", "%")
            .left("layer", "operator")
            .right("MMAC", "util", "KiB")
            .left("waits");
    for (LayerLatency layer : layers) {
      table.row(
          text("%.3f", layer.millis()),
          text("%.1f", 100 * layer.millis() / report.latencyMillis()),
          shortened(layer.name(), NAME),
          shortened(layer.operator(), OPERATOR),
          layer.macs() == 0 ? "" : number(layer.macs() / 1e6),
          layer.macs() == 0 || HostText.isHosts(layer)
              ? ""
              : text("%.0f%%", 100 * utilisation(layer, chip)),
          parameters(layer),
          place(layer));
    }
    List<String> lines = new ArrayList<>(table.lines());
    if (layers.stream().anyMatch(layer -> layer.streamedParameterBytes() > 0)) {
      lines.add("s: streams at every inference; s2: twice in one, and so on");
    }
    layers.stream()
        .filter(layer -> HostText.isHosts(layer) || isNotKnown(layer))
        .forEach(layer -> lines.add(layer.name() + ": " + HostText.reason(layer)));
    return lines;
  }

  /** The share of the multiply-accumulates that the array could do in the layer's time. */
  static double utilisation(LayerLatency layer, Chip chip) {
    double possible = layer.millis() / 1e3 * chip.peakMacsPerSecond();
    return possible == 0 ? 0 : layer.macs() / possible;
  }

  private static String parameters(LayerLatency layer) {
    if (layer.parameterBytes() == 0) {
      return "";
    }
    String mark =
        layer.streamedParameterBytes() == 0
            ? ""
            : layer.fetches() == 1 ? " s" : " s" + layer.fetches();
    return number(layer.parameterBytes() / KIBI) + mark;
  }

  private static String number(double value) {
    return text(value < 100 ? "%.1f" : "%.0f", value);
  }

  /** The word for what a layer of the device waits for, or that it is none of the device's. */
  private static String place(LayerLatency layer) {
    return HostText.isHosts(layer) ? "on host" : isNotKnown(layer) ? "where?" : word(layer);
  }

  private static boolean isNotKnown(LayerLatency layer) {
    return layer.placement().place() == Place.NOT_KNOWN;
  }

  private static String word(LayerLatency layer) {
    return switch (layer.bottleneck()) {
      case COMPUTE -> "compute";
      case PARAMETER_STREAM -> "stream";
      case ACTIVATION_TRANSFER -> "link";
      case OPERATION_OVERHEAD -> "start";
      case HOST -> "host";
    };
  }

  /** The end of a long name tells layers apart better than its beginning. */
  private static String shortened(String text, int width) {
    return text.length() <= width ? text : "…" + text.substring(text.length() - width + 1);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
