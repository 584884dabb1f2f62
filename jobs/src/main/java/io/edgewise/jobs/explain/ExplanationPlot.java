package io.edgewise.jobs.explain;

import io.edgewise.jobs.report.Charts;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.knowm.xchart.CategoryChart;

/** Draws what a search's networks depend on. */
public final class ExplanationPlot {

  /** A name longer than this leaves no room for its picture. */
  private static final int LONGEST_NAME = 30;

  private ExplanationPlot() {}

  /** The importance of each decision for each target as PNG; empty if none matters. */
  public static Optional<byte[]> png(SearchExplanation search) {
    Set<String> decisions = new LinkedHashSet<>();
    search.targets().forEach(t -> t.influences().forEach(i -> decisions.add(i.decision())));
    if (decisions.isEmpty()) {
      return Optional.empty();
    }
    CategoryChart chart =
        Charts.bars(
            search.search() + ": decisions that matter", "", "importance, share of variance");
    chart.getStyler().setXAxisLabelRotation(30);
    List<String> names = decisions.stream().map(ExplanationPlot::shortened).toList();
    for (Explanation target : search.targets()) {
      if (!target.influences().isEmpty()) {
        chart.addSeries(
            target.target().label(),
            names,
            decisions.stream().map(decision -> share(target, decision)).toList());
      }
    }
    return Optional.of(Charts.png(chart));
  }

  private static double share(Explanation target, String decision) {
    return target.influences().stream()
        .filter(influence -> influence.decision().equals(decision))
        .mapToDouble(Influence::share)
        .findFirst()
        .orElse(0);
  }

  private static String shortened(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
  }
}
