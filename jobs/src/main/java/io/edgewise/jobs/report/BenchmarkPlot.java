package io.edgewise.jobs.report;

import io.edgewise.search.benchmark.Score;
import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws the regret of controllers against their trainings, on a logarithmic axis. */
public final class BenchmarkPlot {

  private static final int WIDTH = 900;
  private static final int HEIGHT = 560;

  /** A logarithmic axis has no zero: the optimum is drawn here. */
  private static final double LEAST = 0.01;

  private BenchmarkPlot() {}

  /** The picture as PNG. */
  public static byte[] png(String title, List<Score> scores) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle("networks trained")
            .yAxisTitle("points behind the best, median")
            .theme(Styler.ChartTheme.Matlab)
            .build();
    chart
        .getStyler()
        .setYAxisLogarithmic(true)
        .setLegendPosition(Styler.LegendPosition.InsideNE)
        .setChartBackgroundColor(Color.WHITE);
    for (Score score : scores) {
      double[] regret =
          Arrays.stream(score.curve())
              .takeWhile(Double::isFinite)
              .map(value -> Math.max(value, LEAST))
              .toArray();
      double[] trainings = IntStream.rangeClosed(1, regret.length).asDoubleStream().toArray();
      if (regret.length > 0) {
        chart.addSeries(score.controller(), trainings, regret).setMarker(SeriesMarkers.NONE);
      }
    }
    try {
      return BitmapEncoder.getBitmapBytes(chart, BitmapEncoder.BitmapFormat.PNG);
    } catch (IOException e) {
      throw new UncheckedIOException("a picture in memory cannot fail", e);
    }
  }
}
