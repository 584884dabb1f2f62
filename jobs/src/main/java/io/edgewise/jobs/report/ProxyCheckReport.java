package io.edgewise.jobs.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.edgewise.jobs.console.TextTable;
import io.edgewise.search.fidelity.Fidelity;
import io.edgewise.search.fidelity.Measure;
import io.edgewise.search.fidelity.RankCorrelation;
import io.edgewise.search.fidelity.SeedNoise;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The report is what proxy-check found, for eyes and for programs.
 *
 * @param full how the networks were trained at full length
 * @param accuracies accuracies of the networks at full length
 * @param leastTau that a recommended proxy must reach
 */
public record ProxyCheckReport(
    String space, String full, double[] accuracies, List<Measure> measures, double leastTau) {

  private static final JsonMapper JSON = new JsonMapper();

  /** A table, cheapest last, and the recommendation. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%d networks of space %s at full length (%s): accuracy %.1f to %.1f %%",
            accuracies.length,
            space,
            full,
            100 * Arrays.stream(accuracies).min().orElse(Double.NaN),
            100 * Arrays.stream(accuracies).max().orElse(Double.NaN)));
    TextTable table =
        new TextTable()
            .left("ranked by", "tau [95 %]", "rho [95 %]")
            .left("tau of best quarter", "rho of best quarter")
            .right("chance", "time");
    measures.forEach(measure -> table.row(row(measure)));
    table.lines().forEach(line -> lines.add("  " + line));
    lines.add(recommendation());
    return lines;
  }

  private static List<String> row(Measure measure) {
    Fidelity fidelity = measure.fidelity();
    return List.of(
        measure.name(),
        text(fidelity.tau()),
        text(fidelity.rho()),
        text(fidelity.topTau()),
        text(fidelity.topRho()),
        measure
            .noise()
            .map(n -> String.format(Locale.ROOT, "%.0f %%", 100 * n.share()))
            .orElse("-"),
        measure.isProxy() ? String.format(Locale.ROOT, "%.1f %%", 100 * measure.cost()) : "none");
  }

  private static String text(RankCorrelation correlation) {
    return Double.isNaN(correlation.value())
        ? "all equal"
        : String.format(
            Locale.ROOT,
            "%.2f [%.2f, %.2f]",
            correlation.value(),
            correlation.low(),
            correlation.high());
  }

  private String recommendation() {
    return Measure.cheapest(measures, leastTau)
        .map(
            m ->
                String.format(
                    Locale.ROOT,
                    "recommended: %s, the cheapest with tau of at least %.2f",
                    m.name(),
                    leastTau))
        .orElse(
            String.format(
                Locale.ROOT,
                "no proxy reaches a tau of %.2f: try more --epochs, a larger proxy.width-factor or more dataset.examples",
                leastTau));
  }

  /**
   * {@code {"space", "full", "networks", "least_tau", "recommended", "measures": [{"name", "proxy",
   * "time", "tau": {"value", "low", "high"}, "rho", "top_tau", "top_rho", "seed_deviation",
   * "chance"}]}}; {@code time} is relative to full length; what is not a number is null.
   */
  public String json() {
    ObjectNode root = JSON.createObjectNode();
    Optional<Measure> recommended = Measure.cheapest(measures, leastTau);
    root.put("space", space)
        .put("full", full)
        .put("networks", accuracies.length)
        .put("least_tau", leastTau)
        .put("recommended", recommended.map(Measure::name).orElse(null));
    ArrayNode array = root.putArray("measures");
    for (Measure measure : measures) {
      ObjectNode node = array.addObject();
      node.put("name", measure.name()).put("proxy", measure.isProxy()).put("time", measure.cost());
      write(node.putObject("tau"), measure.fidelity().tau());
      write(node.putObject("rho"), measure.fidelity().rho());
      write(node.putObject("top_tau"), measure.fidelity().topTau());
      write(node.putObject("top_rho"), measure.fidelity().topRho());
      number(node, "seed_deviation", measure.noise().map(SeedNoise::deviation).orElse(Double.NaN));
      number(node, "chance", measure.noise().map(SeedNoise::share).orElse(Double.NaN));
    }
    return root.toPrettyString();
  }

  private static void write(ObjectNode node, RankCorrelation correlation) {
    number(node, "value", correlation.value());
    number(node, "low", correlation.low());
    number(node, "high", correlation.high());
  }

  private static void number(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    } else {
      node.putNull(name);
    }
  }
}
