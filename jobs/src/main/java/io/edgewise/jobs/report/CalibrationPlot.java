package io.edgewise.jobs.report;

import io.edgewise.sim.calibration.Calibration;
import java.awt.BasicStroke;
import java.util.Arrays;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Measured latencies against predicted ones, before a fit and after it, on logarithmic axes. */
public final class CalibrationPlot {

  private CalibrationPlot() {}

  /**
   * The picture, PNG.
   *
   * @param measured ms
   */
  public static byte[] png(Calibration fitted, double[] measured) {
    XYChart chart = Charts.lines("Measured and predicted", "measured, ms", "predicted, ms");
    chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
    double least = Arrays.stream(measured).min().orElse(1) / 1.5;
    double most = Arrays.stream(measured).max().orElse(1) * 1.5;
    XYSeries right =
        chart.addSeries("as measured", new double[] {least, most}, new double[] {least, most});
    right
        .setMarker(SeriesMarkers.NONE)
        .setLineColor(Charts.OTHERS)
        .setLineStyle(new BasicStroke(1));
    points(chart, "before", measured, fitted.start()).setMarkerColor(Charts.OTHERS);
    points(chart, "after", measured, fitted.end()).setMarkerColor(Charts.CHOSEN);
    return Charts.png(chart);
  }

  private static XYSeries points(
      XYChart chart, String name, double[] measured, java.util.List<Double> predicted) {
    double[] up = predicted.stream().mapToDouble(Double::doubleValue).toArray();
    XYSeries points = chart.addSeries(name, measured, up);
    points.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
    points.setMarker(SeriesMarkers.CIRCLE);
    return points;
  }
}
