package io.edgewise.search.export.tflite;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The names of the classes, in the order of the outputs.
 *
 * @param names without line breaks, 64 KB in all at most
 */
public record Labels(List<String> names) {

  /** The names, with their ids, take at most this many bytes together. */
  public static final int MAX_BYTES = 1 << 16;

  /**
   * @throws IllegalArgumentException if there is none, one has a line break, or they are too long
   */
  public Labels {
    names = List.copyOf(names);
    if (names.isEmpty()) {
      throw new IllegalArgumentException("there are no labels: allowed is one a class");
    }
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).chars().anyMatch(c -> c == '\n' || c == '\r')) {
        throw new IllegalArgumentException(
            "label " + i + " has a line break: allowed is one line a class");
      }
    }
    int bytes = text(names).getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_BYTES) {
      throw new IllegalArgumentException(
          "the labels have " + bytes + " bytes: allowed are " + MAX_BYTES);
    }
  }

  /**
   * The lines of {@code labels.txt}. Each is {@code ID NAME}, for readers take a leading number for
   * the id.
   */
  public String text() {
    return text(names);
  }

  private static String text(List<String> names) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      text.append(i).append(' ').append(names.get(i)).append('\n');
    }
    return text.toString();
  }
}
