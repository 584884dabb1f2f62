package io.edgewise.search.trial;

import java.util.regex.Pattern;

/**
 * Names a search in its history. It becomes a folder of every table, so it can neither leave the
 * history's root nor hide.
 *
 * @param value 1 to 64 of {@code A-Z a-z 0-9 . _ -}, the first a letter: readers that guess the
 *     type of a partition would take {@code 2026-11-24} for a date and {@code 007} for a number
 */
public record SearchId(String value) implements Comparable<SearchId> {

  private static final Pattern ALLOWED = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,63}");

  /** Spark's partition discovery parses these names as doubles, though they start with a letter. */
  private static final Pattern READ_AS_NUMBER = Pattern.compile("NaN|Infinity");

  public SearchId {
    if (!ALLOWED.matcher(value).matches() || READ_AS_NUMBER.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "search id \""
              + value
              + "\": must be 1 to 64 of A-Z a-z 0-9 . _ - and start with a letter"
              + " (and be neither NaN nor Infinity)");
    }
  }

  @Override
  public int compareTo(SearchId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
