package io.edgewise.search.proxy.dl4j;

import io.edgewise.search.dataset.ImageSet;
import io.edgewise.search.proxy.Balance;
import io.edgewise.search.training.Shuffle;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** The images of an epoch in a random order: each once, or as many of each class. */
final class EpochOrder {

  private final int[] all;
  private final int[][] classes;
  private final boolean balanced;

  /**
   * @param balance of which only {@link Balance#SAMPLING} changes which images are drawn
   */
  EpochOrder(ImageSet images, Balance balance) {
    this.all = IntStream.range(0, images.size()).toArray();
    this.balanced = balance == Balance.SAMPLING;
    this.classes =
        IntStream.range(0, images.classes())
            .mapToObj(c -> Arrays.stream(all).filter(i -> images.label(i) == c).toArray())
            .filter(members -> members.length > 0)
            .toArray(int[][]::new);
  }

  /** Draws as many images as there are. */
  int[] draw(SplittableRandom random) {
    int[] order = balanced ? asManyOfEach(random) : all.clone();
    Shuffle.inPlace(order, random);
    return order;
  }

  /** Takes the classes in turn, and of each its images in turn, in an order drawn by lot. */
  private int[] asManyOfEach(SplittableRandom random) {
    int[][] shuffled = Arrays.stream(classes).map(int[]::clone).toArray(int[][]::new);
    Arrays.stream(shuffled).forEach(members -> Shuffle.inPlace(members, random));
    return IntStream.range(0, all.length)
        .map(
            i -> {
              int[] members = shuffled[i % shuffled.length];
              return members[i / shuffled.length % members.length];
            })
        .toArray();
  }
}
