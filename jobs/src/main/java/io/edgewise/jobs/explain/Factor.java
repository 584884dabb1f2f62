package io.edgewise.jobs.explain;

import io.edgewise.search.space.Architecture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A factor is a decision of which the networks at hand took more than one option.
 *
 * @param options those that were taken, numbers by their size
 * @param taken for each network the place of its option, or {@link #NOT_MET}
 */
record Factor(String decision, List<String> options, int[] taken) {

  /** A network that does not meet a decision takes none of its options. */
  static final int NOT_MET = -1;

  /** The place of an option that no network took. */
  static final int NOT_TAKEN = -1;

  /** One factor a decision that varies, in the order in which networks meet them. */
  static List<Factor> of(List<Architecture> networks) {
    Set<String> decisions = new LinkedHashSet<>();
    networks.forEach(network -> network.choices().forEach(c -> decisions.add(c.decision())));
    List<Map<String, String>> values =
        networks.stream().map(Architecture::valuesByDecision).toList();
    List<Factor> factors = new ArrayList<>();
    for (String decision : decisions) {
      TreeSet<String> options = new TreeSet<>(OptionOrder.BY_SIZE);
      values.stream()
          .filter(v -> v.containsKey(decision))
          .forEach(v -> options.add(v.get(decision)));
      if (options.size() > 1) {
        factors.add(of(decision, List.copyOf(options), values));
      }
    }
    return factors;
  }

  private static Factor of(
      String decision, List<String> options, List<Map<String, String>> values) {
    return new Factor(
        decision,
        options,
        values.stream().mapToInt(v -> options.indexOf(v.getOrDefault(decision, ""))).toArray());
  }

  /** Returns whether the options are numbers, which have an order. */
  boolean isOrdered() {
    return options.stream().allMatch(OptionOrder::isNumber);
  }

  /** The networks that meet the decision. */
  int[] meeting() {
    return IntStream.range(0, taken.length).filter(i -> taken[i] != NOT_MET).toArray();
  }

  /** Counts the networks that took each option. */
  int[] counts() {
    int[] counts = new int[options.size()];
    Arrays.stream(taken).filter(option -> option != NOT_MET).forEach(option -> counts[option]++);
    return counts;
  }

  /** The option that most networks took; the first of several. */
  int usual() {
    int[] counts = counts();
    return IntStream.range(0, counts.length)
        .reduce((a, b) -> counts[b] > counts[a] ? b : a)
        .orElseThrow();
  }

  /** The place of a network's option, as a forest takes it. */
  double feature(int network) {
    return taken[network] == NOT_MET ? usual() : taken[network];
  }

  /**
   * The same of any network. One that does not meet the decision is taken to have the usual option,
   * so that what comes of not meeting it is told of the decision that it hangs on.
   *
   * @param values of the network by decision
   * @return {@link #NOT_TAKEN} for an option that none of the networks at hand took
   */
  double feature(Map<String, String> values) {
    String value = values.get(decision);
    return value == null ? usual() : options.indexOf(value);
  }
}
