package io.edgewise.jobs.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgewise.jobs.dataset.DatasetSettings.Kind;
import io.edgewise.search.dataset.DataSplit;
import io.edgewise.search.dataset.DatasetException;
import io.edgewise.search.dataset.Fit;
import io.edgewise.search.dataset.Frame;
import io.edgewise.search.dataset.ImageSet;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.apache.hadoop.conf.Configuration;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A folder in which tests write data sets in every format, on a file system that counts. */
abstract class DatasetFolderFixture {

  static final long PLENTY = 1 << 24;
  static final Frame FRAME = Frame.square(8, Fit.STRETCH);

  @TempDir Path folder;
  final Configuration configuration = new Configuration();

  @BeforeEach
  void knowTheCountingFileSystem() {
    configuration.setClass(
        "fs.counting.impl", CountingFileSystem.class, org.apache.hadoop.fs.FileSystem.class);
    configuration.setClass(
        "fs.closed.impl", ClosedFileSystem.class, org.apache.hadoop.fs.FileSystem.class);
  }

  DataSplit load(DatasetSettings settings) {
    return DatasetLoader.load(settings, configuration);
  }

  AbstractThrowableAssert<?, ?> refused(DatasetSettings settings) {
    return assertThatThrownBy(() -> load(settings)).isInstanceOf(DatasetException.class);
  }

  DatasetSettings settings(Kind kind, int examples, long seed) {
    return new DatasetSettings(kind, "counting:" + folder, examples, 100, 0.2, seed, PLENTY, FRAME);
  }

  void writeCifar(String name, ImageSet images) throws IOException {
    Files.write(folder.resolve(name), cifar(images));
  }

  static byte[] cifar(ImageSet images) {
    byte[] file = new byte[images.size() * 3073];
    byte[] pixels = new byte[3072];
    for (int i = 0; i < images.size(); i++) {
      images.image(i, pixels);
      file[i * 3073] = (byte) images.label(i);
      for (int p = 0; p < 3072; p++) {
        file[i * 3073 + 1 + p % 3 * 1024 + p / 3] = pixels[p];
      }
    }
    return file;
  }

  /** Grey images of 5x4 in four classes. */
  void writeIdx(String part, int count) throws IOException {
    writeIdx(part, count, 5, 4);
  }

  /** Grey images in four classes. */
  void writeIdx(String part, int count, int height, int width) throws IOException {
    int bytes = height * width;
    byte[] labels = new byte[count];
    byte[] pixels = new byte[count * bytes];
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) (i % 4);
      Arrays.fill(pixels, i * bytes, (i + 1) * bytes, (byte) i);
    }
    ByteBuffer images = ByteBuffer.allocate(16 + pixels.length);
    images.putInt(0x0803).putInt(count).putInt(height).putInt(width).put(pixels);
    Files.write(folder.resolve(part + "-images-idx3-ubyte"), images.array());
    ByteBuffer classes = ByteBuffer.allocate(8 + count);
    classes.putInt(0x0801).putInt(count).put(labels);
    Files.write(folder.resolve(part + "-labels-idx1-ubyte"), classes.array());
  }

  void writePictures(String name, int red, int count) throws IOException {
    Files.createDirectories(folder.resolve(name));
    for (int i = 0; i < count; i++) {
      writePicture(folder.resolve(name).resolve(i + ".png"), red, 4, 6);
    }
  }

  static void writePicture(Path file, int red, int width, int height) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < width; x++) {
      for (int y = 0; y < height; y++) {
        image.setRGB(x, y, red << 16 | x << 8 | y);
      }
    }
    assertThat(ImageIO.write(image, "png", file.toFile())).isTrue();
  }
}
