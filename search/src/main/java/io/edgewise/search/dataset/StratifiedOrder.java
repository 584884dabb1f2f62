package io.edgewise.search.dataset;

import io.edgewise.search.seed.Seeds;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A random order in which every stretch holds the classes in the proportions of the whole, to
 * within one or two images of a class: whoever takes the first n, or splits at n, draws stratified.
 */
public final class StratifiedOrder {

  private StratifiedOrder() {}

  /**
   * Orders images by class and chance alone.
   *
   * <p>The n images of a class are shuffled and put to the places (rank + u) / n of the unit
   * interval, u uniform in [0, 1); all images are then sorted by place.
   *
   * @param labels one an image, 0 to classes - 1
   * @return the indices of all images
   */
  public static int[] of(int[] labels, int classes, long seed) {
    double[] places = new double[labels.length];
    for (int c = 0; c < classes; c++) {
      int wanted = c;
      int[] members = IntStream.range(0, labels.length).filter(i -> labels[i] == wanted).toArray();
      SplittableRandom random = new SplittableRandom(Seeds.mix(seed, c, members.length));
      shuffle(members, random);
      for (int rank = 0; rank < members.length; rank++) {
        places[members[rank]] = (rank + random.nextDouble()) / members.length;
      }
    }
    return IntStream.range(0, labels.length)
        .boxed()
        .sorted((a, b) -> Double.compare(places[a], places[b]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static void shuffle(int[] values, SplittableRandom random) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = values[i];
      values[i] = values[j];
      values[j] = swapped;
    }
  }
}
