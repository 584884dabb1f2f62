package io.edgewise.jobs.report;

import io.edgewise.search.trial.Trial;
import java.awt.Color;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Draws accuracy against latency: every measured network, the front with how sure its accuracies
 * are, and the target.
 */
public final class FrontPlot {

  private FrontPlot() {}

  /**
   * The picture as PNG.
   *
   * @param title above it
   * @param targetMillis drawn as a vertical line
   */
  public static byte[] png(String title, SearchResult result, double targetMillis) {
    return Charts.png(chart(title, result, targetMillis));
  }

  static XYChart chart(String title, SearchResult result, double targetMillis) {
    XYChart chart = Charts.lines(title, "simulated latency, ms", "proxy accuracy, %");
    series(chart, "measured", result.measured())
        .setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter)
        .setMarker(SeriesMarkers.CIRCLE)
        .setMarkerColor(Charts.OTHERS);
    chart.getStyler().setErrorBarsColorSeriesColor(true);
    withBars(chart, "Pareto front", result.front())
        .setMarker(SeriesMarkers.DIAMOND)
        .setMarkerColor(Charts.CHOSEN)
        .setLineColor(Charts.CHOSEN);
    double low =
        100 * result.measured().stream().mapToDouble(SearchResult::accuracy).min().orElse(0);
    double high =
        100 * result.measured().stream().mapToDouble(SearchResult::accuracy).max().orElse(1);
    chart
        .addSeries("target", new double[] {targetMillis, targetMillis}, new double[] {low, high})
        .setMarker(SeriesMarkers.NONE)
        .setLineColor(Color.GRAY);
    return chart;
  }

  private static XYSeries series(XYChart chart, String name, List<Trial> trials) {
    return chart.addSeries(name, latencies(trials), accuracies(trials));
  }

  /** Bars of the 95 % intervals, of no length where they are not known. */
  private static XYSeries withBars(XYChart chart, String name, List<Trial> trials) {
    double[] margins =
        trials.stream()
            .map(SearchResult::estimate)
            .mapToDouble(estimate -> estimate.isErrorKnown() ? 100 * estimate.margin() : 0)
            .toArray();
    return chart.addSeries(name, latencies(trials), accuracies(trials), margins);
  }

  private static double[] latencies(List<Trial> trials) {
    return trials.stream().mapToDouble(SearchResult::latencyMillis).toArray();
  }

  private static double[] accuracies(List<Trial> trials) {
    return trials.stream().mapToDouble(t -> 100 * SearchResult.accuracy(t)).toArray();
  }
}
