package io.edgewise.search.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureCollectorTest {

  private static final ByteLimit PLENTY = new ByteLimit("max", 1 << 20);
  private static final Frame FRAME = Frame.square(8, Fit.STRETCH);

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

  /** A row of 0, 0, 255, 255 and one of half its length: each becomes what resizing makes of it. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void picturesOfSeveralSizesAreBroughtToTheFrameInAnyOrder(boolean longFirst) throws IOException {
    byte[] wide = encode(halves(4, 1), "png");
    byte[] small = encode(halves(2, 1), "png");
    Frame frame = new Frame(1, 2, Fit.STRETCH);
    PictureCollector collector = new PictureCollector(2, 3, PLENTY, frame);
    collector.add("a", stream(longFirst ? wide : small), 0);
    collector.add("b", stream(longFirst ? wide : small), 0);
    collector.add("c", stream(longFirst ? small : wide), 1);
    ImageSet read = collector.finish();
    assertThat(read.height()).isEqualTo(1);
    assertThat(read.width()).isEqualTo(2);
    assertThat(read.labels()).containsExactly(0, 0, 1);
    int shrunk = longFirst ? 0 : 2;
    int same = 2 - shrunk;
    assertThat(read.slice(same, same + 1).pixels()).containsExactly(0, 0, 0, 255, 255, 255);
    byte[] resized = collect(wide).resized(1, 2).pixels();
    assertThat(read.slice(shrunk, shrunk + 1).pixels()).isEqualTo(resized);
  }

  @Test
  void onlyAnotherSizeMovesPicturesFromTheirOwn() throws IOException {
    PictureCollector collector = new PictureCollector(1, 2, PLENTY, FRAME);
    collector.add("a", stream(png(3, 2)), 0);
    collector.add("b", stream(png(3, 2)), 0);
    assertThat(collector.finish().width()).isEqualTo(3);
  }

  @Test
  void aCropBringsAlsoPicturesOfOneSizeToTheFrame() throws IOException {
    PictureCollector collector = new PictureCollector(1, 1, PLENTY, Frame.square(8, Fit.CROP));
    collector.add("a", stream(png(30, 20)), 0);
    assertThat(collector.finish().width()).isEqualTo(8);
  }

  /** Ten pictures of 200 x 200 pixels take 1.2 MB, more than the limit; at 8 x 8 they fit. */
  @Test
  void picturesThatDoNotFitAreBroughtToTheFrame() throws IOException {
    PictureCollector collector = new PictureCollector(1, 10, PLENTY, FRAME);
    for (int i = 0; i < 10; i++) {
      collector.add("a", stream(png(200, 200)), 0);
    }
    assertThat(collector.finish().height()).isEqualTo(8);
  }

  /**
   * 48 million pixels, of which every second row and column is decoded: left black, right white.
   */
  @Test
  void aHugePictureIsThinnedWhileItIsDecoded() throws IOException {
    BufferedImage huge = new BufferedImage(12_000, 4_000, BufferedImage.TYPE_BYTE_BINARY);
    huge.getRaster().setSamples(6_000, 0, 6_000, 4_000, 0, ones(24_000_000));
    PictureCollector collector = new PictureCollector(1, 1, PLENTY, new Frame(1, 4, Fit.STRETCH));
    collector.add("a", stream(encode(huge, "png")), 0);
    byte[] pixels = collector.finish().pixels();
    assertThat(pixels[0]).isZero();
    assertThat(pixels[11]).isEqualTo((byte) 255);
  }

  /** 255/65535 of a value of 16 bits is one of 8 bits. */
  @Test
  void coloursOfSixteenBitsKeepTheirUpperEight() throws IOException {
    BufferedImage deep =
        new BufferedImage(
            new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB),
                false,
                false,
                Transparency.OPAQUE,
                DataBuffer.TYPE_USHORT),
            Raster.createInterleavedRaster(DataBuffer.TYPE_USHORT, 1, 1, 3, null),
            false,
            null);
    deep.getRaster().setPixel(0, 0, new int[] {200 * 257, 100 * 257, 50 * 257});
    assertThat(collect(encode(deep, "png")).pixels()).containsExactly((byte) 200, 100, 50);
  }

  @Test
  void refusesWhatIsNoPicture() {
    PictureCollector collector = new PictureCollector(1, 2, PLENTY, FRAME);
    refusal(collector, "cat/a.png", new byte[0])
        .hasMessage("cat/a.png: is empty; allowed is PNG, JPEG");
    refusal(collector, "cat/a.png", new byte[] {'G', 'I', 'F', '8'})
        .hasMessage("cat/a.png: is not a picture; allowed is PNG, JPEG");
  }

  @Test
  void refusesADamagedPicture() throws IOException {
    byte[] file = encode(noisy(), "png");
    refusal(new PictureCollector(1, 1, PLENTY, FRAME), "cat/a.png", Arrays.copyOf(file, 200))
        .hasMessageStartingWith("cat/a.png: is a damaged png file: ");
  }

  /** Every length at which a file can be cut off between its header and its last bytes. */
  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg"})
  void refusesAPictureThatIsCutOffAnywhere(String format) throws IOException {
    byte[] file = encode(noisy(), format);
    for (int length = 4; length < file.length - 1; length += 7) {
      refusal(new PictureCollector(1, 1, PLENTY, FRAME), "a", Arrays.copyOf(file, length))
          .hasMessageStartingWith("a: is a damaged " + format + " file: ");
    }
  }

  /** The JDK's decoder shows such a PNG as if nothing were wrong. */
  @Test
  void refusesAPngWhoseChecksumIsWrong() throws IOException {
    byte[] file = encode(noisy(), "png");
    byte[] damaged = file.clone();
    damaged[damaged.length - 14] ^= 1;
    refusal(new PictureCollector(1, 1, PLENTY, FRAME), "a", damaged)
        .hasMessage(
            "a: is a damaged png file: a checksum at byte " + (file.length - 16) + " is wrong");
  }

  /**
   * Pictures come with Adobe's segment, which says CMYK (0) or YCCK (2), and without, which means
   * CMYK too.
   */
  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 2})
  void refusesTheColoursOfPrint(int adobe) throws IOException {
    refusal(new PictureCollector(1, 1, PLENTY, FRAME), "a", fourComponents(adobe))
        .hasMessage(
            "a: is a JPEG of four components, as of CMYK, the colours of print; allowed is grey or"
                + " RGB: convert it, such as with ImageMagick's mogrify -colorspace sRGB");
  }

  /** The header of a PNG of a few bytes that claims 2 billion pixels a row. */
  @Test
  void refusesAHugePictureFromItsHeader() throws IOException {
    byte[] file = png(3, 2);
    ByteBuffer.wrap(file).putInt(16, 100_000).putInt(20, 100_000);
    refusal(new PictureCollector(1, 1, PLENTY, FRAME), "cat/a.png", file)
        .hasMessage(
            "cat/a.png: is 100000x100000 (height x width); allowed is 1 to 65535 each, and"
                + " 178956970 pixels in all");
    ByteBuffer.wrap(file).putInt(16, 60_000).putInt(20, 60_000);
    refusal(new PictureCollector(1, 1, PLENTY, FRAME), "cat/a.png", file)
        .hasMessageStartingWith("cat/a.png: is 60000x60000 (height x width); allowed is ");
  }

  @Test
  void refusesMoreThanItsBoundBeforeTakingMemory() throws IOException {
    refusal(new PictureCollector(1, 1_000_000, PLENTY, FRAME), "cat/a.png", png(3, 2))
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
      PictureCollector collector = new PictureCollector(1, 1, PLENTY, FRAME);
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
    PictureCollector collector = new PictureCollector(1, 1, PLENTY, FRAME);
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

  private static BufferedImage halves(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, i % width < width / 2 ? 0 : 0xFFFFFF);
    }
    return image;
  }

  private static int[] ones(int count) {
    int[] values = new int[count];
    Arrays.fill(values, 1);
    return values;
  }

  /**
   * A JPEG of 16x16.
   *
   * @param adobe transform that Adobe's segment APP14 tells; negative: there is none
   */
  private static byte[] fourComponents(int adobe) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      Raster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 16, 16, 4, null);
      writer.write(null, new IIOImage(raster, null, null), writer.getDefaultWriteParam());
    } finally {
      writer.dispose();
    }
    byte[] file = bytes.toByteArray();
    if (adobe < 0) {
      return file;
    }
    ByteBuffer marked = ByteBuffer.allocate(file.length + 16);
    marked.put(file, 0, 2).putShort((short) 0xFFEE).putShort((short) 14);
    marked.put("Adobe".getBytes(StandardCharsets.US_ASCII)).putShort((short) 100);
    marked.putInt(0).put((byte) adobe).put(file, 2, file.length - 2);
    return marked.array();
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
