package io.edgewise.search.quantization;

/**
 * The steps of a quantisation.
 *
 * @param equalizes cross-layer equalisation before anything else
 * @param ranges of activations
 * @param correctsBias bias correction after the weights are rounded
 */
public record Recipe(boolean equalizes, RangeMethod ranges, boolean correctsBias) {

  /** The plainest: least and largest values, weights to the nearest integer. */
  public static final Recipe MINMAX = new Recipe(false, RangeMethod.MINMAX, false);

  public Recipe withEqualization(boolean equalized) {
    return new Recipe(equalized, ranges, correctsBias);
  }

  public Recipe withRanges(RangeMethod method) {
    return new Recipe(equalizes, method, correctsBias);
  }

  public Recipe withBiasCorrection(boolean corrected) {
    return new Recipe(equalizes, ranges, corrected);
  }

  /** Its steps in a few words, such as {@code equalized, least-squares, bias-corrected}. */
  @Override
  public String toString() {
    String method =
        switch (ranges) {
          case MINMAX -> "minmax";
          case PERCENTILE_99_99 -> "percentile 99.99";
          case PERCENTILE_99_9 -> "percentile 99.9";
          case LEAST_SQUARES -> "least-squares";
        };
    return (equalizes ? "equalized, " : "") + method + (correctsBias ? ", bias-corrected" : "");
  }
}
