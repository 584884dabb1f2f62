package io.edgewise.search.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureCollectorTest {

  private static final ByteLimit PLENTY = new ByteLimit("max", 1 << 20);

  /** Height 2, width 3, the pixel in row 1 and column 2 is (10, 20, 30). */
  @Test
  void aColourPictureComesOutByRowsOfRedGreenBlue() throws IOException {
    BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
    image.setRGB(2, 1, 0x0A141E);
    ImageSet read = collect(encode(image, "png"));
    assertThat(read.height()).isEqualTo(2);
    assertThat(read.width()).isEqualTo(3);
    assertThat(read.channels()).isEqualTo(3);
    assertThat(Arrays.copyOfRange(read.pixels(), 15, 18)).containsExactly(10, 20, 30);
  }

  /** Stored grey 128 is 128, also where the JDK's colour conversion would make 188 of it. */
  @ParameterizedTest
  @CsvSource({BufferedImage.TYPE_BYTE_GRAY + ",128", BufferedImage.TYPE_USHORT_GRAY + ",32768"})
  void greyValuesAreTakenAsTheyAre(int type, int stored) throws IOException {
    BufferedImage image = new BufferedImage(1, 1, type);
    image.getRaster().setSample(0, 0, 0, stored);
    assertThat(collect(encode(image, "png")).pixels())
        .containsExactly((byte) 128, (byte) 128, (byte) 128);
  }

  @Test
  void palettesAndTransparencyAreResolved() throws IOException {
    byte[] red = {0, (byte) 200};
    byte[] none = {0, 0};
    IndexColorModel palette = new IndexColorModel(1, 2, red, none, none);
    BufferedImage indexed = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_BINARY, palette);
    indexed.getRaster().setSample(0, 0, 0, 1);
    assertThat(collect(encode(indexed, "png")).pixels()).containsExactly((byte) 200, 0, 0);

    BufferedImage clear = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
    clear.setRGB(0, 0, 0x00FF8040);
    assertThat(collect(encode(clear, "png")).pixels())
        .containsExactly((byte) 0xFF, (byte) 0x80, (byte) 0x40);
  }

  @Test
  void jpegIsReadToo() throws IOException {
    BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 256; i++) {
      image.setRGB(i % 16, i / 16, 0x6496C8);
    }
    byte[] pixels = collect(encode(image, "jpeg")).pixels();
    assertThat(pixels[0] & 0xFF).isCloseTo(0x64, within(4));
    assertThat(pixels[1] & 0xFF).isCloseTo(0x96, within(4));
    assertThat(pixels[2] & 0xFF).isCloseTo(0xC8, within(4));
  }

  @Test
  void refusesAnotherSize() throws IOException {
    PictureCollector collector = new PictureCollector(1, 2, PLENTY);
    collector.add("cat/a.png", stream(png(3, 2)), 0);
    refusal(collector, "cat/b.png", png(4, 2))
        .hasMessage("cat/b.png: is 2x4 (height x width); allowed is 2x3, the size of cat/a.png");
  }

  @Test
  void refusesWhatIsNoPicture() {
    PictureCollector collector = new PictureCollector(1, 2, PLENTY);
    refusal(collector, "cat/a.png", new byte[0])
        .hasMessage("cat/a.png: is empty; allowed is PNG, JPEG");
    refusal(collector, "cat/a.png", new byte[] {'G', 'I', 'F', '8'})
        .hasMessage("cat/a.png: is not a picture; allowed is PNG, JPEG");
  }

  @Test
  void refusesADamagedPicture() throws IOException {
    byte[] file = encode(noisy(), "png");
    refusal(new PictureCollector(1, 1, PLENTY), "cat/a.png", Arrays.copyOf(file, 200))
        .hasMessageStartingWith("cat/a.png: is a damaged png file: ");
  }

  /** The header of a PNG of a few bytes that claims 2 billion pixels a row. */
  @Test
  void refusesAHugePictureFromItsHeader() throws IOException {
    byte[] file = png(3, 2);
    ByteBuffer.wrap(file).putInt(16, 100_000).putInt(20, 100_000);
    refusal(new PictureCollector(1, 1, PLENTY), "cat/a.png", file)
        .hasMessage("cat/a.png: is 100000x100000 (height x width); allowed is 1 to 4096 each");
  }

  @Test
  void refusesMoreThanItsBoundBeforeTakingMemory() throws IOException {
    refusal(new PictureCollector(1, 1_000_000, PLENTY), "cat/a.png", png(3, 2))
        .hasMessage(
            "1000000 pictures of 2x3 take 18000000 bytes; allowed by max is at most 1048576");
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg"})
  void damageIsRefusedOrRead(String format) throws IOException {
    byte[] file = encode(noisy(), format);
    SplittableRandom random = new SplittableRandom(5);
    for (int round = 0; round < 600; round++) {
      byte[] damaged = DatasetBytes.damage(file, random);
      PictureCollector collector = new PictureCollector(1, 1, PLENTY);
      try {
        collector.add("a", stream(damaged), 0);
        assertThat(collector.finish().size()).isEqualTo(1);
      } catch (DatasetException e) {
        assertThat(e.getMessage()).matches("(?s)(a: |1 pictures).*");
      }
    }
  }

  private static AbstractThrowableAssert<?, ?> refusal(
      PictureCollector collector, String name, byte[] file) {
    return assertThatThrownBy(() -> collector.add(name, stream(file), 0))
        .isInstanceOf(DatasetException.class);
  }

  private static ImageSet collect(byte[] file) throws IOException {
    PictureCollector collector = new PictureCollector(1, 1, PLENTY);
    collector.add("a", stream(file), 0);
    return collector.finish();
  }

  private static BufferedImage noisy() {
    BufferedImage image = new BufferedImage(24, 20, BufferedImage.TYPE_INT_RGB);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 480; i++) {
      image.setRGB(i % 24, i / 24, random.nextInt());
    }
    return image;
  }

  private static byte[] png(int width, int height) throws IOException {
    return encode(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png");
  }

  private static byte[] encode(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, bytes)).isTrue();
    return bytes.toByteArray();
  }

  private static ByteArrayInputStream stream(byte[] file) {
    return new ByteArrayInputStream(file);
  }
}
