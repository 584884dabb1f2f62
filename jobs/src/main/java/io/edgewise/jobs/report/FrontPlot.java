package io.edgewise.jobs.report;

import io.edgewise.search.accuracy.Estimate;
import io.edgewise.search.history.Baseline;
import io.edgewise.search.trial.Trial;
import java.awt.Color;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A front plot is accuracy against latency: every measured network, the front with how sure its
 * accuracies are, the target, and known networks.
 *
 * @param title above it
 * @param targetMillis drawn as a vertical line
 * @param baselines known networks to be held against the found ones, each under its name
 */
public record FrontPlot(String title, double targetMillis, List<Baseline> baselines) {

  public FrontPlot {
    baselines = List.copyOf(baselines);
  }

  /** The picture as PNG. */
  public byte[] png(SearchResult result) {
    return Charts.png(chart(result));
  }

  private void add(XYChart chart) {
    for (Baseline baseline : baselines) {
      if (baseline.accuracy().isPresent() && baseline.latencyMillis().isPresent()) {
        chart
            .addSeries(
                baseline.name(),
                new double[] {baseline.latencyMillis().get()},
                new double[] {100 * baseline.accuracy().get()},
                new double[] {100 * margin(baseline)})
            .setMarker(SeriesMarkers.TRIANGLE_UP);
      }
    }
  }

  /** Half the width of the 95 % interval, of no length where it is not known. */
  private static double margin(Baseline baseline) {
    return new Estimate(0, baseline.accuracyError().orElse(0.0), Double.NaN).margin();
  }

  XYChart chart(SearchResult result) {
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
    add(chart);
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
