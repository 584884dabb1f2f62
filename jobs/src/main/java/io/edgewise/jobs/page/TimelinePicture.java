package io.edgewise.jobs.page;

import io.edgewise.jobs.report.Charts;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws a timeline: a bar a training, a row a lane. */
final class TimelinePicture {

  private static final Color FAILED = Charts.CHOSEN;

  private TimelinePicture() {}

  /**
   * The picture as PNG.
   *
   * @param timeline of at least one run
   */
  static byte[] png(String search, Timeline timeline) {
    XYChart chart =
        Charts.lines(
            search + ": when trainings ran", "seconds since the first", "place for one training");
    chart.getStyler().setLegendVisible(true);
    chart.getStyler().setYAxisMin(0.0).setYAxisMax(timeline.lanes().size() + 1.0);
    float width = Math.max(2, Math.min(24, 300f / timeline.lanes().size()));
    bars(
        chart,
        timeline,
        width,
        "even generations",
        Charts.OTHERS,
        r -> !r.failed() && r.generation() % 2 == 0);
    bars(
        chart,
        timeline,
        width,
        "odd generations",
        Color.GRAY,
        r -> !r.failed() && r.generation() % 2 == 1);
    bars(chart, timeline, width, "failed", FAILED, Timeline.Run::failed);
    return Charts.png(chart);
  }

  /** One series of many bars: where a value is no number, the line is interrupted. */
  private static void bars(
      XYChart chart,
      Timeline timeline,
      float width,
      String name,
      Color colour,
      Predicate<Timeline.Run> which) {
    List<Timeline.Run> runs = timeline.runs().stream().filter(which).toList();
    if (!runs.isEmpty()) {
      chart
          .addSeries(
              name,
              runs.stream().flatMapToDouble(TimelinePicture::across).toArray(),
              runs.stream().flatMapToDouble(TimelinePicture::up).toArray())
          .setMarker(SeriesMarkers.NONE)
          .setLineColor(colour)
          .setLineStyle(new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
    }
  }

  private static DoubleStream across(Timeline.Run run) {
    return DoubleStream.of(run.fromMillis() / 1e3, run.toMillis() / 1e3, run.toMillis() / 1e3);
  }

  private static DoubleStream up(Timeline.Run run) {
    double lane = run.lane() + 1.0;
    return DoubleStream.of(lane, lane, Double.NaN);
  }
}
