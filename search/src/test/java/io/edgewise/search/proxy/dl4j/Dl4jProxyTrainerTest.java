package io.edgewise.search.proxy.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgewise.search.accuracy.AccuracyMetric;
import io.edgewise.search.dataset.DataSplit;
import io.edgewise.search.dataset.ImageSet;
import io.edgewise.search.lowering.ProxyView;
import io.edgewise.search.network.Block;
import io.edgewise.search.network.BlockBody;
import io.edgewise.search.network.BlockNetwork;
import io.edgewise.search.network.BlockNetwork.Stem;
import io.edgewise.search.network.Fused;
import io.edgewise.search.network.FusedGrouped;
import io.edgewise.search.network.FusedStrided;
import io.edgewise.search.network.MBConv;
import io.edgewise.search.network.Nonlinearity;
import io.edgewise.search.proxy.Balance;
import io.edgewise.search.proxy.ProxyTrainer;
import io.edgewise.search.proxy.TrainingOutcome;
import io.edgewise.search.proxy.TrainingOutcome.LevelledOff;
import io.edgewise.search.proxy.TrainingOutcome.Paused;
import io.edgewise.search.proxy.TrainingOutcome.StopReason;
import io.edgewise.search.proxy.TrainingOutcome.Stopped;
import io.edgewise.search.proxy.TrainingOutcome.Trained;
import io.edgewise.search.proxy.TrainingRecipe;
import io.edgewise.search.proxy.TrainingState;
import io.edgewise.search.space.SearchSpace;
import io.edgewise.search.space.file.SearchSpaceFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;

class Dl4jProxyTrainerTest {
  private static final TrainingRecipe RECIPE = new TrainingRecipe(6, 16, 5e-3, 0.1, false, 60_000);

  private final ProxyTrainer trainer = new Dl4jProxyTrainer(1L << 30);

