package io.edgewise.jobs.explain;

import io.edgewise.jobs.console.TextTable;
import io.edgewise.search.controller.Expectation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells people why a network was tried and what could be better, in lines of 80 columns or so. */
public final class NetworkText {

  /** Changes that are shown; all are in the JSON. */
  private static final int SHOWN = 8;

  /** The words of somebody else's trainer may be of any length. */
  private static final int LONGEST_OUTCOME = 400;

  private static final int LONGEST_NAME = 30;
  private static final int LONGEST_OPTION = 10;
  private static final int LONGEST_DIFFERENCE = 34;

  private NetworkText() {}

  /** The lines for a network. */
  public static List<String> of(NetworkExplanation network) {
    List<String> lines = new ArrayList<>();
    lines.add(network.search() + " " + network.trial() + " (" + network.architecture() + ")");
    lines.add(shortened(network.outcome().replaceAll("\\p{Cntrl}", " "), LONGEST_OUTCOME));
    lines.add(measured(network));
    lines.add("");
    lines.addAll(proposal(network.proposal()));
    lines.add(expected(network));
    lines.add("");
    lines.addAll(neighbours(network.neighbours()));
    lines.add("");
    lines.addAll(faster(network));
    lines.add("");
    lines.addAll(moreAccurate(network));
    return lines;
  }

  private static String measured(NetworkExplanation network) {
    return Stream.of(
            shown(Target.ACCURACY, network.accuracy()),
            shown(Target.LATENCY, network.latencyMillis()),
            shown(Target.REWARD, network.reward()))
        .flatMap(Optional::stream)
        .collect(Collectors.joining(", "));
  }

  private static Optional<String> shown(Target target, Optional<Double> value) {
    return value.map(v -> target.label() + " " + target.text(v));
  }

  private static List<String> proposal(Proposal proposal) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "proposed in generation %d, begun %s, by controller %s:",
            proposal.generation(),
            proposal.begun(),
            proposal.controller()));
    lines.add(
        String.format(
            Locale.ROOT,
            "one of %,d proposals, of which %,d were trained",
            proposal.proposed(),
            proposal.trained()));
    proposal.repeats().ifPresent(trial -> lines.add("not trained again: it repeats " + trial));
    return lines;
  }

  private static String expected(NetworkExplanation network) {
    Foresight foresight = network.foresight();
    if (foresight.expectation().isEmpty()) {
      return "expected: not known; " + foresight.reason().orElse("");
    }
    Expectation expectation = foresight.expectation().get();
    return String.format(
        Locale.ROOT,
        "expected: reward %.4f, with 95 %% confidence %.4f to %.4f%s",
        expectation.reward(),
        expectation.lowest(),
        expectation.highest(),
        network
            .reward()
            .map(reward -> String.format(Locale.ROOT, "; it came to %.4f", reward))
            .orElse(""));
  }

  private static List<String> neighbours(List<Neighbour> neighbours) {
    TextTable table =
        new TextTable().left("nearest", "differs in").right("accuracy", "latency", "reward");
    for (Neighbour neighbour : neighbours) {
      table.row(
          neighbour.trial(),
          differences(neighbour.differences()),
          Target.ACCURACY.text(neighbour.accuracy()),
          Target.LATENCY.text(neighbour.latencyMillis()),
          Target.REWARD.text(neighbour.reward()));
    }
    return table.lines();
  }

  private static String differences(List<Neighbour.Difference> differences) {
    return shortened(
        differences.size()
            + ": "
            + differences.stream()
                .limit(LONGEST_DIFFERENCE)
                .map(d -> d.decision() + " " + d.own().orElse("-") + "→" + d.other().orElse("-"))
                .collect(Collectors.joining(", ")),
        LONGEST_DIFFERENCE);
  }

  private static List<String> faster(NetworkExplanation network) {
    return changes(
        network.prospects().stream()
            .filter(Prospect::isFaster)
            .sorted(Comparator.comparingDouble(p -> p.change().latencyMillis()))
            .toList(),
        "single changes that make it faster (simulated)",
        "no single change makes it faster, or the simulator no longer says what it said");
  }

  private static List<String> moreAccurate(NetworkExplanation network) {
    return changes(
        network.prospects().stream()
            .filter(Prospect::isMoreAccurate)
            .sorted(Comparator.comparingDouble((Prospect p) -> p.gain().orElse(0.0)).reversed())
            .toList(),
        "single changes that make it more accurate (predicted by the forest)",
        network.accuracyTold()
            ? "no single change is predicted to make it more accurate"
            : "of no decision it is sure that the accuracy depends on it: no change is predicted");
  }

  private static List<String> changes(List<Prospect> prospects, String title, String none) {
    if (prospects.isEmpty()) {
      return List.of(none);
    }
    TextTable table =
        new TextTable().left("decision", "from", "to").right("latency", "saved", "accuracy");
    for (Prospect prospect : prospects.subList(0, Math.min(SHOWN, prospects.size()))) {
      Change change = prospect.change();
      table.row(
          shortened(change.decision(), LONGEST_NAME),
          shortened(change.from(), LONGEST_OPTION),
          shortened(change.to(), LONGEST_OPTION),
          Target.LATENCY.text(change.latencyMillis()),
          String.format(Locale.ROOT, "%.3f", change.savedMillis()),
          prospect.gain().map(gain -> String.format(Locale.ROOT, "%+.2f", 100 * gain)).orElse(""));
    }
    List<String> lines = new ArrayList<>(List.of(title));
    lines.addAll(table.lines());
    return lines;
  }

  private static String shortened(String name, int most) {
    return name.length() <= most ? name : name.substring(0, most - 1) + "…";
  }
}
