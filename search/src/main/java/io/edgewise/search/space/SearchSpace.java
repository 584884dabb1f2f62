package io.edgewise.search.space;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * A tree of named decisions with one deterministic walk, from which sampling, enumeration, mutation
 * and encoding all come.
 */
public final class SearchSpace {

  private final String name;
  private final List<Decision> decisions;
  private final Function<Map<String, String>, Blueprint> family;

  /**
   * @param decisions in walk order; conditions refer to earlier ones
   * @param family spells the network from the values of the decisions that were met
   * @throws IllegalArgumentException if a name is taken twice or a condition does not refer to an
   *     earlier decision's options
   */
  public SearchSpace(
      String name, List<Decision> decisions, Function<Map<String, String>, Blueprint> family) {
    this.name = name;
    this.decisions = List.copyOf(decisions);
    this.family = family;
    requireOrdered(this.decisions);
  }

  public String name() {
    return name;
  }

  /** Every decision, in walk order. */
  public List<Decision> decisions() {
    return decisions;
  }

  /** Visits the decisions in order, asks at each that is met, and spells the network. */
  public Architecture walk(Chooser chooser) {
    List<Choice> choices = new ArrayList<>();
    Map<String, String> values = new HashMap<>();
    for (Decision decision : decisions) {
      if (isMet(decision, values)) {
        String value = decision.options().get(chooser.choose(decision));
        choices.add(new Choice(decision.name(), value));
        values.put(decision.name(), value);
      }
    }
    return new Architecture(choices, family.apply(values));
  }

  /** Draws each decision uniformly. */
  public Architecture sample(RandomGenerator random) {
    return walk(decision -> random.nextInt(decision.options().size()));
  }

  private static boolean isMet(Decision decision, Map<String, String> values) {
    return decision.conditions().stream()
        .allMatch(c -> c.values().contains(values.getOrDefault(c.decision(), "")));
  }

  private static void requireOrdered(List<Decision> decisions) {
    Set<String> earlier = new HashSet<>();
    for (Decision decision : decisions) {
      for (Decision.Condition condition : decision.conditions()) {
        if (!earlier.contains(condition.decision())) {
          throw new IllegalArgumentException(
              "decision "
                  + decision.name()
                  + ": its condition refers to "
                  + condition.decision()
                  + ", which does not come before it");
        }
      }
      if (!earlier.add(decision.name())) {
        throw new IllegalArgumentException(
            "decision " + decision.name() + ": two decisions of that name");
      }
    }
  }
}
