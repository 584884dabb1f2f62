package io.edgewise.search.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FitTest {

  /**
   * 1x6 to a square: of the columns 0 to 5, the shorter side's one, (6 - 1) / 2 = 2 from the left.
   */
  @Test
  void aCropIsTheCentredSquareOfTheShorterSide() {
    assertThat(drawn(1, 6, Frame.square(1, Fit.CROP), 0, 10, 20, 30, 40, 50)).containsExactly(20);
    assertThat(drawn(6, 1, Frame.square(1, Fit.CROP), 0, 10, 20, 30, 40, 50)).containsExactly(20);
    assertThat(drawn(2, 4, Frame.square(2, Fit.CROP), 0, 1, 2, 3, 4, 5, 6, 7))
        .containsExactly(1, 2, 5, 6);
  }

  /** A picture of 4x4 gives its two middle rows, whole, to a frame of 1x2. */
  @Test
  void aCropHasTheProportionsOfTheFrame() {
    Scanlines part = Fit.CROP.part(image(4, 4, new byte[16]), 1, 2);
    assertThat(part)
        .isInstanceOfSatisfying(
            Scanlines.Window.class,
            window -> {
              assertThat(window.top()).isEqualTo(1);
              assertThat(window.left()).isZero();
              assertThat(window.height()).isEqualTo(2);
              assertThat(window.width()).isEqualTo(4);
            });
  }

  @Test
  void stretchingKeepsBothEnds() {
    assertThat(drawn(1, 6, new Frame(1, 6, Fit.STRETCH), 0, 10, 20, 30, 40, 50))
        .containsExactly(0, 10, 20, 30, 40, 50);
    assertThat(drawn(1, 2, new Frame(1, 4, Fit.STRETCH), 0, 100)).containsExactly(0, 25, 75, 100);
  }

  /** The window lies inside, is centred to a pixel, and has one side whole, whatever the shapes. */
  @Test
  void aCropLiesInsideAndLosesOneSideOnly() {
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 2000; round++) {
      int height = random.nextInt(1, 400);
      int width = random.nextInt(1, 400);
      Scanlines image = image(height, width, new byte[height * width]);
      Scanlines.Window window =
          (Scanlines.Window) Fit.CROP.part(image, random.nextInt(1, 300), random.nextInt(1, 300));
      assertThat(window.height() == height || window.width() == width).isTrue();
      assertThat(window.height()).isBetween(1, height);
      assertThat(window.width()).isBetween(1, width);
      assertThat(height - window.height() - 2 * window.top()).isBetween(0, 1);
      assertThat(width - window.width() - 2 * window.left()).isBetween(0, 1);
    }
  }

  private static byte[] drawn(int height, int width, Frame frame, int... values) {
    byte[] pixels = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      pixels[i] = (byte) values[i];
    }
    byte[] target = new byte[frame.height() * frame.width()];
    frame.draw(image(height, width, pixels), target, 0);
    return target;
  }

  private static Scanlines image(int height, int width, byte[] pixels) {
    return new ImageSet(height, width, 1, 1, pixels, new int[] {0}).scanlines(0);
  }
}
