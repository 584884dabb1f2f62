package io.edgewise.jobs.explain;

import io.edgewise.jobs.console.TextTable;
import io.edgewise.jobs.explain.Influence.Effect;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;

/** Tells people what a search's networks depend on, in lines of at most 80 columns. */
public final class ExplanationText {

  /** Decisions whose options are shown one by one; the others are named. */
  private static final int SHOWN = 5;

  private static final int BAR = 24;
  private static final int LONGEST_OPTION = 12;
  private static final int LONGEST_DECISION = 44;

  private ExplanationText() {}

  /** The lines for a search. */
  public static List<String> of(SearchExplanation search) {
    List<String> lines = new ArrayList<>();
    lines.add(search.search() + ": what its networks depend on");
    lines.add(
        String.format(
            Locale.ROOT,
            "%,d networks trained to the end; %d of their %d decisions vary",
            search.networks(),
            search.varied(),
            search.decisions()));
    if (search.learned() < search.networks()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "learned from %,d of them, taken evenly from the whole search",
              search.learned()));
    }
    for (Explanation target : search.targets()) {
      lines.add("");
      lines.addAll(target(target));
    }
    if (search.isTold()) {
      lines.add("");
      lines.add("R2 is out of bag: of predictions by trees that did not see the network.");
      lines.add("importance: what the predictions' squared error rises by, as a share of the");
      lines.add("variance, when the decision's options are shuffled; ± its standard error.");
      lines.add("bars: the prediction, on average, if all networks took that option.");
    }
    return lines;
  }

  private static List<String> target(Explanation target) {
    if (!target.told()) {
      return List.of(
          String.format(
              Locale.ROOT,
              "%s: nothing that the decisions explain (R2 %.2f)",
              target.target().label(),
              target.explained()));
    }
    List<Influence> influences = target.influences();
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s: R2 %.2f; %s",
            target.target().label(),
            target.explained(),
            influences.isEmpty()
                ? "no single decision stands out"
                : influences.size()
                    + (influences.size() == 1 ? " decision matters" : " decisions matter")));
    List<Influence> shown = influences.subList(0, Math.min(SHOWN, influences.size()));
    DoubleSummaryStatistics range =
        shown.stream()
            .flatMap(influence -> influence.effects().stream())
            .mapToDouble(Effect::value)
            .summaryStatistics();
    shown.forEach(influence -> lines.addAll(influence(target.target(), influence, range)));
    if (influences.size() > SHOWN) {
      lines.add("  and:");
      influences.subList(SHOWN, influences.size()).forEach(rest -> lines.add("  " + head(rest)));
    }
    return lines;
  }

  private static String head(Influence influence) {
    return String.format(
        Locale.ROOT,
        "%s: importance %.2f ±%.2f",
        shortened(influence.decision(), LONGEST_DECISION),
        influence.share(),
        influence.standardError());
  }

  private static List<String> influence(
      Target target, Influence influence, DoubleSummaryStatistics range) {
    TextTable table = new TextTable().left("").left("").right("", "");
    for (Effect effect : influence.effects()) {
      table.row(
          shortened(effect.option(), LONGEST_OPTION),
          bar(effect.value(), range),
          target.text(effect.value()),
          String.format(Locale.ROOT, "%,d tried", effect.networks()));
    }
    List<String> lines = new ArrayList<>(List.of("  " + head(influence)));
    table.lines().forEach(line -> lines.add("    " + line));
    return lines;
  }

  /** The lowest value of a target's bars has one mark, so that all are seen. */
  private static String bar(double value, DoubleSummaryStatistics range) {
    double span = range.getMax() - range.getMin();
    double share = span > 0 ? (value - range.getMin()) / span : 1;
    int marks = 1 + (int) Math.round(share * (BAR - 1));
    return "#".repeat(marks) + " ".repeat(BAR - marks);
  }

  private static String shortened(String name, int most) {
    return name.length() <= most ? name : name.substring(0, most - 1) + "…";
  }
}
