package io.edgewise.sim.placement;

/**
 * A quantisation maps the integers of a tensor to real numbers: {@code scale * (q - zero point)},
 * one pair for the tensor or one a channel.
 */
public final class Quantization {

  /** The quantisation of a tensor that has none, such as one of floats. */
  public static final Quantization NONE = new Quantization(new float[0], new long[0]);

  private final float[] scales;
  private final long[] zeroPoints;

  /**
   * Keeps what a file says, whatever it is.
   *
   * @param zeroPoints as many as the scales, or fewer: one that is left out is 0
   */
  public Quantization(float[] scales, long[] zeroPoints) {
    this.scales = scales.clone();
    this.zeroPoints = zeroPoints.clone();
  }

  /** The number of scales: 0, 1, or one a channel. */
  public int count() {
    return scales.length;
  }

  /** Tells whether each channel has a scale of its own. */
  public boolean isPerChannel() {
    return scales.length > 1;
  }

  /** The scale of a channel; the tensor's where there is one for all. */
  public float scale(int channel) {
    return scales[scales.length == 1 ? 0 : channel];
  }

  /**
   * The zero point of a channel; the tensor's where there is one for all, 0 where none is given.
   */
  public long zeroPoint(int channel) {
    int at = scales.length == 1 ? 0 : channel;
    return at < zeroPoints.length ? zeroPoints[at] : 0;
  }
}
