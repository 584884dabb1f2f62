package io.edgewise.sim.naming;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the word that somebody who mistyped may have meant. */
public final class DidYouMean {

  private DidYouMean() {}

  /** The closest of the words, if one lies within a third of the given word's length in edits. */
  public static Optional<String> closest(String given, Collection<String> words) {
    int limit = Math.max(1, given.length() / 3);
    return words.stream()
        .filter(w -> distance(given, w) <= limit)
        .min(
            Comparator.<String>comparingInt(w -> distance(given, w))
                .thenComparing(Comparator.naturalOrder()));
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
