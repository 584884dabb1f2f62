package io.edgewise.jobs.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgewise.jobs.dataset.DatasetSettings.Kind;
import io.edgewise.search.dataset.DataSplit;
import io.edgewise.search.dataset.DatasetException;
import io.edgewise.search.dataset.GeneratedShapes;
import io.edgewise.search.dataset.ImageSet;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;
import org.apache.hadoop.conf.Configuration;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetLoaderTest {

  private static final long PLENTY = 1 << 24;

  @TempDir private Path folder;
  private final Configuration configuration = new Configuration();

  @BeforeEach
  void knowTheCountingFileSystem() {
    configuration.setClass(
        "fs.counting.impl", CountingFileSystem.class, org.apache.hadoop.fs.FileSystem.class);
  }

  // What is loaded.

  @Test
  void generatedImagesAreSplitInProportion() {
    DataSplit split = load(new DatasetSettings(Kind.GENERATED, "", 200, 50, 0.25, 3, PLENTY));
    assertThat(split.training().size()).isEqualTo(150);
    assertThat(split.validation().size()).isEqualTo(50);
    for (int count : split.validation().classCounts()) {
      assertThat(count).isBetween(4, 6);
    }
    assertThat(imagesOf(split.training()))
        .doesNotContainAnyElementsOf(imagesOf(split.validation()));
  }

  @Test
  void theSeedChoosesWhatIsHeldOut() throws IOException {
    writeCifar("data_batch_1.bin", new GeneratedShapes(1).training(100));
    DataSplit first = load(settings(Kind.CIFAR10, 100, 1));
    assertThat(imagesOf(load(settings(Kind.CIFAR10, 100, 2)).validation()))
        .isNotEqualTo(imagesOf(first.validation()));
  }

  /** Two files of 60 and 40 images: all 100 come back, and the test file stays out. */
  @Test
  void cifarBatchesAreOneDataSetAndTheTestBatchAnother() throws IOException {
    ImageSet shapes = new GeneratedShapes(1).training(100);
    writeCifar("data_batch_1.bin", shapes.slice(0, 60));
    writeCifar("data_batch_2.bin", shapes.slice(60, 100));
    writeCifar("test_batch.bin", new GeneratedShapes(1).test(30));
    DatasetSettings settings = settings(Kind.CIFAR10, 1000, 1);

    DataSplit split = load(settings);
    Set<ByteBuffer> seen = imagesOf(split.training());
    seen.addAll(imagesOf(split.validation()));
    assertThat(seen).isEqualTo(imagesOf(shapes));
    ImageSet test = DatasetLoader.loadTest(settings, configuration).orElseThrow();
    assertThat(imagesOf(test)).isEqualTo(imagesOf(new GeneratedShapes(1).test(30)));
  }

  @Test
  void idxFilesAreRead() throws IOException {
    writeIdx("train", 40);
    writeIdx("t10k", 8);
    DatasetSettings settings = settings(Kind.IDX, 1000, 1);
    DataSplit split = load(settings);
    assertThat(split.training().size()).isEqualTo(32);
    assertThat(split.training().channels()).isEqualTo(1);
    assertThat(split.training().classes()).isEqualTo(4);
    assertThat(DatasetLoader.loadTest(settings, configuration).orElseThrow().size()).isEqualTo(8);
  }

  /** The classes are the folders in the order of their names; each picture's red is its class. */
  @Test
  void picturesAreLabelledByTheirFolders() throws IOException {
    writePictures("zebra", 2, 10);
    writePictures("ant", 0, 20);
    writePictures("bee", 1, 10);
    writePictures("test/bee", 1, 3);
    Files.createFile(folder.resolve("ant/.DS_Store"));
    DatasetSettings settings = settings(Kind.FOLDER, 20, 1);

    DataSplit split = load(settings);
    assertThat(split.training().classes()).isEqualTo(3);
    assertThat(split.training().size() + split.validation().size()).isEqualTo(20);
    assertRedIsLabel(split.training());
    assertRedIsLabel(split.validation());
    ImageSet test = DatasetLoader.loadTest(settings, configuration).orElseThrow();
    assertThat(test.classCounts()).containsExactly(0, 3, 0);
    assertRedIsLabel(test);
  }

  @Test
  void picturesMayLieInAFolderTrain() throws IOException {
    writePictures("train/ant", 0, 5);
    writePictures("train/bee", 1, 5);
    writePictures("test/ant", 0, 5);
    DataSplit split = load(settings(Kind.FOLDER, 20, 1));
    assertThat(split.training().size() + split.validation().size()).isEqualTo(10);
    assertRedIsLabel(split.training());
  }

  @Test
  void thereNeedBeNoTestFiles() throws IOException {
    writePictures("ant", 0, 5);
    writePictures("bee", 1, 5);
    assertThat(DatasetLoader.loadTest(settings(Kind.FOLDER, 20, 1), configuration)).isEmpty();
  }

  @Test
  void theRealCifarSubsetIsRead() {
    Path subset = Path.of("../../shared/data/cifar10-subset");
    Assumptions.assumeTrue(Files.isDirectory(subset));
    DatasetSettings settings =
        new DatasetSettings(Kind.CIFAR10, subset.toString(), 10_000, 2000, 0.2, 1, 1 << 26);
    DataSplit split = load(settings);
    assertThat(split.training().size()).isEqualTo(8000);
    for (int count : split.validation().classCounts()) {
      assertThat(count).isBetween(180, 220);
    }
    assertThat(DatasetLoader.loadTest(settings, configuration).orElseThrow().size())
        .isEqualTo(2000);
  }

  // Once a JVM.

  @Test
  void eightTasksReadTheFilesOnce() throws Exception {
    writeCifar("data_batch_1.bin", new GeneratedShapes(1).training(500));
    DatasetSettings settings = settings(Kind.CIFAR10, 500, 1);
    int before = CountingFileSystem.OPENED.get();
    ExecutorService tasks = Executors.newFixedThreadPool(8);
    try {
      List<Future<DataSplit>> splits = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        splits.add(tasks.submit(() -> load(settings)));
      }
      for (Future<DataSplit> split : splits) {
        assertThat(split.get()).isSameAs(splits.get(0).get());
      }
    } finally {
      tasks.shutdownNow();
    }
    assertThat(CountingFileSystem.OPENED.get() - before).isEqualTo(1);
  }

  @Test
  void aFailedLoadIsTriedAgain() throws IOException {
    DatasetSettings settings = settings(Kind.CIFAR10, 100, 1);
    refused(settings).hasMessageContaining("there is no training file");
    writeCifar("data_batch_1.bin", new GeneratedShapes(1).training(100));
    assertThat(load(settings).training().size()).isEqualTo(80);
  }

  // What is refused.

  @Test
  void aMissingFolder() {
    DatasetSettings settings =
        new DatasetSettings(Kind.CIFAR10, folder + "/gone", 100, 100, 0.2, 1, PLENTY);
    refusedByCheck(settings)
        .hasMessage("dataset.path = " + folder + "/gone: there is no such folder");
  }

  @Test
  void aFileInPlaceOfAFolder() throws IOException {
    Path file = Files.createFile(folder.resolve("a.bin"));
    refusedByCheck(new DatasetSettings(Kind.IDX, file.toString(), 9, 9, 0.2, 1, PLENTY))
        .hasMessage("dataset.path = " + file + ": is a file; allowed is a folder");
  }

  @Test
  void aSchemeThatNobodyServes() {
    refusedByCheck(new DatasetSettings(Kind.IDX, "gopher://host/a", 9, 9, 0.2, 1, PLENTY))
        .hasMessageStartingWith("dataset.path = gopher://host/a: cannot be opened: ");
    refusedByCheck(new DatasetSettings(Kind.IDX, "a:b:c", 9, 9, 0.2, 1, PLENTY))
        .hasMessageStartingWith("dataset.path = a:b:c: cannot be opened: ");
  }

  @Test
  void foldersWithoutTheRightFiles() {
    refusedByCheck(settings(Kind.CIFAR10, 100, 1))
        .hasMessage(
            key()
                + "there is no training file; allowed are the names data_batch_1.bin,"
                + " data_batch_2.bin, … and test_batch.bin");
    refusedByCheck(settings(Kind.IDX, 100, 1))
        .hasMessageStartingWith(key() + "there is no training file; allowed are the names train-");
    refusedByCheck(settings(Kind.FOLDER, 100, 1))
        .hasMessage(
            key()
                + "has 0 class folders (); allowed is a folder of PNG or JPEG pictures for each of"
                + " at least 2 classes");
  }

  @Test
  void cifarFilesOfImpossibleLength() throws IOException {
    Files.write(folder.resolve("data_batch_1.bin"), new byte[5000]);
    refusedByCheck(settings(Kind.CIFAR10, 100, 1))
        .hasMessage(
            key()
                + "data_batch_1.bin: is 5000 bytes long: its last record, at offset 3073, has 1927"
                + " bytes; allowed is a whole number of records of 3073 bytes");
    Files.write(folder.resolve("data_batch_1.bin"), new byte[0]);
    refusedByCheck(settings(Kind.CIFAR10, 100, 1))
        .hasMessageStartingWith(key() + "data_batch_1.bin: is empty; allowed is ");
  }

  @Test
  void aDamagedCifarFile() throws IOException {
    byte[] file = cifar(new GeneratedShapes(1).training(20));
    file[3073 * 7] = 10;
    Files.write(folder.resolve("data_batch_1.bin"), file);
    refused(settings(Kind.CIFAR10, 100, 1))
        .hasMessage(key() + "data_batch_1.bin: label 10 at offset 21511; allowed is 0 to 9");
  }

  @Test
  void moreBytesThanAllowed() throws IOException {
    writeCifar("data_batch_1.bin", new GeneratedShapes(1).training(20));
    DatasetSettings small =
        new DatasetSettings(Kind.CIFAR10, "counting:" + folder, 20, 20, 0.2, 1, 50_000);
    refusedByCheck(small)
        .hasMessage(
            key()
                + "data_batch_1.bin take 61460 bytes; allowed by dataset.max-bytes is at most 50000");
    refusedByCheck(new DatasetSettings(Kind.GENERATED, "", 20, 20, 0.2, 1, 50_000))
        .hasMessage(
            "dataset.examples = 20: so many generated images take 61440 bytes; allowed by"
                + " dataset.max-bytes is at most 50000");
  }

  @Test
  void idxFilesWithoutTheirPartnersOrTwice() throws IOException {
    writeIdx("train", 10);
    Path labels = folder.resolve("train-labels-idx1-ubyte");
    Path twin = Files.copy(labels, folder.resolve("train-labels-idx1-ubyte.gz"));
    refusedByCheck(settings(Kind.IDX, 100, 1))
        .hasMessage(
            key()
                + "there are train-labels-idx1-ubyte and train-labels-idx1-ubyte.gz; allowed is"
                + " one");
    Files.delete(twin);
    Files.delete(labels);
    refusedByCheck(settings(Kind.IDX, 100, 1))
        .hasMessage(
            key() + "train-images-idx3-ubyte: its labels, train-labels-idx1-ubyte, are missing");
  }

  @Test
  void aClassWithoutPictures() throws IOException {
    writePictures("ant", 0, 3);
    Files.createDirectory(folder.resolve("bee"));
    refusedByCheck(settings(Kind.FOLDER, 100, 1))
        .hasMessage(
            key()
                + "bee: is a class without pictures; allowed is at least one .png, .jpg or .jpeg");
  }

  @Test
  void aFileThatIsNoPicture() throws IOException {
    writePictures("ant", 0, 3);
    writePictures("bee", 1, 3);
    Files.createFile(folder.resolve("bee/notes.txt"));
    refusedByCheck(settings(Kind.FOLDER, 100, 1))
        .hasMessage(key() + "bee/notes.txt: is no picture; allowed are .png, .jpg and .jpeg files");
  }

  @Test
  void aTestClassThatIsNotTrained() throws IOException {
    writePictures("ant", 0, 3);
    writePictures("bee", 1, 3);
    writePictures("test/bees", 1, 3);
    refusedByCheck(settings(Kind.FOLDER, 100, 1))
        .hasMessage(
            key() + "test/bees: no class of the training pictures is named so; did you mean bee?");
  }

  @Test
  void aPictureOfAnotherSize() throws IOException {
    writePictures("ant", 0, 3);
    writePictures("bee", 1, 3);
    writePicture(folder.resolve("bee/9.png"), 1, 5, 7);
    refused(settings(Kind.FOLDER, 100, 1))
        .hasMessageStartingWith(key())
        .hasMessageContaining("(height x width); allowed is")
        .hasMessageContaining("bee/9.png")
        .hasMessageContaining("7x5");
  }

  @Test
  void tooFewImages() throws IOException {
    writeCifar("data_batch_1.bin", new GeneratedShapes(1).training(7));
    refused(settings(Kind.CIFAR10, 100, 1))
        .hasMessage(
            "dataset.path = counting:"
                + folder
                + ": has 7 training images of 10 classes; allowed is at least one a class");
    refused(new DatasetSettings(Kind.GENERATED, "", 7, 7, 0.2, 1, PLENTY))
        .hasMessage(
            "dataset.examples = 7: the data set has 10 classes; allowed is at least one example a"
                + " class");
    refused(new DatasetSettings(Kind.GENERATED, "", 11, 7, 0.2, 1, PLENTY))
        .hasMessage(
            "dataset.validation-fraction = 0.2: of 11 examples, 2 would be held out; allowed is at"
                + " least 1, with at least 10, one a class, left for training");
  }

  @Test
  void testImagesThatDoNotFit() throws IOException {
    writePictures("ant", 0, 3);
    writePictures("bee", 1, 3);
    Files.createDirectories(folder.resolve("test/bee"));
    writePicture(folder.resolve("test/bee/0.png"), 1, 5, 7);
    assertThatThrownBy(() -> DatasetLoader.loadTest(settings(Kind.FOLDER, 100, 1), configuration))
        .isInstanceOf(DatasetException.class)
        .hasMessage(
            key()
                + "its test images are 7x5 in 2 classes; allowed is what the training images are,"
                + " 6x4 in 2 classes");
  }

  private DataSplit load(DatasetSettings settings) {
    return DatasetLoader.load(settings, configuration);
  }

  private AbstractThrowableAssert<?, ?> refused(DatasetSettings settings) {
    return assertThatThrownBy(() -> load(settings)).isInstanceOf(DatasetException.class);
  }

  private AbstractThrowableAssert<?, ?> refusedByCheck(DatasetSettings settings) {
    return assertThatThrownBy(() -> DatasetLoader.check(settings, configuration))
        .isInstanceOf(DatasetException.class);
  }

  private DatasetSettings settings(Kind kind, int examples, long seed) {
    return new DatasetSettings(kind, "counting:" + folder, examples, 100, 0.2, seed, PLENTY);
  }

  private String key() {
    return "dataset.path = counting:" + folder + ": ";
  }

  private static Set<ByteBuffer> imagesOf(ImageSet images) {
    Set<ByteBuffer> result = new HashSet<>();
    for (int i = 0; i < images.size(); i++) {
      result.add(ByteBuffer.wrap(images.slice(i, i + 1).pixels()));
    }
    return result;
  }

  private static void assertRedIsLabel(ImageSet images) {
    for (int i = 0; i < images.size(); i++) {
      assertThat(images.pixels()[i * images.imageBytes()]).isEqualTo((byte) images.label(i));
    }
  }

  private void writeCifar(String name, ImageSet images) throws IOException {
    Files.write(folder.resolve(name), cifar(images));
  }

  private static byte[] cifar(ImageSet images) {
    byte[] file = new byte[images.size() * 3073];
    for (int i = 0; i < images.size(); i++) {
      file[i * 3073] = (byte) images.label(i);
      for (int p = 0; p < 3072; p++) {
        file[i * 3073 + 1 + p % 3 * 1024 + p / 3] = images.pixels()[i * 3072 + p];
      }
    }
    return file;
  }

  /** Grey images of 5x4 in four classes. */
  private void writeIdx(String part, int count) throws IOException {
    byte[] labels = new byte[count];
    byte[] pixels = new byte[count * 20];
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) (i % 4);
      Arrays.fill(pixels, i * 20, i * 20 + 20, (byte) i);
    }
    ByteBuffer images = ByteBuffer.allocate(16 + pixels.length);
    images.putInt(0x0803).putInt(count).putInt(5).putInt(4).put(pixels);
    Files.write(folder.resolve(part + "-images-idx3-ubyte"), images.array());
    ByteBuffer classes = ByteBuffer.allocate(8 + count);
    classes.putInt(0x0801).putInt(count).put(labels);
    Files.write(folder.resolve(part + "-labels-idx1-ubyte"), classes.array());
  }

  private void writePictures(String name, int red, int count) throws IOException {
    Files.createDirectories(folder.resolve(name));
    for (int i = 0; i < count; i++) {
      writePicture(folder.resolve(name).resolve(i + ".png"), red, 4, 6);
    }
  }

  private static void writePicture(Path file, int red, int width, int height) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < width; x++) {
      for (int y = 0; y < height; y++) {
        image.setRGB(x, y, red << 16 | x << 8 | y);
      }
    }
    assertThat(ImageIO.write(image, "png", file.toFile())).isTrue();
  }
}
