package io.edgewise.search.trial;

import java.io.Serializable;

/** Names a trial within its search. */
public record TrialKey(int generation, int index) implements Serializable {

  /**
   * Reads what {@link #toString} wrote.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static TrialKey parse(String text) {
    String[] parts = text.split("/", -1);
    try {
      if (parts.length == 2) {
        return new TrialKey(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
      }
    } catch (NumberFormatException e) {
      // Told below, with what is allowed.
    }
    throw new IllegalArgumentException(
        "\"" + text + "\" names no trial; allowed is GENERATION/INDEX such as 2/907");
  }

  @Override
  public String toString() {
    return generation + "/" + index;
  }
}
