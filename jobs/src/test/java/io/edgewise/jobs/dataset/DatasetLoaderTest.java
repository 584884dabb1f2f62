package io.edgewise.jobs.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.jobs.dataset.DatasetSettings.Kind;
import io.edgewise.search.dataset.DataSplit;
import io.edgewise.search.dataset.GeneratedShapes;
import io.edgewise.search.dataset.ImageSet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** These tests say what is loaded, and how often. */
class DatasetLoaderTest extends DatasetFolderFixture {

  /** A folder of pictures as jobs/README.md spells it. */
  private static final Pattern PAGE_FOLDER = Pattern.compile("pictures/(\\S+)/\\*\\.jpg");

  // What is loaded.

  @Test
  void generatedImagesAreSplitInProportion() {
    DataSplit split =
        load(new DatasetSettings(Kind.GENERATED, "", 200, 50, 0.25, 3, PLENTY, FRAME));
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

  /** The page shows two layouts side by side; a class that one of them leaves out is put in. */
  @Test
  void theFoldersThatThePageShowsAreRead() throws IOException {
    List<List<String>> lines =
        Files.readAllLines(Path.of("README.md")).stream()
            .filter(line -> line.startsWith("pictures/"))
            .map(line -> PAGE_FOLDER.matcher(line).results().map(r -> r.group(1)).toList())
            .toList();
    assertThat(lines).hasSize(3).allSatisfy(line -> assertThat(line).hasSize(2));
    for (int layout = 0; layout < 2; layout++) {
      for (List<String> line : lines) {
        String beforeClass = line.get(layout).replaceFirst("[^/]*$", "");
        writePictures(layout + "/" + beforeClass + "cat", 0, 5);
        writePictures(layout + "/" + beforeClass + "dog", 1, 5);
      }
      DatasetSettings settings =
          new DatasetSettings(
              Kind.FOLDER, folder.resolve("" + layout).toString(), 100, 20, 0.2, 1, PLENTY, FRAME);
      DataSplit split = load(settings);
      assertThat(split.training().size()).isEqualTo(layout == 0 ? 8 : 10);
      assertThat(split.validation().size()).isEqualTo(layout == 0 ? 2 : 10);
      ImageSet test = DatasetLoader.loadTest(settings, configuration).orElseThrow();
      assertThat(test.classCounts()).containsExactly(5, 5);
    }
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
        new DatasetSettings(Kind.CIFAR10, subset.toString(), 10_000, 2000, 0.2, 1, 1 << 26, FRAME);
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

  private static Set<ByteBuffer> imagesOf(ImageSet images) {
    Set<ByteBuffer> result = new HashSet<>();
    for (int i = 0; i < images.size(); i++) {
      result.add(ByteBuffer.wrap(images.slice(i, i + 1).pixels()));
    }
    return result;
  }

  private static void assertRedIsLabel(ImageSet images) {
    byte[] pixels = images.pixels();
    for (int i = 0; i < images.size(); i++) {
      assertThat(pixels[i * images.imageBytes()]).isEqualTo((byte) images.label(i));
    }
  }
}
