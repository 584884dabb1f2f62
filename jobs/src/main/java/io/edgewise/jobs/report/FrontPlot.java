package io.edgewise.jobs.report;

import io.edgewise.search.trial.Trial;
import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws accuracy against latency: every measured network, the front, and the target. */
public final class FrontPlot {

  private static final int WIDTH = 900;
  private static final int HEIGHT = 560;

  private FrontPlot() {}

  /**
   * The picture as PNG.
   *
   * @param title above it
   * @param targetMillis drawn as a vertical line
   */
  public static byte[] png(String title, SearchResult result, double targetMillis) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle("simulated latency, ms")
            .yAxisTitle("proxy accuracy, %")
            .theme(Styler.ChartTheme.Matlab)
            .build();
    chart
        .getStyler()
        .setLegendPosition(Styler.LegendPosition.InsideSE)
        .setChartBackgroundColor(Color.WHITE);
    series(chart, "measured", result.measured())
        .setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter)
        .setMarker(SeriesMarkers.CIRCLE)
        .setMarkerColor(new Color(0x9A, 0xB4, 0xD2));
    series(chart, "Pareto front", result.front())
        .setMarker(SeriesMarkers.DIAMOND)
        .setMarkerColor(new Color(0xC0, 0x39, 0x2B))
        .setLineColor(new Color(0xC0, 0x39, 0x2B));
    double low =
        100 * result.measured().stream().mapToDouble(SearchResult::accuracy).min().orElse(0);
    double high =
        100 * result.measured().stream().mapToDouble(SearchResult::accuracy).max().orElse(1);
    chart
        .addSeries("target", new double[] {targetMillis, targetMillis}, new double[] {low, high})
        .setMarker(SeriesMarkers.NONE)
        .setLineColor(Color.GRAY);
    try {
      return BitmapEncoder.getBitmapBytes(chart, BitmapEncoder.BitmapFormat.PNG);
    } catch (IOException e) {
      throw new UncheckedIOException("a picture in memory cannot fail", e);
    }
  }

  private static XYSeries series(XYChart chart, String name, List<Trial> trials) {
    double[] latency = trials.stream().mapToDouble(SearchResult::latencyMillis).toArray();
    double[] accuracy = trials.stream().mapToDouble(t -> 100 * SearchResult.accuracy(t)).toArray();
    return chart.addSeries(name, latency, accuracy);
  }
}
