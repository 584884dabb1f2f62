package io.edgewise.search.proxy.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.edgewise.search.dataset.GeneratedShapes;
import io.edgewise.search.dataset.ImageSet;
import io.edgewise.search.lowering.DeployView;
import io.edgewise.search.network.Block;
import io.edgewise.search.network.BlockNetwork;
import io.edgewise.search.network.BlockNetwork.Stem;
import io.edgewise.search.network.Fused;
import io.edgewise.search.network.MBConv;
import io.edgewise.search.network.Nonlinearity;
import io.edgewise.search.network.WeightNames;
import io.edgewise.search.network.WeightNames.Weight;
import io.edgewise.search.space.file.SearchSpaceFile;
import io.edgewise.search.training.DivergedException;
import io.edgewise.search.training.FullRecipe;
import io.edgewise.search.training.Objective;
import io.edgewise.search.training.Objective.Distillation;
import io.edgewise.search.training.Snapshot;
import io.edgewise.search.training.TrainingPlan;
import io.edgewise.search.weights.NamedArray;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A full training on a handful of generated images. */
class ShardTrainingTest {

  private static final Objective LABELS = new Objective.Labels();
  private static final int IMAGES = 96;
  private static final int BATCH = 16;
  private static final FullRecipe PLAIN = new FullRecipe(3, BATCH, 0.01, 1, 0, 0, false, 0, 0, 0);
  private static final FullRecipe WITH_ALL =
      new FullRecipe(3, BATCH, 0.01, 1, 0.02, 0.1, true, 0.25, 0.4, 0.998);

  private static final ImageSet DATA = new GeneratedShapes(1).training(IMAGES);
  private static final BlockNetwork NETWORK =
      new BlockNetwork(
          DATA.height(),
          DATA.channels(),
          DATA.classes(),
          new Stem(3, 2, 8, Nonlinearity.RELU),
          List.of(
              new Block(new Fused(3, 4), 2, 8, 8, Nonlinearity.RELU),
              new Block(new MBConv.Body(3, 4, 2), 1, 8, 8, Nonlinearity.SWISH)),
          32,
          Nonlinearity.RELU);

  static List<BlockNetwork> networks() {
    DeployView view = new DeployView(DATA.height(), DATA.channels(), DATA.classes());
    return List.of(
        NETWORK,
        view.network(SearchSpaceFile.find("mobilenet-edgetpu-v2").sample(new Random(1))),
        view.network(SearchSpaceFile.find("efficientnet").sample(new Random(2))));
  }

  /** Stopped after any step, and gone on with in another network, weights are the same bits. */
  @ParameterizedTest
  @MethodSource("networks")
  void aTrainingInStretchesIsTheTrainingInOneGo(BlockNetwork network) {
    TrainingPlan plan = plan(WITH_ALL);
    Snapshot start;
    Snapshot whole;
    try (ShardTraining training = new ShardTraining(network, DATA, plan, LABELS)) {
      start = training.start();
      whole = training.train(0, start, 3);
    }
    Snapshot at = start;
    for (int to : new int[] {1, 3}) {
      try (ShardTraining training = new ShardTraining(network, DATA, plan, LABELS)) {
        at = training.train(0, at, to);
      }
    }
    assertSameBits(at, whole);
  }

  /** The same holds with a teacher, which sees the images as they are blended. */
  @Test
  void aTaughtTrainingInStretchesIsTheTrainingInOneGo() {
    TrainingPlan plan = plan(WITH_ALL);
    Snapshot start = start(plan);
    Objective taught = new Distillation(NETWORK, start.parameters(), 4, 0.9);
    Snapshot whole;
    try (ShardTraining training = new ShardTraining(NETWORK, DATA, plan, taught)) {
      whole = training.train(0, start, 3);
    }
    Snapshot at = start;
    for (int to : new int[] {2, 3}) {
      try (ShardTraining training = new ShardTraining(NETWORK, DATA, plan, taught)) {
        at = training.train(0, at, to);
      }
    }
    assertSameBits(at, whole);
    try (ShardTraining training = new ShardTraining(NETWORK, DATA, plan, LABELS)) {
      assertThat(whole.parameters()).isNotEqualTo(training.train(0, start, 3).parameters());
    }
  }

