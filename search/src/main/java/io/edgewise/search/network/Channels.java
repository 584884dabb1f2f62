package io.edgewise.search.network;

/**
 * This class says how a scaled number of channels becomes a whole one, and how channels fall into
 * groups.
 */
public final class Channels {

  /** Every scaled number of channels is a multiple of this. */
  public static final int DIVISOR = 8;

  private Channels() {}

  /**
   * The nearest multiple of {@value #DIVISOR}, at least {@value #DIVISOR}, and never below 90 % of
   * what was asked for: {@code round_filters} of EfficientNet (tensorflow/tpu,
   * efficientnet/efficientnet_model.py).
   *
   * @param channels more than 0
   */
  public static int round(double channels) {
    int nearest = Math.max(DIVISOR, (int) (channels + DIVISOR / 2.0) / DIVISOR * DIVISOR);
    return nearest < 0.9 * channels ? nearest + DIVISOR : nearest;
  }

  /** The channels inside a block: as many as its expansion comes to, rounded. */
  static int expanded(int channels, double expansion) {
    return Math.toIntExact(Math.round(channels * expansion));
  }

  /** The largest number that divides both. */
  static int commonDivisor(int a, int b) {
    return b == 0 ? a : commonDivisor(b, a % b);
  }

  /**
   * The largest number of equal groups that channels fall into.
   *
   * @param channels more than 0
   * @param most the result is at most this, but at least 1
   */
  static int groups(int channels, int most) {
    int groups = Math.max(1, Math.min(channels, most));
    while (channels % groups > 0) {
      groups--;
    }
    return groups;
  }
}