  /**
   * Two classes that no pixel alone tells apart: horizontal and vertical stripes of random phase
   * and contrast, with noise.
   */
  private static ImageSet stripes(int count, long seed) {
    int side = 8;
    SplittableRandom random = new SplittableRandom(seed);
    byte[] pixels = new byte[count * side * side];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i % 2;
      int phase = random.nextInt(4);
      int contrast = random.nextInt(60, 100);
      for (int y = 0; y < side; y++) {
        for (int x = 0; x < side; x++) {
          int along = labels[i] == 0 ? y : x;
          int value = (along + phase) % 4 < 2 ? 128 + contrast : 128 - contrast;
          pixels[(i * side + y) * side + x] = (byte) (value + random.nextInt(-20, 20));
        }
      }
    }
    return new ImageSet(side, side, 1, 2, pixels, labels);
  }

  private static final DataSplit DATA = new DataSplit(stripes(160, 1), stripes(50, 2));

  /** Every kind of block: expanded and not, with squeeze-excite, residuals and strides. */
  private static BlockNetwork network(int resolution) {
    return new BlockNetwork(
        resolution,
        1,
        2,
        new Stem(3, 1, 8, Nonlinearity.RELU6),
        List.of(
            new Block(new Fused(3, 2), 1, 8, 8, Nonlinearity.SWISH),
            new Block(new Fused(3, 2), 2, 8, 16, Nonlinearity.RELU),
            new Block(new MBConv.Body(5, 2, 4), 1, 16, 16, Nonlinearity.SWISH),
            new Block(new MBConv.Body(3, 1, 0), 2, 16, 16, Nonlinearity.RELU),
            new Block(new Fused(3, 1), 1, 16, 16, Nonlinearity.RELU6)),
        32,
        Nonlinearity.SWISH);
  }

  @Test
  void learnsWhatNoPixelAloneTells() {
    TrainingOutcome outcome = trainer.train(network(8), DATA, RECIPE, 3);

    assertThat(outcome).isInstanceOf(Trained.class);
    Trained trained = (Trained) outcome;
    assertThat(trained.score().estimate(AccuracyMetric.TOP_1).value()).isGreaterThan(0.9);
    assertThat(trained.epochLosses()).hasSize(6);
    assertThat(trained.epochLosses().get(5)).isLessThan(trained.epochLosses().get(0));
  }

  /**
   * ND4J says of a row that it is in Fortran's order; at 4 pixels the last maps are single ones.
   */
  @ParameterizedTest
  @ValueSource(ints = {4, 8})
  void trainsImageByImage(int resolution) {
    DataSplit few = new DataSplit(stripes(24, 1), stripes(10, 2));
    TrainingRecipe oneByOne = new TrainingRecipe(1, 1, 5e-4, 0.1, false, 60_000);
    assertThat(trainer.train(network(resolution), few, oneByOne, 3)).isInstanceOf(Trained.class);
  }

  /** Trains the first network of the space whose proxy holds such a block. */
  @ParameterizedTest
  @ValueSource(classes = {FusedStrided.Body.class, FusedGrouped.Body.class, MBConv.Body.class})
  void trainsAProxyWithBlocksOfEveryKindOfASpace(Class<? extends BlockBody> kind) {
    SearchSpace space = SearchSpaceFile.find("mobilenet-edgetpu-v2");
    ProxyView view = new ProxyView(8, 1, 2, 0.25, 0.25, 3);
    BlockNetwork proxy =
        new Random(1)
            .longs()
            .mapToObj(seed -> view.network(space.sample(new Random(seed))))
            .filter(network -> network.blocks().stream().anyMatch(b -> kind.isInstance(b.body())))
            .findFirst()
            .orElseThrow();

    TrainingOutcome outcome =
        trainer.train(proxy, DATA, new TrainingRecipe(1, 16, 1e-3, 0, false, 600_000), 3);

    assertThat(outcome).isInstanceOf(Trained.class);
  }

  @Test
  void sameSeedGivesTheSameResultWhateverElseRunsInTheJvm() throws Exception {
    TrainingOutcome alone = trainer.train(network(8), DATA, RECIPE, 5);
    ExecutorService pool = Executors.newFixedThreadPool(3);
    try {
      Future<TrainingOutcome> first = pool.submit(() -> trainer.train(network(8), DATA, RECIPE, 5));
      Future<TrainingOutcome> other = pool.submit(() -> trainer.train(network(8), DATA, RECIPE, 6));
      Future<TrainingOutcome> second =
          pool.submit(() -> trainer.train(network(8), DATA, RECIPE, 5));

      assertThat(first.get()).isEqualTo(alone);
      assertThat(second.get()).isEqualTo(alone);
      assertThat(other.get()).isNotEqualTo(alone);
    } finally {
      pool.shutdownNow();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  @DisplayName("paused, kept and gone on with elsewhere: the same as trained in one go")
  void goesOnWhereItPaused(int epoch) throws Exception {
    TrainingOutcome whole = trainer.train(network(8), DATA, RECIPE, 5);

    TrainingOutcome first = trainer.train(network(8), DATA, RECIPE, 5, TrainingState.START, epoch);
    assertThat(first).isInstanceOf(Paused.class);
    Paused paused = (Paused) first;
    assertThat(paused.state().epochs()).isEqualTo(epoch);
    assertThat(paused.score().estimate(AccuracyMetric.TOP_1).value()).isBetween(0.0, 1.0);
    TrainingState kept = copy(paused.state());
    TrainingOutcome second = new Dl4jProxyTrainer().train(network(8), DATA, RECIPE, 5, kept, 6);

    assertThat(second).isEqualTo(whole);
  }

  @Test
  @DisplayName("with DL4J's own layers, the ones for a GPU: it learns, and goes on where it paused")
  void trainsStockLayers() throws Exception {
    TrainingRecipe recipe = new TrainingRecipe(3, 16, 5e-3, 0.1, true, 60_000);
    ProxyTrainer stock = new Dl4jProxyTrainer(1L << 30, Layers.STOCK);

    TrainingOutcome whole = stock.train(network(8), DATA, recipe, 5);

    assertThat(whole).isInstanceOf(Trained.class);
    List<Double> losses = ((Trained) whole).epochLosses();
    assertThat(losses).hasSize(3).allMatch(Double::isFinite);
    assertThat(losses.get(2)).isLessThan(losses.get(0));
    assertThat(((Trained) whole).score().estimate(AccuracyMetric.TOP_1).value()).isGreaterThan(0.5);

    Paused paused = (Paused) stock.train(network(8), DATA, recipe, 5, TrainingState.START, 1);
    TrainingState kept = copy(paused.state());
    assertThat(stock.train(network(8), DATA, recipe, 5, kept, 3)).isEqualTo(whole);
    assertThat(Nd4j.getWorkspaceManager().getAllWorkspacesForCurrentThread())
        .as("memory that the thread keeps")
        .isEmpty();
  }

  /** Copies a state as it would come from another JVM. */
  private static TrainingState copy(TrainingState state) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(state);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (TrainingState) in.readObject();
    }
  }

  @Test
  void refusesAPauseThatLiesBehind() {
    assertThatThrownBy(() -> trainer.train(network(8), DATA, RECIPE, 5, TrainingState.START, 7))
        .hasMessage("to epoch 7: allowed is above 0, where it paused, to 6, the recipe's last");
  }

  @Test
  @DisplayName("a training whose loss no longer falls ends with the accuracy it has")
  void levelsOff() {
    TrainingRecipe idle = new TrainingRecipe(50, 16, 1e-9, 0, false, 0, 3, 60_000, Balance.NONE);

    TrainingOutcome outcome = trainer.train(network(8), DATA, idle, 3);

    assertThat(outcome).isInstanceOf(LevelledOff.class);
    LevelledOff level = (LevelledOff) outcome;
    assertThat(level.detail()).matches("no lower loss in 3 epochs, at epoch \\d+ of 50");
    assertThat(level.epochLosses()).hasSizeBetween(4, 49);
  }

  @Test
  void trainsAtAnotherResolutionThanTheImages() {
    TrainingOutcome outcome = trainer.train(network(12), DATA, RECIPE, 3);

    assertThat(outcome).isInstanceOf(Trained.class);
    assertThat(((Trained) outcome).score().estimate(AccuracyMetric.TOP_1).value())
        .isGreaterThan(0.9);
  }

  @Test
  void augmentationChangesTheTraining() {
    TrainingRecipe augmented = new TrainingRecipe(1, 16, 5e-3, 0.1, true, 60_000);
    TrainingRecipe plain = new TrainingRecipe(1, 16, 5e-3, 0.1, false, 60_000);

    assertThat(trainer.train(network(8), DATA, augmented, 3))
        .isNotEqualTo(trainer.train(network(8), DATA, plain, 3));
  }

  @Test
  void explodingLossIsAResult() {
    TrainingRecipe absurd = new TrainingRecipe(6, 16, 1e6, 0, false, 60_000);

    TrainingOutcome outcome = trainer.train(network(8), DATA, absurd, 3);

    assertThat(outcome).isInstanceOf(Stopped.class);
    Stopped stopped = (Stopped) outcome;
    assertThat(stopped.reason()).isEqualTo(StopReason.DIVERGED);
    assertThat(stopped.detail()).matches("loss .* at step \\d+ of epoch \\d+");
  }

  @Test
  @DisplayName("whether a class has examples or not, the network has an output for it")
  void aClassWithoutExamplesIsTrainedAroundIt() {
    DataSplit sparse =
        new DataSplit(DATA.training().withClasses(3), DATA.validation().withClasses(3));
    BlockNetwork network = network(8);
    BlockNetwork three =
        new BlockNetwork(8, 1, 3, network.stem(), network.blocks(), 32, network.headActivation());

    TrainingOutcome outcome = trainer.train(three, sparse, RECIPE, 3);

    assertThat(((Trained) outcome).score().estimate(AccuracyMetric.TOP_1).value())
        .isGreaterThan(0.9);
  }

  @Test
  @DisplayName("images of one colour, which have no contrast to normalise by, train to chance")
  void imagesWithoutContrast() {
    DataSplit flat = new DataSplit(flat(64), flat(32));

    TrainingOutcome outcome = trainer.train(network(8), flat, RECIPE, 3);

    assertThat(outcome).isInstanceOf(Trained.class);
    assertThat(((Trained) outcome).score().estimate(AccuracyMetric.TOP_1).value()).isEqualTo(0.5);
  }

  private static ImageSet flat(int count) {
    int[] labels = IntStream.range(0, count).map(i -> i % 2).toArray();
    return new ImageSet(8, 8, 1, 2, new byte[count * 64], labels);
  }

  @Test
  void timeLimitIsAResult() {
    TrainingRecipe hurried = new TrainingRecipe(1000, 16, 1e-3, 0, false, 1);

    TrainingOutcome outcome = trainer.train(network(8), DATA, hurried, 3);

    assertThat(outcome).isInstanceOf(Stopped.class);
    assertThat(((Stopped) outcome).reason()).isEqualTo(StopReason.TIMED_OUT);
    // How many steps a millisecond holds is the machine's affair.
    assertThat(((Stopped) outcome).detail()).matches("limit 1 ms at step \\d+ of epoch \\d+");
  }

  @Test
  void networkTooBigForTheLimitIsAResult() {
    TrainingOutcome outcome = new Dl4jProxyTrainer(1 << 20).train(network(8), DATA, RECIPE, 3);

    assertThat(outcome).isInstanceOf(Stopped.class);
    assertThat(((Stopped) outcome).reason()).isEqualTo(StopReason.OUT_OF_MEMORY);
    assertThat(((Stopped) outcome).detail()).contains("the limit of one training is 1 MB");
  }

  @Test
  void refusesDataThatDoesNotFitTheNetwork() {
    BlockNetwork rgb =
        new BlockNetwork(
            8, 3, 2, new Stem(3, 1, 8, Nonlinearity.RELU), List.of(), 16, Nonlinearity.RELU);

    assertThatThrownBy(() -> trainer.train(rgb, DATA, RECIPE, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("network of 3 channels and 2 classes, data of 1 channels and 2 classes");
  }
}
