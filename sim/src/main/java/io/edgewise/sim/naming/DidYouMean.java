package io.edgewise.sim.naming;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Finds the words that somebody who mistyped may have meant. Case and separators do not count:
 * {@code EfficientNet_B0} and {@code efficientnet-b0} are spelled alike.
 */
public final class DidYouMean {

  /** More would be a list of all, which other words give. */
  private static final int MOST = 6;

  /** Fewer letters begin too many words. */
  private static final int SHORTEST_BEGINNING = 3;

  private DidYouMean() {}

  /**
   * Words the end of a refusal: {@code ; did you mean resnet-50-v1 or resnet-50-v2?}; empty if
   * nothing like it is known.
   */
  public static String hint(String given, Collection<String> words) {
    List<String> meant = meant(given, words);
    if (meant.isEmpty()) {
      return "";
    }
    String last = meant.get(meant.size() - 1);
    String others = String.join(", ", meant.subList(0, meant.size() - 1));
    return "; did you mean " + others + (others.isEmpty() ? "" : " or ") + last + "?";
  }

  /**
   * The words spelled alike; where there are none, those that begin so; where there are none, the
   * one that stands before a number, as in {@code mobilenet_v1_1.0_224}; else the closest within a
   * third of the given word's length in edits. A number is no word.
   */
  static List<String> meant(String given, Collection<String> words) {
    String letters = letters(given);
    if (!letters.matches(".*[a-z].*")) {
      return List.of();
    }
    List<Predicate<String>> rules =
        List.of(
            letters::equals,
            word -> letters.length() >= SHORTEST_BEGINNING && word.startsWith(letters),
            word -> letters.startsWith(word) && letters.substring(word.length()).matches("[0-9]+"));
    return rules.stream()
        .map(rule -> words.stream().filter(w -> rule.test(letters(w))).limit(MOST).toList())
        .filter(found -> !found.isEmpty())
        .findFirst()
        .orElseGet(() -> closest(letters, words));
  }

  private static List<String> closest(String letters, Collection<String> words) {
    int limit = Math.max(1, letters.length() / 3);
    return words.stream()
        .filter(w -> distance(letters, letters(w)) <= limit)
        .min(
            Comparator.<String>comparingInt(w -> distance(letters, letters(w)))
                .thenComparing(Comparator.naturalOrder()))
        .stream()
        .toList();
  }

  private static String letters(String word) {
    return word.toLowerCase(Locale.ROOT).replaceAll("[\\s._-]", "");
  }

  /** Levenshtein distance. */
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
