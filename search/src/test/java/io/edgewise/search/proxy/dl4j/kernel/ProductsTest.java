package io.edgewise.search.proxy.dl4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
    Floats y = zeros(1);
    new Products(new SmallProducts(0))
        .forward(floats(2, 3), floats(5, 7), y, 1, 2, 1, RowPass.NONE);
    assertThat(values(y, 1)).containsExactly(2 * 5 + 3 * 7);
  }

  /**
   * The products run on oneDNN, or in runs of 64 rows of which the last is shorter, or in a single
   * one.
   */
  @ParameterizedTest
  @ValueSource(longs = {0, 64 * K * N, 1_000_000})
  void areTheirDefinitions(long small) {
    SplittableRandom random = new SplittableRandom(small);
    float[] x = numbers(random, ROWS * K);
    float[] w = numbers(random, K * N);
    float[] dy = numbers(random, ROWS * N);
    float[] y = new float[ROWS * N];
    float[] dx = new float[ROWS * K];
    float[] dw = new float[K * N];
    for (int row = 0; row < ROWS; row++) {
      for (int k = 0; k < K; k++) {
        for (int n = 0; n < N; n++) {
          y[row * N + n] += x[row * K + k] * w[k * N + n];
          dx[row * K + k] += dy[row * N + n] * w[k * N + n];
          dw[k * N + n] += x[row * K + k] * dy[row * N + n];
        }
      }
    }
    Products products = new Products(new SmallProducts(small));

    Floats output = zeros(ROWS * N);
    products.forward(floats(x), floats(w), output, ROWS, K, N, RowPass.NONE);
    assertThat(values(output, ROWS * N)).containsExactly(y, within(1e-5f));

    Floats input = zeros(ROWS * K);
    Floats weights = zeros(K * N);
    products.backward(floats(x), floats(w), floats(dy), input, weights, ROWS, K, N, RowPass.NONE);
    assertThat(values(input, ROWS * K)).containsExactly(dx, within(1e-5f));
    assertThat(values(weights, K * N)).containsExactly(dw, within(1e-4f));
  }

  /** A row is seen when it has been written, and changed before it is read: each once, in order. */
  @ParameterizedTest
  @ValueSource(longs = {0, 64 * K * N, 1_000_000})
  void passesSeeEveryRowInTime(long small) {
    Products products = new Products(new SmallProducts(small));
    float[] ones = new float[ROWS * N];
    Arrays.fill(ones, 1f);
    Floats y = zeros(ROWS);
    List<Float> seen = new ArrayList<>();
    products.forward(
        floats(ones),
        floats(1, 1, 1, 1, 1),
        y,
        ROWS,
        N,
        1,
        (from, to) -> {
          assertThat(from).isEqualTo(seen.size());
          float[] rows = new float[to - from];
          y.get(from, rows, 0, rows.length);
          for (float row : rows) {
            seen.add(row);
          }
        });
    assertThat(seen).hasSize(ROWS).containsOnly((float) N);

    Floats dx = zeros(ROWS * N);
    Floats dw = zeros(N);
    Floats dy = zeros(ROWS);
    products.backward(
        floats(ones),
        floats(1, 2, 3, 4, 5),
        dy,
        dx,
        dw,
        ROWS,
        N,
        1,
        (from, to) -> dy.put(from, ones, 0, to - from));
    assertThat(values(dw, N)).containsOnly(ROWS);
    assertThat(Arrays.copyOf(values(dx, ROWS * N), N)).containsExactly(1, 2, 3, 4, 5);
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
