package io.edgewise.jobs.page;

import io.edgewise.jobs.explain.StoredSettings;
import io.edgewise.jobs.report.Charts;
import io.edgewise.jobs.report.FrontPlot;
import io.edgewise.jobs.report.SearchResult;
import io.edgewise.jobs.report.Spread;
import io.edgewise.search.trial.Trial;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws the pictures of a page that stand still, for documents that cannot hold the page. */
public final class Pictures {

  /** A name longer than this leaves no room for its picture. */
  private static final int LONGEST_NAME = 40;

  /** Reasons are few; what has more of them repeats itself. */
  private static final int MOST_BARS = 20;

  private Pictures() {}

  /**
   * The pictures of a page that there is something to draw for, as PNG, by name; of several
   * searches, the names begin with the searches' ids.
   *
   * @param searches those that the page was made of
   */
  public static Map<String, byte[]> of(Page page, List<SearchHistory> searches) {
    Map<String, byte[]> pictures = new LinkedHashMap<>();
    for (int i = 0; i < searches.size(); i++) {
      String prefix = searches.size() < 2 ? "" : searches.get(i).id() + "-";
      of(searches.get(i), page.searches().get(i))
          .forEach((name, png) -> pictures.put(prefix + name, png));
    }
    if (searches.size() > 1) {
      fronts(searches).ifPresent(png -> pictures.put("fronts", png));
    }
    return pictures;
  }

  private static Map<String, byte[]> of(SearchHistory history, SearchReport report) {
    Map<String, byte[]> pictures = new LinkedHashMap<>();
    front(history).ifPresent(png -> pictures.put("front", png));
    pictures.putAll(NetworkPictures.of(report));
    List<GenerationPoint> generations = report.generations();
    rewards(history, generations).ifPresent(png -> pictures.put("rewards", png));
    gains(history, generations).ifPresent(png -> pictures.put("gains", png));
    report.preferences().stream()
        .filter(preference -> preference.options().size() > 1)
        .findFirst()
        .ifPresent(open -> pictures.put("choices", choices(history, open)));
    if (!report.rejections().isEmpty()) {
      pictures.put("rejections", rejections(history, report.rejections()));
    }
    if (!generations.isEmpty()) {
      pictures.put("time", time(history, generations));
    }
    if (!report.timeline().runs().isEmpty()) {
      pictures.put("trainings", TimelinePicture.png(history.id().value(), report.timeline()));
    }
    return pictures;
  }

  /** Draws the fronts of several searches over each other; empty if none has a front. */
  private static Optional<byte[]> fronts(List<SearchHistory> searches) {
    XYChart chart =
        Charts.lines(
            "fronts of " + searches.size() + " searches", "simulated latency, ms", "accuracy, %");
    for (SearchHistory search : searches) {
      List<Trial> front = search.result().front();
      double[] latencies = front.stream().mapToDouble(SearchResult::latencyMillis).toArray();
      if (front.size() > 0 && Arrays.stream(latencies).allMatch(Double::isFinite)) {
        chart.addSeries(
            search.id().value(),
            latencies,
            front.stream().mapToDouble(t -> 100 * SearchResult.accuracy(t)).toArray());
      }
    }
    return chart.getSeriesMap().isEmpty() ? Optional.empty() : Optional.of(Charts.png(chart));
  }

