package io.edgewise.jobs.report;

import io.edgewise.jobs.prediction.NarrowedStages;
import io.edgewise.jobs.prediction.Prediction;
import io.edgewise.sim.Bottleneck;
import io.edgewise.sim.Breakdown;
import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.LayerLatency;
import io.edgewise.sim.Metric;
import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.accelerator.Uncertainty;
import io.edgewise.sim.accelerator.Uncertainty.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A latency report in words: what it costs, where the time goes, and what would help. */
public final class PredictionText {

  private static final double MEBI = 1 << 20;
  private static final int COSTLIEST = 5;
  private static final String INDENT = "  ";

  /** The metrics that the first two lines do not tell. */
  private static final Set<Metric> OTHERS =
      EnumSet.complementOf(EnumSet.range(Metric.LATENCY, Metric.NARROW_MEMORY));

  private PredictionText() {}

  /**
   * The lines of one network.
   *
   * @param allLayers every layer, in execution order, and not only the costliest
   */
  public static List<String> lines(Prediction prediction, boolean allLayers) {
    LatencyReport report = prediction.report();
    AcceleratorSpec accelerator = prediction.accelerator();
    List<String> lines = new ArrayList<>();
    lines.add(
        text(
            "%s on %s%s%s: %.3f ms%s, %,d cycles, %.1f M MAC, %.2f M parameters",
            report.network(),
            accelerator.name(),
            prediction.images() > 1 ? text(", %d images", prediction.images()) : "",
            prediction.isFloat() ? ", a float network as it will be once quantised" : "",
            report.latencyMillis(),
            interval(report.latencyMillis(), accelerator.uncertainty()),
            report.metrics().cycles(),
            report.metrics().macs() / 1e6,
            report.metrics().parameters() / 1e6));
    lines.add(
        text(
            "  memory: %.2f MiB of parameters resident, %.2f MiB streamed; %,d of %,d bytes of narrow memory a tile",
            report.metrics().cachedParameterBytes() / MEBI,
            report.metrics().streamedParameterBytes() / MEBI,
            report.metrics().narrowMemoryBytesPerTile(),
            accelerator.chip().memory().narrowBytesPerTile()));
    for (Metric metric : OTHERS) {
      metric.known(report.metrics()).ifPresent(value -> lines.add(line(metric, value)));
    }
    lines.add("  time: " + parts(report.breakdown()));
    lines.add("  " + advice(report, accelerator));
    if (report.metrics().streamedParameterBytes() > 0) {
      lines.add("  " + whatWouldFit(report, accelerator));
    }
    prediction.narrowed().ifPresent(stages -> lines.add("  " + advice(stages, report)));
    List<LayerLatency> onHost = HostText.layers(report);
    if (!onHost.isEmpty()) {
      lines.add("  " + HostText.summary(onHost));
    }
    List<LayerLatency> layers = allLayers ? report.layers() : costliest(report.layers());
    LayersText.lines(layers, report, accelerator.chip()).forEach(line -> lines.add(INDENT + line));
    if (!prediction.variants().isEmpty()) {
      VariantsText.lines(prediction).forEach(line -> lines.add(INDENT + line));
    }
    return lines;
  }

  /** The interval behind a latency, to as many decimals as its width is worth. */
  private static String interval(double millis, Uncertainty uncertainty) {
    if (!uncertainty.isKnown()) {
      return "";
    }
    Interval interval = uncertainty.around(millis, Uncertainty.LARGEST);
    double width = Math.max(1e-6, interval.high() - interval.low());
    String number = "%." + (int) Math.max(1, Math.ceil(-Math.log10(width))) + "f";
    return text(
        " (" + number + "-" + number + " at %.0f %%)",
        interval.low(),
        interval.high(),
        100 * interval.confidence());
  }

  private static String line(Metric metric, Number value) {
    Metric.Unit unit = metric.unit();
    String number = text("%,." + unit.digits() + "f", value.doubleValue());
    return text("  %s: %s %s", metric.label(), number, unit.symbol()).stripTrailing();
  }

  private static String parts(Breakdown breakdown) {
    List<String> parts = new ArrayList<>();
    for (Bottleneck part : Bottleneck.values()) {
      if (breakdown.of(part) >= 0.0005) {
        parts.add(text("%s %.3f ms", part.label(), breakdown.of(part)));
      }
    }
    return String.join(", ", parts);
  }

  /** The largest part of the time in numbers that say what would make it smaller. */
  static String advice(LatencyReport report, AcceleratorSpec accelerator) {
    Breakdown time = report.breakdown();
    double part = time.of(report.bottleneck());
    String share = text("%.2f of %.2f ms", part, report.latencyMillis());
    return switch (report.bottleneck()) {
      case PARAMETER_STREAM ->
          text(
              "%.1f MiB of %.1f MiB of parameters stream at %.2f GB/s: %s; fewer parameters would help",
              report.metrics().streamedParameterBytes() / MEBI,
              report.metrics().parameterBytes() / MEBI,
              accelerator.link().parameterBytesPerSecond() / 1e9,
              share);
      case COMPUTE ->
          text(
              "%.0f MAC a cycle: %s compute; fewer operations, or channels that fill the cells, would help",
              (double) report.metrics().macs() / Math.max(1, report.metrics().cycles()), share);
      case ACTIVATION_TRANSFER ->
          text(
              "input and output cross the link at %.2f GB/s: %s; a lower resolution would help",
              accelerator.link().inputBytesPerSecond() / 1e9, share);
      case OPERATION_OVERHEAD ->
          text(
              "%d operations are started: %s; fewer and larger ones would help",
              report.layers().stream().filter(l -> l.time().operation() > 0).count(), share);
      case HOST -> text("the host takes %s, whatever the network", share);
    };
  }

  /** Names the stages that could be narrower, and what that comes to. */
  private static String advice(NarrowedStages narrowed, LatencyReport report) {
    List<String> stages = narrowed.stages().stream().map(String::valueOf).toList();
    int last = stages.size() - 1;
    return text(
        "%s %.1f of %.1f MiB; width %s there would fit: %.1f to %.1f ms, simulated",
        last == 0
            ? "stage " + stages.get(0) + " holds"
            : "stages "
                + String.join(", ", stages.subList(0, last))
                + " and "
                + stages.get(last)
                + " hold",
        narrowed.bytes() / MEBI,
        report.metrics().parameterBytes() / MEBI,
        narrowed.width(),
        report.latencyMillis(),
        narrowed.report().latencyMillis());
  }

  /** Tells how far the parameters are from all staying on the chip. */
  private static String whatWouldFit(LatencyReport report, AcceleratorSpec accelerator) {
    long streaming = report.layers().stream().filter(l -> l.streamedParameterBytes() > 0).count();
    double room = accelerator.chip().memory().parameterBytes();
    double excess = report.metrics().parameterBytes() - room;
    return excess > 0
        ? text(
            "%d layers stream; with %.2f MiB of parameters less all %.2f MiB would stay",
            streaming, excess / MEBI, room / MEBI)
        : text(
            "%d layers stream although %.2f MiB would hold all bytes: output channels that are"
                + " multiples of 64, and dense layers of fewer inputs, would leave no room unused",
            streaming, room / MEBI);
  }

  private static List<LayerLatency> costliest(List<LayerLatency> layers) {
    return layers.stream()
        .sorted(Comparator.comparingDouble(LayerLatency::millis).reversed())
        .limit(COSTLIEST)
        .toList();
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
