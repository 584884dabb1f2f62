package io.edgewise.search.accuracy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** A confusion counts what a network answered to the images of each class. Immutable. */
public final class Confusion implements Score {

  private static final long serialVersionUID = 1L;

  private final int classes;
  private final int[] counts;
  private final int amongFive;

  /**
   * Copies the counts.
   *
   * @param counts images by class and first answer, {@code [class][answer]}, square
   * @param amongFive images whose class is among the first five answers
   * @throws IllegalArgumentException if the counts are not square, hold no image or less than two
   *     classes, or disagree with {@code amongFive}
   */
  public Confusion(int[][] counts, int amongFive) {
    this.classes = counts.length;
    if (Arrays.stream(counts).anyMatch(row -> row.length != classes)) {
      throw new IllegalArgumentException("counts of " + classes + " classes are not square");
    }
    this.counts = Arrays.stream(counts).flatMapToInt(Arrays::stream).toArray();
    this.amongFive = amongFive;
    if (classes < 2 || images() < 1 || amongFive < right() || amongFive > images()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%d of %d images right, %d among five answers, %d classes: allowed is at least one"
                  + " image and two classes, and among five at least what is right",
              right(),
              images(),
              amongFive,
              classes));
    }
  }

  public int classes() {
    return classes;
  }

  /** Images of a class that were given an answer. */
  public int count(int label, int answer) {
    return counts[label * classes + answer];
  }

  /** Images of all classes. */
  public int images() {
    return Arrays.stream(counts).sum();
  }

  /** Images of a class. */
  public int images(int label) {
    return IntStream.range(0, classes).map(answer -> count(label, answer)).sum();
  }

  /** Images of all classes that were answered right. */
  public int right() {
    return IntStream.range(0, classes).map(label -> count(label, label)).sum();
  }

  /** Images whose class is among the first five answers. */
  public int amongFive() {
    return amongFive;
  }

  @Override
  public Estimate estimate(AccuracyMetric metric) {
    return Estimates.of(metric, this);
  }

  /** Nothing beside the answers was counted. */
  @Override
  public Map<String, Double> metrics() {
    return Map.of();
  }

  @Override
  public Answers answers() {
    return Answers.of(
        IntStream.range(0, classes)
            .mapToObj(label -> Arrays.copyOfRange(counts, label * classes, (label + 1) * classes))
            .toArray(int[][]::new));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Confusion confusion
        && amongFive == confusion.amongFive
        && Arrays.equals(counts, confusion.counts);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(counts) + amongFive;
  }

  @Override
  public String toString() {
    return right() + " of " + images() + " images in " + classes + " classes right";
  }
}
