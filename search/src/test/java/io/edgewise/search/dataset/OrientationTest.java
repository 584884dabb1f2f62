package io.edgewise.search.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrientationTest {

  /**
   * Stored are two rows of three pixels, abc over def. Upright, as Exif draws the letter F: 1 as
   * stored, 2 mirrored, 3 turned by 180 degrees, 4 upside down, 5 about the diagonal, 6 turned
   * right, 7 about the other diagonal, 8 turned left.
   */
  @ParameterizedTest
  @CsvSource({
    "0,abc/def",
    "1,abc/def",
    "2,cba/fed",
    "3,fed/cba",
    "4,def/abc",
    "5,ad/be/cf",
    "6,da/eb/fc",
    "7,fc/eb/da",
    "8,cf/be/ad",
    "9,abc/def"
  })
  void eachOfTheEightTagsTurnsThePictureUpright(int tag, String upright) {
    for (int type : new int[] {BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_BYTE_GRAY}) {
      BufferedImage image = new BufferedImage(3, 2, type);
      for (int i = 0; i < 6; i++) {
        for (int band = 0; band < image.getRaster().getNumBands(); band++) {
          image.getRaster().setSample(i % 3, i / 3, band, "abcdef".charAt(i));
        }
      }
      assertThat(letters(new UprightPixels(image, Orientation.of(tag)))).isEqualTo(upright);
    }
  }

  /**
   * A photograph of 16x32, stored lying: 32 wide with the tag 6, and an upright one of its size.
   */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aPhotographThatLiesOnItsSideIsReadStanding(boolean littleEndian) throws IOException {
    BufferedImage lying = new BufferedImage(32, 16, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 16; y++) {
      for (int x = 0; x < 16; x++) {
        lying.setRGB(x, y, 0xFFFFFF); // The left half, which is the upper half when it stands.
      }
    }
    PictureCollector collector =
        new PictureCollector(1, 1, new ByteLimit("max", 1 << 20), Frame.square(8, Fit.STRETCH));
    collector.add("a", new ByteArrayInputStream(tagged(jpeg(lying), 6, littleEndian)), 0);
    ImageSet read = collector.finish();
    assertThat(read.height()).isEqualTo(32);
    assertThat(read.width()).isEqualTo(16);
    byte[] pixels = read.pixels();
    assertThat(pixels[0] & 0xFF).isGreaterThan(250);
    assertThat(pixels[15 * 3] & 0xFF).isGreaterThan(250);
    assertThat(pixels[pixels.length - 1] & 0xFF).isLessThan(5);
    assertThat(pixels[pixels.length - 16 * 3] & 0xFF).isLessThan(5);
  }

  /** Exif data that are damaged turn nothing and never end the reading. */
  @Test
  void damagedExifDataAreNone() throws IOException {
    byte[] file = tagged(jpeg(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB)), 1, true);
    SplittableRandom random = new SplittableRandom(3);
    for (int round = 0; round < 500; round++) {
      byte[] damaged = file.clone();
      for (int change = 0; change < 3; change++) {
        damaged[random.nextInt(2, 40)] = (byte) random.nextInt(256);
      }
      assertThat(Orientation.ofJpeg(damaged)).isNotNull();
    }
  }

  private static String letters(Scanlines image) {
    StringBuilder text = new StringBuilder();
    byte[] row = new byte[image.width() * 3];
    for (int y = 0; y < image.height(); y++) {
      image.read(y, row, 0);
      text.append(y == 0 ? "" : "/");
      for (int x = 0; x < image.width(); x++) {
        text.append((char) row[x * 3 + 1]);
      }
    }
    return text.toString();
  }

  private static byte[] jpeg(BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, "jpeg", bytes)).isTrue();
    return bytes.toByteArray();
  }

  /**
   * Puts an APP1 segment behind the first marker: "Exif", a TIFF header, one directory, one tag.
   */
  static byte[] tagged(byte[] jpeg, int orientation, boolean littleEndian) {
    ByteBuffer tiff = ByteBuffer.allocate(26);
    tiff.order(littleEndian ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    tiff.put((littleEndian ? "II" : "MM").getBytes(StandardCharsets.US_ASCII));
    tiff.putShort((short) 42).putInt(8).putShort((short) 1);
    tiff.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) orientation);
    ByteBuffer file = ByteBuffer.allocate(jpeg.length + 10 + tiff.capacity());
    file.put(jpeg, 0, 2).putShort((short) 0xFFE1).putShort((short) (8 + tiff.capacity()));
    file.put("Exif\0\0".getBytes(StandardCharsets.US_ASCII)).put(tiff.array());
    return file.put(jpeg, 2, jpeg.length - 2).array();
  }
}
