package io.edgewise.search.proxy.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class MixupTest {

  /** The first and the last of three examples are blended, and the one between with itself. */
  @Test
  void imagesAndLabelsAreBlendedByTheSameShare() {
    INDArray images = Nd4j.createFromArray(new float[] {0, 10, 100}).reshape('c', 3, 1, 1, 1);
    INDArray labels = Nd4j.createFromArray(new float[] {1, 0, 0, 1, 0, 1}).reshape('c', 3, 2);
    double share = new Mixup(0.4, 7).share();

    new Mixup(0.4, 7).apply(images, labels);

    float one = (float) share;
    assertThat(HostCopy.read(images))
        .containsExactly(new float[] {100 * (1 - one), 10, 100 * one}, within(1e-4f));
    assertThat(HostCopy.read(labels))
        .containsExactly(new float[] {one, 1 - one, 0, 1, 1 - one, one}, within(1e-6f));
  }

  /** Beta(a, a) has mean 1/2 and variance 1 / (4 (2a + 1)). */
  @Test
  void sharesAreThoseOfTheBetaDistribution() {
    Mixup mixup = new Mixup(0.4, 3);
    double[] shares = IntStream.range(0, 20_000).mapToDouble(i -> mixup.share()).toArray();
    double mean = IntStream.range(0, shares.length).mapToDouble(i -> shares[i]).average().orElse(0);
    double variance =
        IntStream.range(0, shares.length)
            .mapToDouble(i -> Math.pow(shares[i] - mean, 2))
            .average()
            .orElse(0);

    assertThat(Arrays.stream(shares)).allMatch(share -> share >= 0 && share <= 1);
    assertThat(mean).isCloseTo(0.5, within(0.01));
    assertThat(variance).isCloseTo(1 / (4 * 1.8), within(0.005));
  }
}
