package io.edgewise.search.proxy.dl4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

class ProductsTest {
  private static final int ROWS = 200;
  private static final int K = 6;
  private static final int N = 5;

  @Test
  void byHand() {
    Floats c = zeros(1);
    new Products(new SmallProducts(0)).multiply(floats(2, 3), floats(5, 7), c, 1, 2, 1);
    assertThat(values(c, 1)).containsExactly(2 * 5 + 3 * 7);
  }

  /** On oneDNN, in runs of 64 rows of which the last is shorter, and in a single run. */
  @ParameterizedTest
  @ValueSource(longs = {0, 64 * K * N, 1_000_000})
  void areTheirDefinitions(long small) {
    SplittableRandom random = new SplittableRandom(small);
    float[] a = numbers(random, ROWS * K);
    float[] b = numbers(random, K * N);
    float[] d = numbers(random, ROWS * N);
    float[] product = new float[ROWS * N];
    float[] byTransposed = new float[ROWS * K];
    float[] transposed = new float[K * N];
    for (int row = 0; row < ROWS; row++) {
      for (int k = 0; k < K; k++) {
        for (int n = 0; n < N; n++) {
          product[row * N + n] += a[row * K + k] * b[k * N + n];
          byTransposed[row * K + k] += d[row * N + n] * b[k * N + n];
          transposed[k * N + n] += a[row * K + k] * d[row * N + n];
        }
      }
    }
    Products products = new Products(new SmallProducts(small));

    Floats c = zeros(ROWS * N);
    products.multiply(floats(a), floats(b), c, ROWS, K, N);
    assertThat(values(c, ROWS * N)).containsExactly(product, within(1e-5f));

    c = zeros(ROWS * K);
    products.multiplyByTransposed(floats(d), floats(b), c, ROWS, N, K);
    assertThat(values(c, ROWS * K)).containsExactly(byTransposed, within(1e-5f));

    c = zeros(K * N);
    products.transposedMultiply(floats(a), floats(d), c, ROWS, K, N);
    assertThat(values(c, K * N)).containsExactly(transposed, within(1e-4f));
  }

  @Test
  void aSmallProductHasAtLeast64Rows() {
    assertThat(new SmallProducts(1_000_000).rows(144, 64)).isEqualTo(108);
    assertThat(new SmallProducts(1_000_000).rows(216, 96)).isZero(); // 48
    assertThat(new SmallProducts(0).rows(1, 1)).isZero();
  }

  private static float[] numbers(SplittableRandom random, int n) {
    float[] numbers = new float[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = (float) random.nextDouble(-1, 1);
    }
    return numbers;
  }

  private static Floats floats(float... values) {
    return Floats.of(Nd4j.createFromArray(values));
  }

  private static Floats zeros(int n) {
    return Floats.of(Nd4j.zeros(DataType.FLOAT, n));
  }

  private static float[] values(Floats floats, int n) {
    float[] values = new float[n];
    floats.get(0, values, 0, n);
    return values;
  }
}
