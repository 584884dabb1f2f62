package io.edgewise.search.training;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Random orders, each as likely as any other (Fisher and Yates). */
public final class Shuffle {

  private Shuffle() {}

  /** The numbers from 0 to below {@code size} in an order drawn from {@code random}. */
  static int[] of(int size, SplittableRandom random) {
    int[] order = IntStream.range(0, size).toArray();
    inPlace(order, random);
    return order;
  }

  /** Puts values into an order drawn from {@code random}. */
  public static void inPlace(int[] values, SplittableRandom random) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = values[i];
      values[i] = values[j];
      values[j] = swapped;
    }
  }
}
