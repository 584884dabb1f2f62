package io.edgewise.sim.settings;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A kind of value that a key of a settings file may have.
 *
 * @param words what is allowed, as messages say it
 * @param instead a harmless value for one that is not allowed, so that reading can go on
 * @param read a value as Java has it; null if it is not allowed
 */
record ValueKind<T>(String words, T instead, Function<ConfigValue, @Nullable T> read) {

  /** A text that is not empty. */
  static ValueKind<String> text() {
    return new ValueKind<>("a text", "?", ValueKind::filledText);
  }

  /** A whole number within bounds, to its last digit. */
  static ValueKind<Long> whole(long min, long max) {
    return new ValueKind<>(
        "a whole number from " + min + " to " + max,
        min,
        v -> {
          @Nullable Double number = wholeInRange(v, min, max);
          return number == null ? null : Long.valueOf(((Number) v.unwrapped()).longValue());
        });
  }

  /** A finite number within bounds. */
  static ValueKind<Double> number(double min, double max) {
    return new ValueKind<>("a number from " + min + " to " + max, min, v -> inRange(v, min, max));
  }

  /** A length of time above zero with its unit. */
  static ValueKind<Duration> time() {
    return new ValueKind<>(
        "a time with its unit, such as 90m or 8h", Duration.ofHours(1), ValueKind::timeOf);
  }

  /** {@code true} or {@code false}. */
  static ValueKind<Boolean> flag() {
    return new ValueKind<>(
        "true or false",
        false,
        v -> v.valueType() == ConfigValueType.BOOLEAN ? (Boolean) v.unwrapped() : null);
  }

  /** One of the words. */
  static ValueKind<String> word(List<String> words) {
    return new ValueKind<>(
        "one of " + String.join(", ", words),
        words.get(0),
        v -> words.contains(v.unwrapped().toString()) ? v.unwrapped().toString() : null);
  }

  /** One of an enum's constants, in lower case with hyphens. */
  static <E extends Enum<E>> ValueKind<E> constant(Class<E> type) {
    E[] constants = type.getEnumConstants();
    List<String> names = Settings.labels(type);
    return new ValueKind<>(
        "one of " + String.join(", ", names),
        constants[0],
        v -> {
          int index = names.indexOf(v.unwrapped().toString());
          return index < 0 ? null : constants[index];
        });
  }

  /** A list of texts, which may be empty, none twice. */
  static ValueKind<List<String>> texts() {
    return new ValueKind<>(
        "a list of texts",
        List.of(),
        v ->
            v instanceof ConfigList l && l.isEmpty()
                ? List.of()
                : list(
                    v,
                    e ->
                        e.valueType() == ConfigValueType.STRING ? e.unwrapped().toString() : null));
  }

  /** A list of texts, which may be empty, in which a text may be there twice. */
  static ValueKind<List<String>> commandWords() {
    return new ValueKind<>(
        "a list of texts",
        List.of(),
        v ->
            v instanceof ConfigList l
                    && l.stream().allMatch(e -> e.valueType() == ConfigValueType.STRING)
                ? l.stream().map(e -> e.unwrapped().toString()).toList()
                : null);
  }

  /** A list of so many numbers within bounds, none smaller than the one before it. */
  static ValueKind<List<Double>> rising(int count, double min, double max) {
    return new ValueKind<>(
        "a list of " + count + " rising numbers from " + min + " to " + max,
        Collections.nCopies(count, min),
        v -> risingIn(v, count, min, max));
  }

  /** A section. */
  static ValueKind<ConfigObject> section() {
    return new ValueKind<>(
        "a section { … }",
        ConfigFactory.empty().root(),
        v -> v instanceof ConfigObject o ? o : null);
  }

  /** A list of at least one section. */
  static ValueKind<List<ConfigObject>> sections() {
    return new ValueKind<>(
        "a list of sections [ { … }, … ]",
        List.of(),
        v ->
            v instanceof ConfigList l
                    && !l.isEmpty()
                    && l.stream().allMatch(ConfigObject.class::isInstance)
                ? l.stream().map(ConfigObject.class::cast).toList()
                : null);
  }

  /** A list of at least one value of this kind, none twice. */
  ValueKind<List<T>> list(String words) {
    return new ValueKind<>(words, List.of(instead), v -> list(v, read));
  }

  /** A value of this kind, or a word that stands for none. */
  ValueKind<Optional<T>> unless(String word) {
    return new ValueKind<>(
        word + " or " + words,
        Optional.empty(),
        v ->
            v.unwrapped().equals(word)
                ? Optional.empty()
                : Optional.ofNullable(read.apply(v)).map(Optional::of).orElse(null));
  }

  /** This kind, with more said of what is allowed. */
  ValueKind<T> saying(String more) {
    return new ValueKind<>(words + more, instead, read);
  }

  /** A value as messages show it, cut where it is long. */
  static String shown(ConfigValue value) {
    String text = value.render(ConfigRenderOptions.concise());
    return text.length() <= 80 ? text : text.substring(0, 77) + "…";
  }

  private static @Nullable String filledText(ConfigValue value) {
    return value.valueType() == ConfigValueType.STRING && !value.unwrapped().toString().isBlank()
        ? value.unwrapped().toString().trim()
        : null;
  }

  private static @Nullable Duration timeOf(ConfigValue value) {
    if (value.valueType() != ConfigValueType.STRING) {
      return null; // HOCON would take a bare number for milliseconds, which nobody means here.
    }
    try {
      Duration duration = value.atKey("t").getDuration("t");
      return duration.isNegative() || duration.isZero() ? null : duration;
    } catch (ConfigException e) {
      return null;
    }
  }

  private static @Nullable List<Double> risingIn(
      ConfigValue value, int count, double min, double max) {
    if (!(value instanceof ConfigList elements) || elements.size() != count) {
      return null;
    }
    List<Double> result = new ArrayList<>();
    for (ConfigValue element : elements) {
      @Nullable Double one =
          inRange(element, result.isEmpty() ? min : result.get(result.size() - 1), max);
      if (one == null) {
        return null;
      }
      result.add(one);
    }
    return result;
  }

  private static <E> @Nullable List<E> list(
      ConfigValue value, Function<ConfigValue, @Nullable E> read) {
    if (!(value instanceof ConfigList elements) || elements.isEmpty()) {
      return null;
    }
    List<E> result = new ArrayList<>();
    for (ConfigValue element : elements) {
      @Nullable E one = read.apply(element);
      if (one == null || result.contains(one)) {
        return null;
      }
      result.add(one);
    }
    return List.copyOf(result);
  }

  private static @Nullable Double wholeInRange(ConfigValue value, double min, double max) {
    @Nullable Double number = inRange(value, min, max);
    return number == null || number != Math.rint(number) ? null : number;
  }

  private static @Nullable Double inRange(ConfigValue value, double min, double max) {
    if (value.valueType() != ConfigValueType.NUMBER) {
      return null;
    }
    double number = ((Number) value.unwrapped()).doubleValue();
    return number >= min && number <= max ? number : null;
  }
}
