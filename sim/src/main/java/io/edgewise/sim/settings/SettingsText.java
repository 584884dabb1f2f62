package io.edgewise.sim.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValue;
import io.edgewise.sim.settings.SettingsFiles.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The text of a settings file as it was written, order and comments included, with the files that
 * it includes in the places where it does: a file that stands by itself. Its values can be changed
 * where they stand.
 *
 * @param lines the lines of the text
 */
public record SettingsText(List<Line> lines) {

  private static final Pattern INCLUDE =
      Pattern.compile("\\s*include\\s+(classpath\\()?\"([^\"]+)\"\\)?\\s*(#.*)?");

  /** A line that sets one value, up to the value, the value, and the comment behind it. */
  private static final Pattern SETTING =
      Pattern.compile(
          "(\\s*[\\w.\"-]+\\s*[=:]\\s*)([^\\s#,{}\\[\\]]+|\\[[^\\]]*\\])\\s*(?:#\\s*(.*))?");

  /**
   * One line.
   *
   * @param file where it stands, as HOCON tells it
   * @param number from 1; 0 of a line that stands in no file
   */
  public record Line(String text, String file, int number) {}

  public SettingsText {
    lines = List.copyOf(lines);
  }

  static SettingsText of(Source source) {
    List<Line> lines = new ArrayList<>();
    int number = 0;
    for (String text : source.text().lines().toList()) {
      number++;
      Matcher include = INCLUDE.matcher(text);
      if (include.matches()) {
        lines.addAll(of(included(source, include)).lines());
      } else {
        lines.add(new Line(text, source.describe(), number));
      }
    }
    return new SettingsText(lines);
  }

  /** The file was read as settings before, so that every include is one that is allowed. */
  private static Source included(Source source, Matcher include) {
    String name = include.group(2);
    Optional<Source> shipped =
        include.group(1) == null ? Optional.empty() : SettingsFiles.shippedSource(name);
    return shipped.orElseGet(() -> source.neighbour(name));
  }

  /** Makes a comment of the one that stood behind a value, without its {@code #}. */
  @FunctionalInterface
  public interface Comment {
    String of(String before);
  }

  /**
   * The text with another value of a key: where the value stands that holds, if that line sets
   * nothing else, and at the end of the text otherwise.
   *
   * @param settings as they were read from the text's file
   * @param value as a settings file writes it
   */
  public SettingsText with(Config settings, String key, String value, Comment comment) {
    List<Line> changed = new ArrayList<>(lines);
    int index = settings.hasPath(key) ? find(settings.getValue(key)) : -1;
    if (index < 0) {
      changed.add(new Line(key + " = " + value + commented(comment.of("")), "", 0));
      return new SettingsText(changed);
    }
    Line line = lines.get(index);
    Matcher setting = SETTING.matcher(line.text());
    String before = setting.matches() && setting.group(3) != null ? setting.group(3) : "";
    String text =
        setting.replaceFirst(
            Matcher.quoteReplacement(line.text().substring(0, setting.start(2)) + value));
    changed.set(index, new Line(text + commented(comment.of(before)), line.file(), line.number()));
    return new SettingsText(changed);
  }

  /** The text without a key. */
  public SettingsText without(Config settings, String key) {
    int index = settings.hasPath(key) ? find(settings.getValue(key)) : -1;
    List<Line> left = new ArrayList<>(lines);
    if (index >= 0) {
      left.remove(index);
    } else if (settings.hasPath(key)) {
      left.add(new Line(key + " = null", "", 0));
    }
    return new SettingsText(left);
  }

  private static String commented(String comment) {
    return comment.isEmpty() ? "" : "  # " + comment;
  }

  /** The index of the line that sets a value and nothing else; -1 if there is none. */
  private int find(ConfigValue value) {
    Said said = Said.of(value);
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      if (line.number() == said.line() && line.file().equals(said.file())) {
        return SETTING.matcher(line.text()).matches() ? i : -1;
      }
    }
    return -1;
  }

  /** The text. */
  public String text() {
    return lines.stream().map(line -> line.text() + "\n").collect(Collectors.joining());
  }

  /** The settings that the text says. */
  public Config settings() {
    return ConfigFactory.parseString(text());
  }
}
