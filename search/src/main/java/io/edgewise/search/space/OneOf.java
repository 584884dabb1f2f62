package io.edgewise.search.space;

import io.edgewise.search.space.Decision.Condition;
import io.edgewise.sim.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * One setting of a family with the values that its space file allows: a {@link Decision} where
 * there are several, a constant that no controller is asked about where there is one.
 *
 * @param name the decision's name
 * @param options at least one, in the file's order
 * @param texts the options as a walk names them
 */
public record OneOf<T>(
    String name, List<T> options, List<String> texts, List<Condition> conditions) {

  public OneOf {
    options = List.copyOf(options);
    texts = List.copyOf(texts);
    conditions = List.copyOf(conditions);
  }

  /** One whose options are named as settings files write them. */
  public OneOf(String name, List<T> options, List<Condition> conditions) {
    this(name, options, options.stream().map(OneOf::text).toList(), conditions);
  }

  /** The decision; none for a constant. */
  public Stream<Decision> decision() {
    return options.size() == 1 ? Stream.empty() : Stream.of(new Decision(name, texts, conditions));
  }

  /** The single value, if it is a constant. */
  public Stream<Choice> constant() {
    return options.size() == 1 ? Stream.of(new Choice(name, texts.get(0))) : Stream.empty();
  }

  /**
   * The value that was chosen.
   *
   * @param values what a walk chose, by decision; must hold this one unless it is a constant
   */
  public T in(Map<String, String> values) {
    if (options.size() == 1) {
      return options.get(0);
    }
    String chosen = values.getOrDefault(name, "");
    int index = texts.indexOf(chosen);
    if (index < 0) {
      throw new IllegalStateException(name + " = " + chosen + " is no option");
    }
    return options.get(index);
  }

  /**
   * The condition that this takes a value for which the predicate holds; none if it always does.
   */
  public List<Condition> when(Predicate<T> holds) {
    List<String> values = options.stream().filter(holds).map(OneOf::text).toList();
    return values.size() == options.size() ? List.of() : List.of(new Condition(name, values));
  }

  private static String text(Object option) {
    return option instanceof Enum<?> constant ? Settings.label(constant) : option.toString();
  }
}
