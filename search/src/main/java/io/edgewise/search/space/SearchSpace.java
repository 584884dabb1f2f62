package io.edgewise.search.space;

import io.edgewise.search.space.Decision.Condition;
import io.edgewise.sim.naming.DidYouMean;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * A tree of named decisions with one deterministic walk, from which sampling, enumeration, mutation
 * and encoding all come.
 */
public final class SearchSpace {

  private final String name;
  private final List<Decision> decisions;
  private final List<Choice> fixed;
  private final Map<String, Decision> byName;
  private final Function<Map<String, String>, ? extends Blueprint> family;

  /**
   * @param decisions in walk order; conditions refer to earlier ones
   * @param family spells the network from the values of the decisions that were met
   * @throws IllegalArgumentException if a name is taken twice or a condition does not refer to an
   *     earlier decision's options
   */
  public SearchSpace(
      String name,
      List<Decision> decisions,
      Function<Map<String, String>, ? extends Blueprint> family) {
    this(name, decisions, List.of(), family);
  }

  /** The networks of a family. */
  public SearchSpace(String name, NetworkFamily family) {
    this(name, family.decisions(), family.fixed(), family::spell);
  }

  private SearchSpace(
      String name,
      List<Decision> decisions,
      List<Choice> fixed,
      Function<Map<String, String>, ? extends Blueprint> family) {
    this.name = name;
    this.decisions = List.copyOf(decisions);
    this.fixed = List.copyOf(fixed);
    this.byName = indexed(this.decisions);
    this.family = family;
  }

  public String name() {
    return name;
  }

  /** Every decision, in walk order. */
  public List<Decision> decisions() {
    return decisions;
  }

  /** The settings that its file leaves no choice of, with their values. */
  public List<Choice> fixed() {
    return fixed;
  }

