package io.edgewise.jobs.explain;

import io.edgewise.jobs.report.SearchResult;
import io.edgewise.search.trial.Trial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A neighbour is another measured network of few other choices.
 *
 * @param trial generation/candidate
 * @param differences one or more, in the order of the decisions
 */
public record Neighbour(
    String trial,
    String architecture,
    List<Difference> differences,
    double accuracy,
    double latencyMillis,
    double reward) {

  private static final int NEAREST = 5;

  public Neighbour {
    differences = List.copyOf(differences);
  }

  /**
   * A difference is a decision of which two networks took different options.
   *
   * @param own the option of the network at hand; empty if it does not meet the decision
   * @param other the neighbour's
   */
  public record Difference(String decision, Optional<String> own, Optional<String> other) {}

  /** The measured networks that differ from a network in the fewest decisions, nearest first. */
  static List<Neighbour> nearest(Trial network, List<Trial> measured) {
    return measured.stream()
        .filter(other -> !other.architecture().id().equals(network.architecture().id()))
        .map(other -> of(network, other))
        .sorted(Comparator.comparingInt(neighbour -> neighbour.differences().size()))
        .limit(NEAREST)
        .toList();
  }

  private static Neighbour of(Trial network, Trial other) {
    return new Neighbour(
        other.key().toString(),
        other.architecture().id().hex(),
        differences(network, other),
        SearchResult.accuracy(other),
        SearchResult.latencyMillis(other),
        other.reward());
  }

  private static List<Difference> differences(Trial network, Trial other) {
    Map<String, String> own = network.architecture().valuesByDecision();
    Map<String, String> others = other.architecture().valuesByDecision();
    Set<String> decisions = new LinkedHashSet<>();
    network.architecture().choices().forEach(choice -> decisions.add(choice.decision()));
    other.architecture().choices().forEach(choice -> decisions.add(choice.decision()));
    List<Difference> differences = new ArrayList<>();
    for (String decision : decisions) {
      Optional<String> mine = Optional.ofNullable(own.get(decision));
      Optional<String> theirs = Optional.ofNullable(others.get(decision));
      if (!mine.equals(theirs)) {
        differences.add(new Difference(decision, mine, theirs));
      }
    }
    return differences;
  }
}
