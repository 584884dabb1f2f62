package io.edgewise.search.quantization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class QuantizationTest {

  @Test
  void aRangeOfMinusOneToTwoHasAScaleOfThreeOver255AndZeroOnAnInteger() {
    // scale = 3 / 255; zero point = round(-128 + 1 / scale) = -128 + 85.
    Quantization quantization = Quantization.ofRange(-1, 2);

    assertThat(quantization).isEqualTo(new Quantization(3 / 255f, -43));
    assertThat(quantization.quantize(0)).isEqualTo((byte) -43);
    assertThat(quantization.dequantize(-43)).isZero();
    assertThat(quantization.quantize(9)).isEqualTo((byte) 127);
  }

  @Test
  void zeroIsForcedIntoTheRange() {
    assertThat(Quantization.ofRange(1, 2)).isEqualTo(new Quantization(2 / 255f, -128));
    assertThat(Quantization.ofRange(-2, -1)).isEqualTo(new Quantization(2 / 255f, 127));
  }

  @Test
  void halvesGoAwayFromZero() {
    Quantization ones = new Quantization(1, 0);

    assertThat(ones.quantize(2.5)).isEqualTo((byte) 3);
    assertThat(ones.quantize(-2.5)).isEqualTo((byte) -3);
  }

  @Test
  void aRangeWithoutExtentOrEndIsRefused() {
    assertThatThrownBy(() -> Quantization.ofRange(0, 0))
        .hasMessage("range 0.0 to 0.0: allowed is a finite range with an extent");
    assertThatThrownBy(() -> Quantization.ofRange(0, Double.POSITIVE_INFINITY))
        .hasMessage("range 0.0 to Infinity: allowed is a finite range with an extent");
    assertThatThrownBy(() -> Quantization.ofRange(0, Double.NaN))
        .hasMessage("range 0.0 to NaN: allowed is a finite range with an extent");
    assertThatThrownBy(() -> new Quantization(0, 0))
        .hasMessage("scale 0.0: allowed is a number above zero");
    assertThatThrownBy(() -> new Quantization(1, 128))
        .hasMessage("zero point 128: allowed is -128 to 127");
  }
}
