package io.edgewise.jobs.process;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command is a program and its arguments, each a word of its own that no shell reads. A word may
 * hold placeholders such as {@code {network.py}}, whole or in part.
 *
 * @param words the program, then its arguments
 */
public record Command(List<String> words) implements Serializable {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z][a-z0-9.-]*)\\}");

  public Command {
    words = List.copyOf(words);
  }

  /** Returns the placeholders that are none of the known ones, with their braces. */
  public List<String> unknownPlaceholders(Set<String> known) {
    List<String> unknown = new ArrayList<>();
    for (String word : words) {
      Matcher found = PLACEHOLDER.matcher(word);
      while (found.find()) {
        if (!known.contains(found.group(1))) {
          unknown.add(found.group());
        }
      }
    }
    return unknown;
  }

  /**
   * The words with values in place of the placeholders. A value never becomes more than a part of
   * its word, whatever it holds.
   */
  public List<String> filled(Map<String, String> values) {
    return words.stream().map(word -> filled(word, values)).toList();
  }

  private static String filled(String word, Map<String, String> values) {
    return PLACEHOLDER
        .matcher(word)
        .replaceAll(
            found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), found.group())));
  }
}
