package io.edgewise.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DrawingTest {

  private static final byte[] PICTURE = {1, 2, 3};

  private final List<String> told = new ArrayList<>();

  @Test
  @DisplayName("where Java can write a letter, there are pictures and not a word")
  void draws() {
    Drawing drawing = new Drawing(() -> {}, told::add);
    assertThat(drawing.of(() -> PICTURE)).contains(PICTURE);
    assertThat(drawing.draws()).isTrue();
    assertThat(told).isEmpty();
  }

  @Test
  @DisplayName("without FreeType there is no picture, which is said once, with what to install")
  void aMissingLibrary() {
    Drawing drawing =
        new Drawing(
            () -> {
              throw new UnsatisfiedLinkError("libharfbuzz.so.0: cannot open shared object file");
            },
            told::add);
    assertThat(drawing.of(() -> fail())).isEmpty();
    assertThat(drawing.of(() -> fail())).isEmpty();
    assertThat(drawing.draws()).isFalse();
    assertThat(told)
        .containsExactly(
            "no pictures are drawn: Java cannot write text on this machine"
                + " (java.lang.UnsatisfiedLinkError: libharfbuzz.so.0: cannot open shared object"
                + " file); install FreeType, fontconfig and a font (Debian: fontconfig"
                + " fonts-dejavu-core libfreetype6 libharfbuzz0b)");
  }

  @Test
  @DisplayName("nor is there without a font, of which Java tells by other faults")
  void noFont() {
    for (Throwable fault :
        List.of(
            new InternalError("Fontconfig head is null"),
            new NullPointerException("head"),
            new NoClassDefFoundError("Could not initialize class sun.font.SunFontManager"))) {
      assertThat(new Drawing(() -> sneak(fault), told::add).of(() -> fail())).isEmpty();
    }
    assertThat(told).hasSize(3);
  }

  private static byte[] fail() {
    throw new AssertionError("nothing is drawn");
  }

  private static void sneak(Throwable fault) {
    if (fault instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) fault;
  }
}
