package io.edgewise.search.proxy.dl4j.kernel;

/** Sums and copies of whole arrays, tile by tile. */
public final class Sums {
  private static final int TILE = 2048;

  private Sums() {}

  /** {@code sum = a + b}. */
  public static void add(Floats a, Floats b, Floats sum) {
    float[] x = Scratch.ofThread().heap(0, TILE);
    float[] y = Scratch.ofThread().heap(1, TILE);
    for (int at = 0; at < sum.length(); at += TILE) {
      int n = Math.min(TILE, sum.length() - at);
      a.get(at, x, 0, n);
      b.get(at, y, 0, n);
      add(x, y, n);
      sum.put(at, x, 0, n);
    }
  }

  private static void add(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      x[i] += y[i];
    }
  }

  /** {@code target = source}. */
  public static void copy(Floats source, Floats target) {
    float[] x = Scratch.ofThread().heap(0, TILE);
    for (int at = 0; at < target.length(); at += TILE) {
      int n = Math.min(TILE, target.length() - at);
      source.get(at, x, 0, n);
      target.put(at, x, 0, n);
    }
  }
}
