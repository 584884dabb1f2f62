package io.edgewise.search.proxy.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgewise.search.dataset.DataSplit;
import io.edgewise.search.dataset.ImageSet;
import io.edgewise.search.network.Block;
import io.edgewise.search.network.BlockNetwork;
import io.edgewise.search.network.BlockNetwork.Stem;
import io.edgewise.search.network.MBConv;
import io.edgewise.search.network.Nonlinearity;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.MatrixUtils;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ZeroCostTest {

  private static BlockNetwork network(int blocks, int width) {
    Block block = new Block(new MBConv.Body(3, 4, 0), 1, width, width, Nonlinearity.SWISH);
    return new BlockNetwork(
        8,
        3,
        10,
        new Stem(3, 1, width, Nonlinearity.SWISH),
        Collections.nCopies(blocks, block),
        16,
        Nonlinearity.SWISH);
  }

  private static DataSplit data() {
    SplittableRandom random = new SplittableRandom(1);
    byte[] pixels = new byte[40 * 8 * 8 * 3];
    random.nextBytes(pixels);
    ImageSet images = new ImageSet(8, 8, 3, 10, pixels, random.ints(40, 0, 10).toArray());
    return new DataSplit(images, images);
  }

  @ParameterizedTest
  @EnumSource(Layers.class)
  @DisplayName("the flow of ones grows with depth and width, and stays within a float's range")
  void synflowGrowsWithTheNetwork(Layers layers) {
    double small = ZeroCost.synflow(network(1, 8), layers, 1);
    double deep = ZeroCost.synflow(network(12, 8), layers, 1);
    double wide = ZeroCost.synflow(network(1, 16), layers, 1);

    assertThat(List.of(small, deep, wide)).allMatch(Double::isFinite);
    assertThat(deep).isGreaterThan(small);
    assertThat(wide).isGreaterThan(small);
    assertThat(ZeroCost.synflow(network(1, 8), layers, 1)).isEqualTo(small);
  }

  /** Uncorrelated images: every eigenvalue is 1, so -sum(log 1 + 1) over three. */
  @Test
  @DisplayName("worked by hand: images that a network tells apart score higher than equal ones")
  void jacobianScore() {
    double apart = ZeroCost.score(MatrixUtils.createRealIdentityMatrix(3));
    double equal =
        ZeroCost.score(new Array2DRowRealMatrix(new double[][] {{1, 1, 1}, {1, 1, 1}, {1, 1, 1}}));

    assertThat(apart).isCloseTo(-3, within(1e-3));
    assertThat(equal).isLessThan(-100_000);
  }

  @ParameterizedTest
  @EnumSource(Layers.class)
  void jacobianIsAFunctionOfNetworkDataAndSeed(Layers layers) {
    double once = ZeroCost.jacobian(network(2, 8), layers, data(), 3);

    assertThat(once).isFinite().isEqualTo(ZeroCost.jacobian(network(2, 8), layers, data(), 3));
    assertThat(once).isNotEqualTo(ZeroCost.jacobian(network(2, 8), layers, data(), 4));
  }
}
