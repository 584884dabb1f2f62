package io.edgewise.sim.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.edgewise.sim.naming.DidYouMean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads one section of a settings file, value by value. A wrong value is noted and replaced by a
 * harmless one, so that reading goes on and {@link #finish()} can report every mistake of the file
 * at once, unknown keys included.
 */
public final class Settings {

  private final String origin;
  private final String prefix;
  private final Config config;
  private final List<String> problems;
  private final List<String> warnings;
  private final Set<String> known = new HashSet<>();
  private final List<Settings> sections = new ArrayList<>();

  private Settings(
      String origin, String prefix, Config config, List<String> problems, List<String> warnings) {
    this.origin = origin;
    this.prefix = prefix;
    this.config = config;
    this.problems = problems;
    this.warnings = warnings;
  }

  /**
   * Opens a file's settings.
   *
   * @param origin names the file in messages
   */
  public static Settings of(String origin, Config config) {
    return new Settings(origin, "", config, new ArrayList<>(), new ArrayList<>());
  }

  /** Returns whether the key is given and not null. */
  public boolean has(String key) {
    known.add(key);
    try {
      return config.hasPath(ConfigUtil.quoteString(key));
    } catch (ConfigException e) {
      return false;
    }
  }

  /** Tells where the key is said, and how; nothing if it is not given. */
  public Optional<Said> said(String key) {
    return has(key) ? Optional.ofNullable(config.root().get(key)).map(Said::of) : Optional.empty();
  }

  /** Returns whether a setting stands in the file that was opened, and not in one it includes. */
  public boolean isOwn(Said said) {
    return said.file().equals(HomeFolder.path(origin).toString());
  }

  /** A text that is not empty. */
  public String text(String key) {
    return value(
        key,
        "a text",
        "?",
        v ->
            v.valueType() == ConfigValueType.STRING && !v.unwrapped().toString().isBlank()
                ? v.unwrapped().toString().trim()
                : null);
  }

  /**
   * A path or URI, a leading {@code ~/} being the home folder; one with a password in it is a
   * mistake, which is told without it.
   */
  public String location(String key) {
    String location = HomeFolder.expand(text(key));
    Optional<String> problem = Secrets.problemOf(location);
    problem.ifPresent(words -> problem(key, words));
    return problem.isPresent() ? "?" : location;
  }

  /** Returns whether a location names its file system, as {@code hdfs:} does. */
  public static boolean isUri(String location) {
    return location.matches("[A-Za-z][A-Za-z0-9+.-]*:.*");
  }

  /** A whole number within bounds. */
  public int integer(String key, int min, int max) {
    return (int) whole(key, min, max);
  }

  /** A whole number within bounds. */
  public long whole(String key, long min, long max) {
    String allowed = "a whole number from " + min + " to " + max;
    return value(
        key,
        allowed,
        min,
        v -> {
          @Nullable Double number = SettingsValues.numeric(v);
          return number != null && number == Math.rint(number) && number >= min && number <= max
              ? SettingsValues.exactLong(v)
              : null;
        });
  }

  /** A finite number within bounds. */
  public double number(String key, double min, double max) {
    String allowed = "a number from " + min + " to " + max;
    return value(key, allowed, min, v -> SettingsValues.inRange(v, min, max));
  }

  /** A finite number within bounds, or a word that stands for no number, such as {@code none}. */
  public OptionalDouble numberUnless(String key, String word, double min, double max) {
    String allowed = word + " or a number from " + min + " to " + max;
    return value(
        key,
        allowed,
        OptionalDouble.empty(),
        v -> {
          if (v.unwrapped().equals(word)) {
            return OptionalDouble.empty();
          }
          @Nullable Double number = SettingsValues.inRange(v, min, max);
          return number == null ? null : OptionalDouble.of(number);
        });
  }

  /** A whole number within bounds, or a word that leaves it open, such as {@code auto}. */
  public OptionalInt integerUnless(String key, String word, int min, int max) {
    return value(
        key,
        word + " or a whole number from " + min + " to " + max,
        OptionalInt.empty(),
        v -> {
          if (v.unwrapped().equals(word)) {
            return OptionalInt.empty();
          }
          @Nullable Double number = SettingsValues.inRange(v, min, max);
          return number == null || number != Math.rint(number)
              ? null
              : OptionalInt.of(number.intValue());
        });
  }

  /** A length of time above zero with its unit, or a word that stands for none. */
  public Optional<Duration> durationUnless(String key, String word) {
    return value(
        key,
        word + " or a time with its unit, such as 90m or 8h",
        Optional.empty(),
        v -> v.unwrapped().equals(word) ? Optional.empty() : SettingsValues.timeOf(v));
  }

  /** A length of time above zero with its unit. */
  public Duration duration(String key) {
    return value(
            key,
            "a time with its unit, such as 90m or 8h",
            Optional.of(Duration.ofHours(1)),
            SettingsValues::timeOf)
        .orElseThrow();
  }

  /** {@code true} or {@code false}. */
  public boolean flag(String key) {
    return value(
        key,
        "true or false",
        false,
        v -> v.valueType() == ConfigValueType.BOOLEAN ? (Boolean) v.unwrapped() : null);
  }

  /** One of an enum's constants, written in lower case with hyphens. */
  public <E extends Enum<E>> E choice(String key, Class<E> type) {
    E[] constants = type.getEnumConstants();
    List<String> names = Arrays.stream(constants).map(Settings::label).toList();
    return value(
        key,
        oneOf(key, names),
        constants[0],
        v -> SettingsValues.constantNamed(v, constants, names));
  }

  /** One of the given words. */
  public String word(String key, List<String> allowed) {
    return value(
        key,
        oneOf(key, allowed),
        allowed.get(0),
        v -> {
          String given = v.unwrapped().toString();
          return allowed.contains(given) ? given : null;
        });
  }

  private String oneOf(String key, List<String> words) {
    @Nullable ConfigValue value = config.root().get(key);
    return "one of "
        + String.join(", ", words)
        + (value == null || words.size() == 1
            ? ""
            : DidYouMean.hint(String.valueOf(value.unwrapped()), words));
  }

  /** A list of at least one whole number within bounds, none twice. */
  public List<Integer> integers(String key, int min, int max) {
    String allowed = "a list of different whole numbers from " + min + " to " + max;
    return value(
        key,
        allowed,
        List.of(min),
        v ->
            SettingsValues.list(
                v,
                e -> {
                  @Nullable Double number = SettingsValues.numeric(e);
                  return number != null
                          && number == Math.rint(number)
                          && number >= min
                          && number <= max
                      ? number.intValue()
                      : null;
                }));
  }

  /** A list of at least one number within bounds, none twice. */
  public List<Double> numbers(String key, double min, double max) {
    String allowed = "a list of different numbers from " + min + " to " + max;
    return value(
        key,
        allowed,
        List.of(min),
        v -> SettingsValues.list(v, e -> SettingsValues.inRange(e, min, max)));
  }

  /** A list of so many numbers within bounds, none smaller than the one before it. */
  public List<Double> rising(String key, int count, double min, double max) {
    String allowed = "a list of " + count + " rising numbers from " + min + " to " + max;
    return value(
        key,
        allowed,
        Collections.nCopies(count, min),
        v -> SettingsValues.rising(v, count, min, max));
  }

  /** A list of at least one of an enum's constants, none twice. */
  public <E extends Enum<E>> List<E> choices(String key, Class<E> type) {
    E[] constants = type.getEnumConstants();
    List<String> names = Arrays.stream(constants).map(Settings::label).toList();
    String allowed = "a list of different words out of " + String.join(", ", names);
    return value(
        key,
        allowed,
        List.of(constants[0]),
        v -> SettingsValues.list(v, e -> SettingsValues.constantNamed(e, constants, names)));
  }

  /** A list of texts, which may be empty. */
  public List<String> texts(String key) {
    return value(
        key,
        "a list of texts",
        List.of(),
        v -> {
          if (v instanceof ConfigList l && l.isEmpty()) {
            return List.of();
          }
          return SettingsValues.list(
              v, e -> e.valueType() == ConfigValueType.STRING ? e.unwrapped().toString() : null);
        });
  }

  /** A section; when it is missing, an empty one whose keys then are missing. */
  public Settings section(String key) {
    Config inner =
        value(
            key,
            "a section { … }",
            com.typesafe.config.ConfigFactory.empty(),
            v -> v instanceof ConfigObject o ? o.toConfig() : null);
    return opened(key, inner);
  }

  /** A list of at least one section. */
  public List<Settings> sections(String key) {
    List<ConfigObject> inner =
        value(
            key,
            "a list of sections [ { … }, … ]",
            List.of(),
            v ->
                v instanceof ConfigList l
                        && !l.isEmpty()
                        && l.stream().allMatch(ConfigObject.class::isInstance)
                    ? l.stream().map(ConfigObject.class::cast).toList()
                    : null);
    List<Settings> opened = new ArrayList<>();
    for (int i = 0; i < inner.size(); i++) {
      opened.add(opened(key + "[" + i + "]", inner.get(i).toConfig()));
    }
    return opened;
  }

  /** The full name of a key of this section, as messages show it. */
  public String path(String key) {
    return prefix + key;
  }

  /** Notes a mistake that only the reader of this section can see. */
  public void problem(String key, String text) {
    String problem = path(key) + ": " + text;
    if (!problems.contains(problem)) { // a default that several sections read is wrong once
      problems.add(problem);
    }
  }

  /** Notes what is allowed and yet may not be what is meant. */
  public void warning(String key, String text) {
    warnings.add(path(key) + ": " + text);
  }

  /** The warnings of the whole file so far. */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  /** Returns whether nothing wrong has been seen in the whole file so far. */
  public boolean isClean() {
    return problems.isEmpty();
  }

  /**
   * Ends the reading of the whole file.
   *
   * @throws SettingsException with every mistake, if there is one
   */
  public void finish() {
    noteUnknownKeys();
    if (!problems.isEmpty()) {
      throw new SettingsException(origin, problems);
    }
  }

  /** An enum constant as settings files write it. */
  public static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private Settings opened(String key, Config inner) {
    Settings section = new Settings(origin, prefix + key + ".", inner, problems, warnings);
    sections.add(section);
    return section;
  }

  private void noteUnknownKeys() {
    for (String key : config.root().keySet()) {
      if (!known.contains(key)) {
        String hint = DidYouMean.hint(key, known);
        String allowed =
            known.isEmpty()
                ? ""
                : "; allowed here: " + String.join(", ", known.stream().sorted().toList());
        problem(key, "unknown key" + (hint.isEmpty() ? allowed : hint));
      }
    }
    sections.forEach(Settings::noteUnknownKeys);
  }

  private <T> T value(
      String key, String allowed, T instead, Function<ConfigValue, @Nullable T> read) {
    known.add(key);
    @Nullable ConfigValue value = config.root().get(key);
    if (value == null || value.valueType() == ConfigValueType.NULL) {
      problem(key, "missing; allowed is " + allowed);
      return instead;
    }
    @Nullable T result = read.apply(value);
    if (result == null) {
      problem(key, "is " + SettingsValues.shown(value) + "; allowed is " + allowed);
      return instead;
    }
    return result;
  }
}
