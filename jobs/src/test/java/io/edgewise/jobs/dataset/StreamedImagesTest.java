package io.edgewise.jobs.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgewise.jobs.dataset.DatasetSettings.Kind;
import io.edgewise.search.dataset.DatasetException;
import io.edgewise.search.dataset.Fit;
import io.edgewise.search.dataset.Frame;
import io.edgewise.search.dataset.Images;
import io.edgewise.search.network.Block;
import io.edgewise.search.network.BlockNetwork;
import io.edgewise.search.network.BlockNetwork.Stem;
import io.edgewise.search.network.Fused;
import io.edgewise.search.network.Nonlinearity;
import io.edgewise.search.proxy.dl4j.ShardTraining;
import io.edgewise.search.training.FullRecipe;
import io.edgewise.search.training.Objective;
import io.edgewise.search.training.Snapshot;
import io.edgewise.search.training.TrainingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pictures of several sizes, more than {@code dataset.max-bytes} allows in memory. */
class StreamedImagesTest extends DatasetFolderFixture {

  private static final int SIDE = 8;
  private static final int PICTURES = 40;

  /** Half of what all pictures take at the size of the frame. */
  private static final long TOO_LITTLE = PICTURES / 2 * SIDE * SIDE * 3;

  @BeforeEach
  void picturesOfSeveralSizes() throws IOException {
    for (String part : List.of("train", "test")) {
      for (int i = 0; i < PICTURES; i++) {
        String name = i % 2 == 0 ? "ant" : "bee";
        Files.createDirectories(folder.resolve(part).resolve(name));
        writePicture(
            folder.resolve(part).resolve(name).resolve(i + ".png"), 6 * i, 9 + i % 5, 9 + i % 3);
      }
    }
  }

  private DatasetSettings settings(long maxBytes, long seed) {
    return new DatasetSettings(
        Kind.FOLDER,
        folder.toString(),
        PICTURES,
        PICTURES,
        0.25,
        seed,
        maxBytes,
        Frame.square(SIDE, Fit.CROP));
  }

  @Test
  void whatDoesNotFitInMemoryIsReadAsItIsNeededAndIsTheSame() {
    FullData held = DatasetLoader.full(settings(PLENTY, 1), configuration);
    FullData streamed = DatasetLoader.full(settings(TOO_LITTLE, 1), configuration);
    assertThat(held).isInstanceOf(FullData.Held.class);
    assertThat(streamed).isInstanceOf(FullData.Streamed.class);
    assertThat(streamed.training().size()).isEqualTo(30);
    assertSame(streamed.training(), held.training());
    assertSame(streamed.validation(), held.validation());
    assertSame(
        DatasetLoader.fullTest(settings(TOO_LITTLE, 1), configuration, SIDE).orElseThrow(),
        DatasetLoader.fullTest(settings(PLENTY, 1), configuration, SIDE).orElseThrow());
    assertSame(
        DatasetLoader.fullTested(settings(TOO_LITTLE, 1), configuration).orElseThrow().validation(),
        DatasetLoader.fullTested(settings(PLENTY, 1), configuration).orElseThrow().validation());
    assertSame(streamed.training().slice(3, 9), held.training().slice(3, 9));
  }

  @Test
  void whatIsReadAheadIsWhatIsReadAtOnce() {
    Images images = DatasetLoader.full(settings(TOO_LITTLE, 2), configuration).training();
    int[] order = IntStream.range(0, images.size()).map(i -> images.size() - 1 - i).toArray();
    List<byte[]> atOnce = IntStream.of(order).mapToObj(i -> pixels(images, i)).toList();
    List<byte[]> ahead = new ArrayList<>();
    for (int i = 0; i < order.length; i++) {
      images.next(order, i, Math.min(i + 4, order.length));
      ahead.add(pixels(images, order[i]));
    }
    assertThat(ahead).usingElementComparator(Arrays::compare).isEqualTo(atOnce);
  }

  @Test
  void aTrainingOnThemComesToTheSameWeights() {
    Snapshot held = trained(DatasetLoader.full(settings(PLENTY, 3), configuration));
    Snapshot streamed = trained(DatasetLoader.full(settings(TOO_LITTLE, 3), configuration));
    assertThat(streamed.parameters()).containsExactly(held.parameters());
  }

  @Test
  void theDriverSaysThatTheyAreReadAsTheyAreNeeded() {
    List<String> lines = new ArrayList<>();
    FullData unused = DatasetAnnouncement.full(settings(TOO_LITTLE, 1), configuration, lines::add);
    assertThat(lines)
        .contains(
            "data set folder: its pictures are read as they are needed: in memory they would take"
                + " more than dataset.max-bytes = "
                + TOO_LITTLE);
  }

  @Test
  void aPictureThatVanishedInTheMeantimeIsTold() throws IOException {
    Images images = DatasetLoader.full(settings(TOO_LITTLE, 4), configuration).training();
    try (Stream<Path> files = Files.walk(folder.resolve("train"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
    images.next(new int[] {1}, 0, 1);
    for (int image = 0; image < 2; image++) {
      int gone = image;
      assertThatThrownBy(() -> pixels(images, gone))
          .isInstanceOf(DatasetException.class)
          .hasMessageMatching(
              "dataset.path = .*: train/(ant|bee)/\\d+.png: cannot be read: .*FileNotFound.*");
    }
  }

  private static Snapshot trained(FullData data) {
    Images images = data.training();
    BlockNetwork network =
        new BlockNetwork(
            SIDE,
            images.channels(),
            images.classes(),
            new Stem(3, 2, 8, Nonlinearity.RELU),
            List.of(new Block(new Fused(3, 2), 2, 8, 8, Nonlinearity.RELU)),
            16,
            Nonlinearity.RELU);
    TrainingPlan plan =
        new TrainingPlan(
            new FullRecipe(2, 8, 0.01, 1, 0.02, 0.1, true, 0, 0.3, 0.9), images.size(), 1, 11);
    try (ShardTraining training =
        new ShardTraining(network, images, plan, new Objective.Labels())) {
      Snapshot first = training.train(0, training.start(), plan.stepsAnEpoch());
      return training.train(0, first, plan.steps());
    }
  }

  private static void assertSame(Images one, Images other) {
    assertThat(one.size()).isEqualTo(other.size());
    assertThat(one.classCounts()).containsExactly(other.classCounts());
    for (int i = 0; i < one.size(); i++) {
      assertThat(one.label(i)).isEqualTo(other.label(i));
      assertThat(pixels(one, i)).as("picture %d", i).containsExactly(pixels(other, i));
    }
  }

  private static byte[] pixels(Images images, int image) {
    byte[] pixels = new byte[images.imageBytes()];
    images.image(image, pixels);
    return pixels;
  }
}