  /** Visits the decisions in order, asks at each that is met, and spells the network. */
  public Architecture walk(Chooser chooser) {
    List<Choice> choices = new ArrayList<>();
    Map<String, String> values = new HashMap<>();
    for (Decision decision : decisions) {
      if (decision.isMet(values)) {
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

  /** The first option of every decision: where {@link #enumerate()} starts. */
  public Architecture first() {
    return walk(decision -> 0);
  }

  /**
   * The architecture that the values spell.
   *
   * @param values by decision: one for each decision that is met, none for any other
   * @throws IllegalArgumentException that names the decision and its options
   */
  public Architecture of(Map<String, String> values) {
    Architecture architecture =
        walk(
            decision -> {
              String value = values.get(decision.name());
              if (value == null) {
                throw new IllegalArgumentException(
                    decision.name() + ": missing; allowed is one of " + decision.options());
              }
              return decision.indexOf(value);
            });
    requireAllMet(values.keySet(), architecture);
    return architecture;
  }

  /**
   * Every spelling, made as it is asked for: in the order of the options, the last decision
   * changing fastest.
   */
  public Stream<Architecture> enumerate() {
    return Stream.iterate(
            Optional.of(first()),
            Optional::isPresent,
            spelling -> successor(spelling.orElseThrow()))
        .flatMap(Optional::stream);
  }

  /** The exact number of spellings; two of them may be one network. */
  public BigInteger size() {
    return SpaceSize.count(decisions);
  }

  /**
   * Changes one decision that the parent met to another option, both drawn uniformly. The other
   * decisions keep their values; those that are met now and were not before are drawn.
   *
   * @throws IllegalStateException if there is nothing to change
   */
  public Architecture mutate(Architecture parent, RandomGenerator random) {
    List<Choice> open = parent.choices().stream().filter(c -> optionsOf(c) > 1).toList();
    if (open.isEmpty()) {
      throw new IllegalStateException("space " + name + " holds a single architecture");
    }
    Choice changed = open.get(random.nextInt(open.size()));
    Decision decision = decision(changed.decision());
    int shift = 1 + random.nextInt(decision.options().size() - 1);
    int option = (decision.indexOf(changed.value()) + shift) % decision.options().size();
    return replay(
        parent.valuesByDecision(),
        decision,
        option,
        opened -> random.nextInt(opened.options().size()));
  }

  /**
   * Every architecture that differs in one decision which this one met; decisions that are met now
   * and were not before take their first option. In walk order, then in the order of the options.
   */
  public List<Architecture> neighbours(Architecture architecture) {
    Map<String, String> values = architecture.valuesByDecision();
    List<Architecture> neighbours = new ArrayList<>();
    for (Choice choice : architecture.choices()) {
      Decision decision = decision(choice.decision());
      for (int option = 0; option < decision.options().size(); option++) {
        if (!decision.options().get(option).equals(choice.value())) {
          neighbours.add(replay(values, decision, option, opened -> 0));
        }
      }
    }
    return neighbours;
  }

  /** Length of {@link #encode}: the options of all decisions together. */
  public int encodingLength() {
    return decisions.stream().mapToInt(d -> d.options().size()).sum();
  }

  /**
   * One-hot over the options of every decision, in walk order; all zeros for a decision that was
   * not met.
   *
   * @return {@link #encodingLength()} numbers
   */
  public double[] encode(Architecture architecture) {
    Map<String, String> values = architecture.valuesByDecision();
    values.keySet().forEach(this::decision);
    double[] code = new double[encodingLength()];
    int offset = 0;
    for (Decision decision : decisions) {
      String value = values.get(decision.name());
      if (value != null) {
        code[offset + decision.indexOf(value)] = 1;
      }
      offset += decision.options().size();
    }
    return code;
  }

  /** Takes one option, the values where there are any, and asks the chooser for the rest. */
  private Architecture replay(
      Map<String, String> values, Decision changed, int option, Chooser newlyMet) {
    return walk(
        decision -> {
          if (decision.equals(changed)) {
            return option;
          }
          String value = values.get(decision.name());
          return value == null ? newlyMet.choose(decision) : decision.indexOf(value);
        });
  }

  /** The next spelling: the last choice that can go on does, those after it start again. */
  private Optional<Architecture> successor(Architecture spelling) {
    Map<String, String> before = new HashMap<>(spelling.valuesByDecision());
    List<Choice> choices = spelling.choices();
    for (int last = choices.size() - 1; last >= 0; last--) {
      Decision decision = decision(choices.get(last).decision());
      before.remove(decision.name());
      int next = decision.indexOf(choices.get(last).value()) + 1;
      if (next < decision.options().size()) {
        return Optional.of(replay(before, decision, next, opened -> 0));
      }
    }
    return Optional.empty();
  }

  private int optionsOf(Choice choice) {
    return decision(choice.decision()).options().size();
  }

  private Decision decision(String decisionName) {
    Decision decision = byName.get(decisionName);
    if (decision == null) {
      throw new IllegalArgumentException(
          decisionName
              + ": space "
              + name
              + " has no such decision"
              + DidYouMean.hint(decisionName, byName.keySet()));
    }
    return decision;
  }

  private void requireAllMet(Collection<String> names, Architecture architecture) {
    Map<String, String> met = architecture.valuesByDecision();
    for (String given : names) {
      Decision decision = decision(given);
      if (!met.containsKey(given)) {
        throw new IllegalArgumentException(
            given + ": is not decided here; it is only met if " + decision.conditions());
      }
    }
  }

  private static Map<String, Decision> indexed(List<Decision> decisions) {
    Map<String, Decision> earlier = new LinkedHashMap<>();
    for (Decision decision : decisions) {
      for (Condition condition : decision.conditions()) {
        Decision on = earlier.get(condition.decision());
        if (on == null || !on.options().containsAll(condition.values())) {
          throw new IllegalArgumentException(
              "decision "
                  + decision.name()
                  + ": its condition "
                  + condition
                  + " does not refer to options of a decision before it");
        }
      }
      if (earlier.put(decision.name(), decision) != null) {
        throw new IllegalArgumentException(
            "decision " + decision.name() + ": two decisions of that name");
      }
    }
    return earlier;
  }
}
