package io.edgewise.search.proxy.dl4j;

import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Blends the images of a batch and their labels two by two, the first with the last and so on, all
 * by one share of Beta(alpha, alpha) (Zhang et al., arXiv 1710.09412; one share a batch as in their
 * own code).
 */
final class Mixup {
  private final double alpha;
  private final SplittableRandom random;

  /**
   * @param alpha in (0, 1]
   */
  Mixup(double alpha, long seed) {
    this.alpha = alpha;
    this.random = new SplittableRandom(seed);
  }

  /** Blends arrays whose first dimension is that of the examples, where they lie. */
  void apply(INDArray images, INDArray labels) {
    double share = share();
    blend(images, share);
    blend(labels, share);
  }

  private static void blend(INDArray batch, double share) {
    int size = (int) batch.size(0);
    int[] backwards = new int[size];
    for (int i = 0; i < size; i++) {
      backwards[i] = size - 1 - i;
    }
    INDArray rows = batch.reshape('c', size, batch.length() / size);
    try (INDArray others = Nd4j.pullRows(rows, 1, backwards)) {
      rows.muli(share).addi(others.muli(1 - share));
    }
  }

  /** A share of Beta(alpha, alpha) by Jöhnk's rejection (Devroye 1986, IX.3.5). */
  double share() {
    while (true) {
      double x = Math.pow(random.nextDouble(), 1 / alpha);
      double y = Math.pow(random.nextDouble(), 1 / alpha);
      if (x + y > 0 && x + y <= 1) {
        return x / (x + y);
      }
    }
  }
}