  /** Its answers are all that counts: their loss is none where they are its own already. */
  @Test
  void whoHearsOnlyTheTeacherComesToSayWhatItSays() {
    TrainingPlan plan = plan(PLAIN);
    Snapshot at = start(plan);
    Objective taught = new Distillation(NETWORK, at.parameters(), 1, 1);
    double first;
    try (ShardTraining training = new ShardTraining(NETWORK, DATA, plan, taught)) {
      at = training.train(0, at, plan.stepsAnEpoch());
      first = at.lossSum();
      for (int epoch = 1; epoch < 3; epoch++) {
        at = training.train(0, at.withoutLoss(), plan.endOfEpoch(at.step()));
      }
    }
    assertThat(at.lossSum()).isBetween(0.0, first / 2);
  }

  /** A training in between changes nothing, such as the one that measures the speed. */
  @Test
  void aTrainingIsAFunctionOfItsSnapshot() {
    try (ShardTraining training = new ShardTraining(NETWORK, DATA, plan(WITH_ALL), LABELS)) {
      Snapshot start = training.start();
      Snapshot first = training.train(0, start, 2);
      Snapshot again = training.train(0, start, 2);

      assertSameBits(again, first);
    }
  }

  @Test
  void shardsSeeOtherImagesAndWhoTrainsThemDoesNotMatter() {
    TrainingPlan plan = new TrainingPlan(PLAIN, IMAGES, 2, 5);
    try (ShardTraining training = new ShardTraining(NETWORK, DATA, plan, LABELS)) {
      Snapshot start = training.start();
      Snapshot first = training.train(0, start, 1);
      Snapshot second = training.train(1, start, 1);

      assertThat(second.parameters()).isNotEqualTo(first.parameters());
      assertSameBits(training.train(0, start, 1), first);
    }
  }

  /**
   * One step of a decay that begins at a tenth leaves 0.9 of the batch's mean, and of 1 a tenth.
   */
  @Test
  void runningStatisticsMoveFastAtTheStart() {
    TrainingPlan plan = plan(PLAIN);
    Snapshot start = start(plan);
    Snapshot stepped;
    try (ShardTraining training = new ShardTraining(NETWORK, DATA, plan, LABELS)) {
      stepped = training.train(0, start, 1);
    }
    ImageSet batch = DATA.select(Arrays.copyOf(plan.order(0, 0), BATCH));
    try (FullNetwork network = new FullNetwork(NETWORK, BATCH)) {
      Map<String, NamedArray> exact =
          network.named(network.withStatisticsOf(start.parameters(), batch));
      Map<String, NamedArray> moved = network.named(stepped.parameters());
      float[] batchVariance = values(exact, "stem.bn.running_var");
      float[] variance = values(moved, "stem.bn.running_var");
      float[] batchMean = values(exact, "stem.bn.running_mean");
      float[] mean = values(moved, "stem.bn.running_mean");
      for (int c = 0; c < mean.length; c++) {
        assertThat(variance[c]).isCloseTo(0.1f + 0.9f * batchVariance[c], within(1e-5f));
        assertThat(mean[c]).isCloseTo(0.9f * batchMean[c], within(1e-5f));
      }
    }
  }

  /**
   * The stem's statistics do not depend on how images are put into batches: variance within batches
   * and between them is that of all.
   */
  @Test
  void statisticsOfBatchesAreThoseOfAllTheirImages() {
    float[] start = start(plan(PLAIN)).parameters();
    Map<String, NamedArray> inBatches;
    try (FullNetwork network = new FullNetwork(NETWORK, BATCH)) {
      inBatches = network.named(network.withStatisticsOf(start, DATA));
    }
    try (FullNetwork network = new FullNetwork(NETWORK, IMAGES)) {
      Map<String, NamedArray> atOnce = network.named(network.withStatisticsOf(start, DATA));
      for (String name : new String[] {"stem.bn.running_mean", "stem.bn.running_var"}) {
        assertThat(values(inBatches, name)).containsExactly(values(atOnce, name), within(1e-5f));
      }
    }
  }

