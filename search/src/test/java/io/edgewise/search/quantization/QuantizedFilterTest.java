package io.edgewise.search.quantization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class QuantizedFilterTest {

  @Test
  void eachChannelHasItsOwnScale() {
    // Channel 0: 1.27 / 127 = 0.01; channel 1: 254 / 127 = 2. Biases over 0.5 times the scale.
    FloatFilter floats =
        new FloatFilter(
            FilterLayout.OHWI, new float[] {1.27f, -0.5f, 254, -100}, new float[] {1, -3});

    QuantizedFilter filter = QuantizedFilter.of(floats, 0.5f);

    assertThat(filter.weights()).containsExactly(127, -50, 127, -50);
    assertThat(filter.scales()).containsExactly(1.27f / 127, 2);
    assertThat(filter.biases()).containsExactly(200, -3);
  }

  @Test
  void weightsOfADepthwiseFilterLieChannelByChannelInside() {
    FloatFilter floats =
        new FloatFilter(FilterLayout.HWC, new float[] {127, 254, -127, -254}, new float[2]);

    QuantizedFilter filter = QuantizedFilter.of(floats, 1);

    assertThat(filter.scales()).containsExactly(1, 2);
    assertThat(filter.weights()).containsExactly(127, 127, -127, -127);
  }

  @Test
  void aScaleGrowsUntilTheBiasFits() {
    // gamma near 0: the weights would have a scale of 1e-12, the bias then 1e12 steps.
    FloatFilter floats =
        new FloatFilter(FilterLayout.OHWI, new float[] {127e-12f}, new float[] {1});

    QuantizedFilter filter = QuantizedFilter.of(floats, 1);

    assertThat(filter.scale(0)).isEqualTo((float) (2.0 / Integer.MAX_VALUE));
    assertThat(filter.bias(0)).isEqualTo(1 << 30);
    assertThat(filter.weight(0)).isZero();
  }

  @Test
  void aChannelOfZerosHasAScaleAllTheSame() {
    QuantizedFilter filter =
        QuantizedFilter.of(new FloatFilter(FilterLayout.OHWI, new float[2], new float[1]), 0.02f);

    assertThat(filter.scale(0)).isPositive();
    assertThat(filter.weights()).containsOnly(0);
    assertThat(filter.biases()).containsOnly(0);
  }

  @Test
  void normalisationFoldsIntoWeightsAndBias() {
    // gamma / sqrt(variance + epsilon) = 6 / sqrt(8 + 1) = 2; bias = 1 - 5 * 2.
    FloatFilter folded =
        new BatchNormalization(
                new float[] {6}, new float[] {1}, new float[] {5}, new float[] {8}, 1)
            .foldInto(FilterLayout.OHWI, new float[] {3, -4});

    assertThat(folded.weight(0)).isEqualTo(6);
    assertThat(folded.weight(1)).isEqualTo(-8);
    assertThat(folded.biases()).containsExactly(-9);
  }

  @Test
  void whatIsOutOfRangeIsRefused() {
    assertThatThrownBy(
            () ->
                new QuantizedFilter(
                    FilterLayout.OHWI, new byte[] {-128}, new float[] {1}, new int[1]))
        .hasMessage("weight 0 is -128: allowed is -127 to 127");
    assertThatThrownBy(
            () -> new QuantizedFilter(FilterLayout.OHWI, new byte[3], new float[2], new int[2]))
        .hasMessage("3 weights do not divide among 2 output channels");
    assertThatThrownBy(
            () -> new FloatFilter(FilterLayout.OHWI, new float[] {Float.NaN}, new float[1]))
        .hasMessage("weight 0 is NaN");
    assertThatThrownBy(
            () ->
                new BatchNormalization(
                    new float[1], new float[1], new float[1], new float[] {-1}, 1e-3))
        .hasMessage("running variance -1.0 of channel 0: allowed is zero and above");
  }
}
