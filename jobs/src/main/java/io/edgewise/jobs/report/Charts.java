package io.edgewise.jobs.report;

import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler;

/** Charts of one look and size, and their bytes. */
public final class Charts {

  public static final int WIDTH = 900;
  public static final int HEIGHT = 560;

  /** The colour of what a picture is about. */
  public static final Color CHOSEN = new Color(0xC0, 0x39, 0x2B);

  /** The colour of what stands around it. */
  public static final Color OTHERS = new Color(0x9A, 0xB4, 0xD2);

  private Charts() {}

  /** Makes a chart of points or lines, without any yet. */
  public static XYChart lines(String title, String across, String up) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(across)
            .yAxisTitle(up)
            .theme(Styler.ChartTheme.Matlab)
            .build();
    chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideSE);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    return chart;
  }

  /** Makes a chart of bars, without any yet. */
  public static CategoryChart bars(String title, String across, String up) {
    return bars(HEIGHT, title, across, up);
  }

  /** Makes one of another height, pixels. */
  static CategoryChart bars(int height, String title, String across, String up) {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(WIDTH)
            .height(height)
            .title(title)
            .xAxisTitle(across)
            .yAxisTitle(up)
            .theme(Styler.ChartTheme.Matlab)
            .build();
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    return chart;
  }

  /** Returns the picture as PNG. */
  public static byte[] png(Chart<?, ?> chart) {
    try {
      return BitmapEncoder.getBitmapBytes(chart, BitmapEncoder.BitmapFormat.PNG);
    } catch (IOException e) {
      throw new UncheckedIOException("a picture in memory cannot fail", e);
    }
  }
}
