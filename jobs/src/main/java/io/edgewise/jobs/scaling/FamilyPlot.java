package io.edgewise.jobs.scaling;

import io.edgewise.jobs.report.Charts;
import io.edgewise.jobs.scaling.Selection.Named;
import io.edgewise.search.scaling.Family;
import io.edgewise.search.scaling.Family.Member;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws what a family computes against its latency: all of it, and the members asked for. */
final class FamilyPlot {

  private FamilyPlot() {}

  static byte[] png(String title, Family family, Selection selection) {
    XYChart chart = Charts.lines(title, "simulated latency, ms", "M multiply-accumulates");
    double slowest =
        2 * selection.chosen().stream().mapToDouble(n -> latency(n.member())).max().orElse(1);
    List<Member> near = family.members().stream().filter(m -> latency(m) <= slowest).toList();
    series(chart, "parameters streamed", near.stream().filter(m -> !m.isResident()).toList())
        .setMarker(SeriesMarkers.CROSS);
    series(chart, "parameters on the chip", near.stream().filter(Member::isResident).toList())
        .setMarker(SeriesMarkers.CIRCLE);
    series(chart, "chosen", selection.chosen().stream().map(Named::member).toList())
        .setMarker(SeriesMarkers.DIAMOND)
        .setMarkerColor(Charts.CHOSEN);
    return Charts.png(chart);
  }

  /** A series without a point is drawn as one that is out of sight. */
  private static XYSeries series(XYChart chart, String name, List<Member> members) {
    double[] latencies = members.stream().mapToDouble(FamilyPlot::latency).toArray();
    double[] macs = members.stream().mapToDouble(m -> m.metrics().macs() / 1e6).toArray();
    XYSeries series =
        members.isEmpty()
            ? chart.addSeries(name, new double[] {Double.NaN}, new double[] {Double.NaN})
            : chart.addSeries(name, latencies, macs);
    series
        .setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter)
        .setMarkerColor(Charts.OTHERS);
    return series;
  }

  private static double latency(Member member) {
    return member.metrics().latencyMillis();
  }
}
