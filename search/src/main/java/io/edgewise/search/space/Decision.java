package io.edgewise.search.space;

import java.util.List;
import java.util.Map;

/**
 * A named choice between options. It is only met by a walk on which every condition holds; a
 * decision that several branches share exists once.
 *
 * @param name unique in its space
 * @param options at least one, none twice, in the order of their indices
 * @param conditions on earlier decisions; all must hold
 */
public record Decision(String name, List<String> options, List<Condition> conditions) {

  /**
   * Holds when an earlier decision was met and took one of the values.
   *
   * @param decision the earlier decision's name
   * @param values the values that open this branch
   */
  public record Condition(String decision, List<String> values) {
    public Condition {
      values = List.copyOf(values);
    }

    @Override
    public String toString() {
      return decision + (values.size() == 1 ? " is " + values.get(0) : " is one of " + values);
    }
  }

  public Decision {
    options = List.copyOf(options);
    conditions = List.copyOf(conditions);
    if (options.isEmpty() || options.stream().distinct().count() != options.size()) {
      throw new IllegalArgumentException(
          "decision " + name + ": options " + options + " must be at least one, none twice");
    }
  }

  /**
   * Returns whether a walk that chose these values meets this decision.
   *
   * @param values by name, of the earlier decisions that were met
   */
  public boolean isMet(Map<String, String> values) {
    for (Condition condition : conditions) {
      if (!condition.values().contains(values.getOrDefault(condition.decision(), ""))) {
        return false;
      }
    }
    return true;
  }

  /**
   * The index of an option.
   *
   * @throws IllegalArgumentException if there is no such option
   */
  public int indexOf(String option) {
    int index = options.indexOf(option);
    if (index < 0) {
      throw new IllegalArgumentException(
          name + ": is " + option + "; allowed is one of " + options);
    }
    return index;
  }
}