  @Test
  void withoutAnAverageTheWeightsThemselvesAreKept() {
    try (ShardTraining training = new ShardTraining(NETWORK, DATA, plan(PLAIN), LABELS)) {
      Snapshot trained = training.train(0, training.start(), 3);
      assertThat(trained.average()).isEqualTo(trained.parameters());
    }
  }

  @Test
  void itLearns() {
    TrainingPlan plan = plan(PLAIN);
    try (ShardTraining training = new ShardTraining(NETWORK, DATA, plan, LABELS)) {
      Snapshot first = training.train(0, training.start(), plan.stepsAnEpoch());
      Snapshot at = first.withoutLoss();
      for (int epoch = 1; epoch < 3; epoch++) {
        at = training.train(0, at.withoutLoss(), plan.endOfEpoch(at.step()));
      }
      assertThat(at.lossSum()).isLessThan(first.lossSum());
    }
  }

  @Test
  void weightsHaveTheNamesAndShapesOfTheNetwork() {
    try (FullNetwork network = new FullNetwork(NETWORK, BATCH)) {
      Map<String, NamedArray> named = network.named(start(plan(PLAIN)).parameters());

      assertThat(named.keySet())
          .containsExactlyElementsOf(WeightNames.of(NETWORK).stream().map(Weight::name).toList());
      for (Weight weight : WeightNames.of(NETWORK)) {
        assertThat(named.get(weight.name()).shape()).isEqualTo(weight.shape());
        assertThat(named.get(weight.name()).values()).hasSize((int) weight.size());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void namedWeightsBecomeTheWeightsAgain(BlockNetwork network) {
    float[] weights;
    try (ShardTraining training = new ShardTraining(network, DATA, plan(PLAIN), LABELS)) {
      weights = training.start().parameters();
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] += i % 1000; // Biases begin equal: no two may be mixed up.
    }
    try (FullNetwork one = new FullNetwork(network, BATCH);
        FullNetwork other = new FullNetwork(network, BATCH)) {
      assertThat(other.weights(one.named(weights))).isEqualTo(weights);
    }
  }

  @Test
  void theZipIsTheNetworkOfDeeplearning4j() throws IOException {
    float[] weights = start(plan(PLAIN)).parameters();
    try (FullNetwork network = new FullNetwork(NETWORK, BATCH)) {
      ComputationGraph read =
          ModelSerializer.restoreComputationGraph(
              new ByteArrayInputStream(network.zip(weights)), false);
      assertThat(HostCopy.read(read.params())).isEqualTo(weights);
    }
  }

  @Test
  void aLossFarAboveThatOfGuessingEndsIt() {
    TrainingPlan plan = plan(new FullRecipe(3, BATCH, 1e30, 0, 0, 0, false, 0, 0, 0));
    try (ShardTraining training = new ShardTraining(NETWORK, DATA, plan, LABELS)) {
      assertThatThrownBy(() -> training.train(0, training.start(), 6))
          .isInstanceOf(DivergedException.class)
          .hasMessageMatching("the training diverged: loss \\S+ at step [2-6]");
    }
  }

  private static void assertSameBits(Snapshot actual, Snapshot expected) {
    assertThat(actual.step()).isEqualTo(expected.step());
    assertThat(actual.lossSum()).isEqualTo(expected.lossSum());
    assertThat(Arrays.equals(actual.parameters(), expected.parameters())).as("parameters").isTrue();
    assertThat(Arrays.equals(actual.optimiser(), expected.optimiser())).as("optimiser").isTrue();
    assertThat(Arrays.equals(actual.average(), expected.average())).as("average").isTrue();
  }

  private static float[] values(Map<String, NamedArray> arrays, String name) {
    return arrays.get(name).values();
  }

  private static Snapshot start(TrainingPlan plan) {
    try (ShardTraining training = new ShardTraining(NETWORK, DATA, plan, LABELS)) {
      return training.start();
    }
  }

  private static TrainingPlan plan(FullRecipe recipe) {
    return new TrainingPlan(recipe, IMAGES, 1, 5);
  }
}