  private static Optional<byte[]> front(SearchHistory history) {
    Optional<Double> target =
        new StoredSettings(history.provenance()).number("reward.target-millis");
    SearchResult result =
        SearchResult.of(
            history.trials().stream()
                .filter(
                    t -> t.latency().filter(r -> Double.isFinite(r.latencyMillis())).isPresent())
                .toList());
    return target.isEmpty() || result.measured().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new FrontPlot(history.id() + ": accuracy", target.get(), history.baselines())
                .png(result));
  }

  private static Optional<byte[]> rewards(SearchHistory history, List<GenerationPoint> all) {
    List<GenerationPoint> points = all.stream().filter(p -> p.rewards().isPresent()).toList();
    if (points.isEmpty()) {
      return Optional.empty();
    }
    XYChart chart = Charts.lines(history.id() + ": reward by generation", "generation", "reward");
    line(chart, "best", points, Spread::highest);
    line(chart, "upper quartile", points, Spread::upperQuartile);
    line(chart, "median", points, Spread::median);
    line(chart, "lower quartile", points, Spread::lowerQuartile);
    line(chart, "worst", points, Spread::lowest);
    return Optional.of(Charts.png(chart));
  }

  private static void line(
      XYChart chart, String name, List<GenerationPoint> points, ToDoubleFunction<Spread> value) {
    chart
        .addSeries(
            name,
            points.stream().mapToDouble(GenerationPoint::generation).toArray(),
            points.stream().mapToDouble(p -> value.applyAsDouble(p.rewards().get())).toArray())
        .setMarker(SeriesMarkers.CIRCLE);
  }

  private static Optional<byte[]> gains(SearchHistory history, List<GenerationPoint> all) {
    List<GenerationPoint> points =
        all.stream().filter(p -> p.expectedGain().isPresent() && p.gain().isPresent()).toList();
    if (points.isEmpty()) {
      return Optional.empty();
    }
    CategoryChart chart = bars(history.id() + ": gain of the best reward", "generation", "gain");
    List<Integer> numbers = points.stream().map(GenerationPoint::generation).toList();
    chart.addSeries("expected", numbers, points.stream().map(p -> p.expectedGain().get()).toList());
    chart.addSeries("came", numbers, points.stream().map(p -> p.gain().get()).toList());
    return Optional.of(Charts.png(chart));
  }

  /** The first decision that is open; the page has a choice of all. */
  private static byte[] choices(SearchHistory history, Preference open) {
    CategoryChart chart =
        bars(
            history.id() + ": share of each " + shortened(open.decision()),
            "generation",
            "share of the trainings, %");
    chart.getStyler().setStacked(true);
    List<Integer> numbers =
        history.generations().stream().map(generation -> generation.generation()).toList();
    for (int i = 0; i < open.options().size(); i++) {
      int option = i;
      chart.addSeries(
          shortened(open.options().get(i)),
          numbers,
          open.counts().stream().map(row -> percent(row, option)).toList());
    }
    return Charts.png(chart);
  }

  private static double percent(List<Integer> row, int option) {
    int all = row.stream().mapToInt(Integer::intValue).sum();
    return all == 0 ? 0 : 100.0 * row.get(option) / all;
  }

  private static byte[] rejections(SearchHistory history, List<Rejection> rejections) {
    CategoryChart chart = bars(history.id() + ": rejected and failed, by reason", "", "trials");
    List<Rejection> shown = rejections.subList(0, Math.min(MOST_BARS, rejections.size()));
    chart.addSeries(
        "trials",
        shown.stream().map(r -> shortened(r.kind() + ": " + r.reason())).toList(),
        shown.stream().map(Rejection::count).toList());
    chart.getStyler().setLegendVisible(false);
    return Charts.png(chart);
  }

  private static byte[] time(SearchHistory history, List<GenerationPoint> generations) {
    CategoryChart chart = bars(history.id() + ": time of a generation", "generation", "seconds");
    chart.getStyler().setStacked(true);
    List<Integer> numbers = generations.stream().map(GenerationPoint::generation).toList();
    part(chart, "screening", numbers, generations, GenerationPoint::screeningMillis);
    part(chart, "training", numbers, generations, GenerationPoint::trainingMillis);
    part(chart, "the rest", numbers, generations, GenerationPoint::restMillis);
    return Charts.png(chart);
  }

  private static void part(
      CategoryChart chart,
      String name,
      List<Integer> numbers,
      List<GenerationPoint> generations,
      ToDoubleFunction<GenerationPoint> millis) {
    chart.addSeries(
        name, numbers, generations.stream().map(g -> millis.applyAsDouble(g) / 1e3).toList());
  }

  private static CategoryChart bars(String title, String across, String up) {
    CategoryChart chart = Charts.bars(title, across, up);
    chart.getStyler().setXAxisLabelRotation(30).setXAxisMaxLabelCount(20);
    return chart;
  }

  static String shortened(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
  }
}
