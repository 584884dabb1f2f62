package io.edgewise.jobs.page;

import io.edgewise.jobs.explain.Change;
import io.edgewise.jobs.explain.ExplanationPlot;
import io.edgewise.jobs.page.NetworkDiagram.LayerPoint;
import io.edgewise.jobs.report.Charts;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws the pictures of a page that are about single networks, and about what makes them good. */
final class NetworkPictures {

  /** Changes are sorted by what they save; the page's picture has as many. */
  private static final int MOST_CHANGES = 12;

  private NetworkPictures() {}

  /** The pictures that the report has something to draw for, as PNG, by name. */
  static Map<String, byte[]> of(SearchReport report) {
    Map<String, byte[]> pictures = new LinkedHashMap<>();
    report.diagrams().stream()
        .findFirst()
        .ifPresent(
            best -> {
              pictures.put("blocks", blocks(report, best));
              pictures.put("memory", memory(report, best));
            });
    report
        .roofline()
        .flatMap(roof -> roofline(report, roof))
        .ifPresent(png -> pictures.put("roofline", png));
    if (!report.changes().isEmpty()) {
      pictures.put("faster", faster(report));
    }
    report
        .explanation()
        .flatMap(ExplanationPlot::png)
        .ifPresent(png -> pictures.put("matters", png));
    return pictures;
  }

  /** The latency of each block of the best network, by what its layers wait for most. */
  private static byte[] blocks(SearchReport report, NetworkDiagram best) {
    CategoryChart chart = bars(report.id() + ": latency of " + best.id() + " by block", "ms");
    List<String> blocks = best.layers().stream().map(LayerPoint::block).distinct().toList();
    Map<String, Map<String, Double>> byWait = new TreeMap<>();
    best.layers()
        .forEach(
            layer ->
                byWait
                    .computeIfAbsent(layer.bottleneck(), wait -> new TreeMap<>())
                    .merge(layer.block(), layer.latencyMillis(), Double::sum));
    byWait.forEach(
        (wait, byBlock) ->
            chart.addSeries(
                wait,
                blocks.stream().map(Pictures::shortened).toList(),
                blocks.stream().map(block -> byBlock.getOrDefault(block, 0.0)).toList()));
    return Charts.png(chart);
  }

  private static byte[] memory(SearchReport report, NetworkDiagram best) {
    CategoryChart chart = bars(report.id() + ": parameter memory of " + best.id(), "kB");
    List<LayerPoint> layers =
        best.layers().stream().filter(l -> l.residentBytes() + l.streamedBytes() > 0).toList();
    part(chart, "resident", layers, LayerPoint::residentBytes);
    part(chart, "streamed", layers, LayerPoint::streamedBytes);
    return Charts.png(chart);
  }

  private static void part(
      CategoryChart chart, String name, List<LayerPoint> layers, ToLongFunction<LayerPoint> bytes) {
    if (!layers.isEmpty()) {
      chart.addSeries(
          name,
          layers.stream().map(layer -> Pictures.shortened(layer.name())).toList(),
          layers.stream().map(layer -> bytes.applyAsLong(layer) / 1e3).toList());
    }
  }

  private static Optional<byte[]> roofline(SearchReport report, Roofline roof) {
    List<NetworkPoint> points =
        report.networks().stream()
            .filter(n -> n.macsPerLinkByte().filter(v -> v > 0).isPresent())
            .filter(n -> n.macsPerSecond().filter(v -> v > 0).isPresent())
            .toList();
    if (points.isEmpty()) {
      return Optional.empty();
    }
    double ridge = roof.peakMacsPerSecond() / roof.linkBytesPerSecond();
    double[] intensities = points.stream().mapToDouble(n -> n.macsPerLinkByte().get()).toArray();
    DoubleSummaryStatistics range = Arrays.stream(intensities).summaryStatistics();
    double low = Math.min(ridge / 10, range.getMin() / 2);
    double high = Math.max(ridge * 10, range.getMax() * 2);
    XYChart chart =
        Charts.lines(
            report.id() + ": roofline",
            "multiply-accumulates for each byte over the link",
            "giga multiply-accumulates a second");
    chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
    chart
        .addSeries(
            "the most",
            new double[] {low, ridge, high},
            new double[] {
              low * roof.linkBytesPerSecond() / 1e9,
              roof.peakMacsPerSecond() / 1e9,
              roof.peakMacsPerSecond() / 1e9
            })
        .setMarker(SeriesMarkers.NONE);
    chart
        .addSeries(
            "measured",
            intensities,
            points.stream().mapToDouble(n -> n.macsPerSecond().get() / 1e9).toArray())
        .setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    return Optional.of(Charts.png(chart));
  }

  private static byte[] faster(SearchReport report) {
    CategoryChart chart =
        bars(
            report.id() + ": single changes that make " + report.diagrams().get(0).id() + " faster",
            "ms saved");
    List<Change> shown =
        report.changes().subList(0, Math.min(MOST_CHANGES, report.changes().size()));
    chart.addSeries(
        "saved",
        shown.stream()
            .map(c -> Pictures.shortened(c.decision() + ": " + c.from() + " to " + c.to()))
            .toList(),
        shown.stream().map(Change::savedMillis).toList());
    chart.getStyler().setLegendVisible(false);
    return Charts.png(chart);
  }

  private static CategoryChart bars(String title, String up) {
    CategoryChart chart = Charts.bars(title, "", up);
    chart.getStyler().setXAxisLabelRotation(60).setXAxisMaxLabelCount(30);
    chart.getStyler().setStacked(true);
    return chart;
  }
}
