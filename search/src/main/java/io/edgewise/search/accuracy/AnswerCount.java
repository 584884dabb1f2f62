package io.edgewise.search.accuracy;

/**
 * Counts the answers of a network, image by image. Of equal scores, the first class's is higher.
 */
public final class AnswerCount {

  private final int classes;
  private final int[][] counts;
  private int amongFive;

  public AnswerCount(int classes) {
    this.classes = classes;
    this.counts = new int[classes][classes];
  }

  /**
   * Counts one image.
   *
   * @param label its class
   * @param scores of several images, {@code [images, classes]}
   * @param row its place among them
   */
  public void add(int label, float[] scores, int row) {
    int start = row * classes;
    int best = 0;
    int before = 0;
    for (int k = 0; k < classes; k++) {
      if (scores[start + k] > scores[start + best]) {
        best = k;
      }
      if (precedes(scores, start, k, label)) {
        before++;
      }
    }
    counts[label][best]++;
    amongFive += best == label || before < AccuracyMetric.FIVE ? 1 : 0;
  }

  private static boolean precedes(float[] scores, int start, int one, int other) {
    float difference = scores[start + one] - scores[start + other];
    return difference > 0 || (difference == 0 && one < other);
  }

  /** The answers that have been counted, of at least one image. */
  public Confusion confusion() {
    return new Confusion(counts, amongFive);
  }
}
