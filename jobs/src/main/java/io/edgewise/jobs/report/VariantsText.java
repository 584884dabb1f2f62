package io.edgewise.jobs.report;

import io.edgewise.jobs.console.TextTable;
import io.edgewise.jobs.prediction.Prediction;
import io.edgewise.sim.Metrics;
import java.util.List;
import java.util.Locale;

/** The table of what a network would come to with each change that was asked for. */
final class VariantsText {

  private static final double MEBI = 1 << 20;

  private VariantsText() {}

  static List<String> lines(Prediction prediction) {
    TextTable table =
        new TextTable()
            .left("what if")
            .right("ms", "change", "MMAC", "MiB resident", "MiB streamed");
    Metrics base = prediction.report().metrics();
    table.row(row("as it is", base, base));
    prediction
        .variants()
        .forEach(variant -> table.row(row(variant.change(), variant.report().metrics(), base)));
    return table.lines();
  }

  private static List<String> row(String name, Metrics metrics, Metrics base) {
    double ratio = metrics.latencyMillis() / base.latencyMillis();
    return List.of(
        name,
        text("%.3f", metrics.latencyMillis()),
        metrics.equals(base) ? "" : text("%+.1f %%", 100 * (ratio - 1)),
        text("%.1f", metrics.macs() / 1e6),
        text("%.2f", metrics.cachedParameterBytes() / MEBI),
        text("%.2f", metrics.streamedParameterBytes() / MEBI));
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
