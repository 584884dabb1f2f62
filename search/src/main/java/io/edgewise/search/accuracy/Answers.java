package io.edgewise.search.accuracy;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The answers are what is kept of a {@link Confusion}: never more than 100 x 100 counts.
 *
 * @param images of each class
 * @param right of these, the ones answered right
 * @param confusion images by class and answer, row by row, {@code [class, answer]}; empty if there
 *     are more than {@value #MOST_CONFUSED} classes
 */
public record Answers(List<Integer> images, List<Integer> right, List<Integer> confusion)
    implements Serializable {

  /** Most classes whose confusion is kept. */
  public static final int MOST_CONFUSED = 100;

  /** Answers that are not known. */
  public static final Answers UNKNOWN = new Answers(List.of(), List.of(), List.of());

  /**
   * @throws IllegalArgumentException if the lists do not fit each other
   */
  public Answers {
    images = List.copyOf(images);
    right = List.copyOf(right);
    confusion = List.copyOf(confusion);
    int classes = images.size();
    boolean fits = confusion.isEmpty() || confusion.size() == (long) classes * classes;
    if (right.size() != classes || !fits) {
      throw new IllegalArgumentException(
          "images of "
              + classes
              + " classes, right answers of "
              + right.size()
              + " and "
              + confusion.size()
              + " counts of confusion do not fit");
    }
  }

  /**
   * Keeps of counts what may be kept.
   *
   * @param counts images by class and first answer, {@code [class][answer]}, square
   */
  public static Answers of(int[][] counts) {
    int classes = counts.length;
    return new Answers(
        Arrays.stream(counts).map(row -> Arrays.stream(row).sum()).toList(),
        IntStream.range(0, classes).mapToObj(label -> counts[label][label]).toList(),
        classes > MOST_CONFUSED
            ? List.of()
            : Arrays.stream(counts).flatMapToInt(Arrays::stream).boxed().toList());
  }

  public boolean isKnown() {
    return !images.isEmpty();
  }

  /** The mean over the classes of the share of their images that is answered right. */
  public Estimate balanced() {
    return Estimates.balanced(this);
  }
}
