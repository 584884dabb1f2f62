package io.edgewise.sim.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.edgewise.sim.naming.DidYouMean;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads one section of a settings file, value by value. A wrong value is noted and replaced by a
 * harmless one, so that reading goes on and {@link #finish()} can report every mistake of the file
 * at once, unknown keys included.
 */
public final class Settings {

  private final Findings findings;
  private final String prefix;
  private final Config config;
  private final Set<String> known = new HashSet<>();
  private final List<Settings> sections = new ArrayList<>();

  private Settings(Findings findings, String prefix, Config config) {
    this.findings = findings;
    this.prefix = prefix;
    this.config = config;
  }

  /**
   * Opens a file's settings.
   *
   * @param origin names the file in messages
   */
  public static Settings of(String origin, Config config) {
    return new Settings(new Findings(origin), "", config);
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
    return said.file().equals(HomeFolder.path(findings.origin()).toString());
  }

  /** A text that is not empty. */
  public String text(String key) {
    return value(key, ValueKind.text());
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

  /** The same, a path of this machine from its root: executors are in other folders. */
  public String absoluteLocation(String key) {
    String location = location(key);
    if (isUri(location) || location.startsWith("/")) {
      return location;
    }
    try {
      return "file:" + Path.of(location).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      return location; // Told by whoever opens it.
    }
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
    return value(key, ValueKind.whole(min, max));
  }

  /** A finite number within bounds. */
  public double number(String key, double min, double max) {
    return value(key, ValueKind.number(min, max));
  }

  /** A finite number within bounds, or a word that stands for no number, such as {@code none}. */
  public OptionalDouble numberUnless(String key, String word, double min, double max) {
    return value(key, ValueKind.number(min, max).unless(word))
        .map(OptionalDouble::of)
        .orElse(OptionalDouble.empty());
  }

  /** A whole number within bounds, or a word that leaves it open, such as {@code auto}. */
  public OptionalInt integerUnless(String key, String word, int min, int max) {
    return value(key, ValueKind.whole(min, max).unless(word))
        .map(number -> OptionalInt.of(number.intValue()))
        .orElse(OptionalInt.empty());
  }

  /** A length of time above zero with its unit, or a word that stands for none. */
  public Optional<Duration> durationUnless(String key, String word) {
    return value(key, ValueKind.time().unless(word));
  }

  /** A length of time above zero with its unit. */
  public Duration duration(String key) {
    return value(key, ValueKind.time());
  }

  /** {@code true} or {@code false}. */
  public boolean flag(String key) {
    return value(key, ValueKind.flag());
  }

  /** One of an enum's constants, written in lower case with hyphens. */
  public <E extends Enum<E>> E choice(String key, Class<E> type) {
    return value(key, ValueKind.constant(type).saying(hint(key, labels(type))));
  }

  /** One of the given words. */
  public String word(String key, List<String> allowed) {
    return value(key, ValueKind.word(allowed).saying(hint(key, allowed)));
  }

  /** A list of at least one whole number within bounds, none twice. */
  public List<Integer> integers(String key, int min, int max) {
    String allowed = "a list of different whole numbers from " + min + " to " + max;
    return value(key, ValueKind.whole(min, max).list(allowed)).stream()
        .map(Long::intValue)
        .toList();
  }

  /** A list of at least one number within bounds, none twice. */
  public List<Double> numbers(String key, double min, double max) {
    String allowed = "a list of different numbers from " + min + " to " + max;
    return value(key, ValueKind.number(min, max).list(allowed));
  }

  /** A list of so many numbers within bounds, none smaller than the one before it. */
  public List<Double> rising(String key, int count, double min, double max) {
    return value(key, ValueKind.rising(count, min, max));
  }

  /** A list of at least one of an enum's constants, none twice. */
  public <E extends Enum<E>> List<E> choices(String key, Class<E> type) {
    String allowed = "a list of different words out of " + String.join(", ", labels(type));
    return value(key, ValueKind.constant(type).list(allowed));
  }

  /** A list of texts, which may be empty. */
  public List<String> texts(String key) {
    return value(key, ValueKind.texts());
  }

  /** A list of texts, which may be empty and hold one twice, or a word that stands for no list. */
  public Optional<List<String>> textsUnless(String key, String word) {
    return value(key, ValueKind.commandWords().unless(word));
  }

  /** Returns whether the key is given and is a section. */
  public boolean isSection(String key) {
    return config.root().get(key) instanceof ConfigObject;
  }

  /** Returns whether the key is given and is a list. */
  public boolean isList(String key) {
    return config.root().get(key) instanceof ConfigList;
  }

  /** The words of a command, which may be none, and may be there twice. */
  public List<String> words(String key) {
    return value(key, ValueKind.commandWords());
  }

  /** A section; when it is missing, an empty one whose keys then are missing. */
  public Settings section(String key) {
    return opened(key, value(key, ValueKind.section()));
  }

  /** A list of at least one section. */
  public List<Settings> sections(String key) {
    List<ConfigObject> inner = value(key, ValueKind.sections());
    return IntStream.range(0, inner.size())
        .mapToObj(i -> opened(key + "[" + i + "]", inner.get(i)))
        .toList();
  }

  /** The full name of a key of this section, as messages show it. */
  public String path(String key) {
    return prefix + key;
  }

  /** Notes a mistake that only the reader of this section can see. */
  public void problem(String key, String text) {
    findings.problem(path(key) + ": " + text);
  }

  /** Notes what is allowed and yet may not be what is meant. */
  public void warning(String key, String text) {
    findings.warning(path(key) + ": " + text);
  }

  /** The warnings of the whole file so far. */
  public List<String> warnings() {
    return findings.warnings();
  }

  /** Returns whether nothing wrong has been seen in the whole file so far. */
  public boolean isClean() {
    return findings.isClean();
  }

  /**
   * Ends the reading of the whole file.
   *
   * @throws SettingsException with every mistake, if there is one
   */
  public void finish() {
    noteUnknownKeys();
    findings.requireClean();
  }

  /** An enum constant as settings files write it. */
  public static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static <E extends Enum<E>> List<String> labels(Class<E> type) {
    return Arrays.stream(type.getEnumConstants()).map(Settings::label).toList();
  }

  private String hint(String key, List<String> words) {
    @Nullable ConfigValue value = config.root().get(key);
    return value == null || words.size() == 1
        ? ""
        : DidYouMean.hint(String.valueOf(value.unwrapped()), words);
  }

  private Settings opened(String key, ConfigObject inner) {
    Settings section = new Settings(findings, prefix + key + ".", inner.toConfig());
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

  private <T> T value(String key, ValueKind<T> kind) {
    known.add(key);
    @Nullable ConfigValue value = config.root().get(key);
    if (value == null || value.valueType() == ConfigValueType.NULL) {
      problem(key, "missing; allowed is " + kind.words());
      return kind.instead();
    }
    @Nullable T result = kind.read().apply(value);
    if (result == null) {
      problem(key, "is " + ValueKind.shown(value) + "; allowed is " + kind.words());
      return kind.instead();
    }
    return result;
  }
}
