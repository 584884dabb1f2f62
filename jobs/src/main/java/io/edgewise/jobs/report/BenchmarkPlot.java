package io.edgewise.jobs.report;

import io.edgewise.search.benchmark.Score;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws the regret of controllers against their trainings, on a logarithmic axis. */
public final class BenchmarkPlot {

  /** A logarithmic axis has no zero: the optimum is drawn here. */
  private static final double LEAST = 0.01;

  private BenchmarkPlot() {}

  /** The picture as PNG. */
  public static byte[] png(String title, List<Score> scores) {
    XYChart chart = Charts.lines(title, "networks trained", "points behind the best, median");
    chart.getStyler().setYAxisLogarithmic(true).setLegendPosition(Styler.LegendPosition.InsideNE);
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
    return Charts.png(chart);
  }
}
