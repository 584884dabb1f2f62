package io.edgewise.jobs.actions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.edgewise.jobs.dataset.DatasetLoader;
import io.edgewise.jobs.dataset.DatasetSettings;
import io.edgewise.jobs.dataset.DatasetSettings.Kind;
import io.edgewise.jobs.task.ShardTask;
import io.edgewise.search.dataset.DatasetException;
import io.edgewise.search.dataset.Fit;
import io.edgewise.search.dataset.Frame;
import io.edgewise.search.dataset.ImageSet;
import io.edgewise.search.lowering.DeployView;
import io.edgewise.search.proxy.dl4j.FullNetwork;
import io.edgewise.search.proxy.dl4j.ShardTraining;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.file.SearchSpaceFile;
import io.edgewise.search.training.FullRecipe;
import io.edgewise.search.training.Objective;
import io.edgewise.search.training.Snapshot;
import io.edgewise.search.training.TrainingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rounds of two shards on Spark. */
class SparkShardsTest {

  private static final String SPACE =
      """
      name = small
      family = staged
      resolution = [1.0]
      stem { kernel = [3], channels = [8], activation = [relu] }
      every-stage {
        block = [mbconv], kernel = [3], expansion = [3], width = [1.0], layers = [1]
        squeeze-excite = [0.25], activation = [swish]
      }
      stages = [ { channels = 8, stride = 2 } ]
      head { channels = [16], activation = [relu] }
      """;

  private static final FullRecipe RECIPE =
      new FullRecipe(2, 8, 0.01, 1, 0.02, 0.1, true, 0.25, 0.4, 0.9);

  @TempDir private static Path folder;
  private static JavaSparkContext spark;
  private static Architecture architecture;

  @BeforeAll
  static void start() throws IOException {
    spark =
        new JavaSparkContext(
            new SparkConf()
                .setMaster("local[2]")
                .setAppName("shards")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1"));
    Path space = Files.writeString(folder.resolve("space.conf"), SPACE);
    architecture = SearchSpaceFile.find(space.toString()).first();
  }

  @AfterAll
  static void stop() {
    spark.close();
  }

  /**
   * Deeplearning4j's master sums in floats what ours sums in doubles; Adam divides by the root of
   * what it keeps, so that steps are far from linear: equal weights are equal batches, rates,
   * iteration counts and statistics.
   */
  @Test
  void deeplearning4jsOwnAveragingComesToTheSameAfterARound() {
    ShardTask task = task(Kind.GENERATED, "");
    Snapshot at = untrained(task);
    try (SparkShards shards = new SparkShards(spark, task)) {
      for (int to : new int[] {3, 4}) {
        Snapshot ours = Snapshot.mean(shards.train(at, to));
        Snapshot theirs = Snapshot.mean(new Dl4jSparkShards(spark, task).train(at, to));

        assertThat(theirs.step()).isEqualTo(to);
        assertThat(theirs.parameters()).containsExactly(ours.parameters(), within(1e-6f));
        assertThat(theirs.optimiser()).containsExactly(ours.optimiser(), within(1e-6f));
        assertThat(theirs.parameters()).isNotEqualTo(at.parameters());
        at = ours;
      }
    }
  }

  /** An executor that is started in mid-training makes its network anew. */
  @Test
  void networksThatStayFromRoundToRoundComeToTheSameBitsAsNewOnes() {
    ShardTask task = task(Kind.GENERATED, "");
    Snapshot start = untrained(task);
    Snapshot first;
    Snapshot stayed;
    try (SparkShards shards = new SparkShards(spark, task)) {
      first = Snapshot.mean(shards.train(start, 2));
      stayed = Snapshot.mean(shards.train(first, 4));
    }
    try (SparkShards shards = new SparkShards(spark, task)) {
      Snapshot anew = Snapshot.mean(shards.train(first, 4));

      assertThat(anew.parameters()).isEqualTo(stayed.parameters());
      assertThat(anew.optimiser()).isEqualTo(stayed.optimiser());
      assertThat(anew.average()).isEqualTo(stayed.average());
    }
  }

  /** 16 images in two parts are the 16 images of the driver. */
  @Test
  void theValidationImagesAreDealtToTheShards() {
    ShardTask task = task(Kind.GENERATED, "");
    float[] weights = untrained(task).parameters();
    try (FullNetwork network = new FullNetwork(task.network(), 8);
        SparkShards shards = new SparkShards(spark, task)) {
      double byTheDriver = network.accuracy(weights, task.images(new Configuration()).validation());

      assertThat(shards.accuracy(weights)).isEqualTo(byTheDriver);
      assertThat(new Dl4jSparkShards(spark, task).accuracy(weights)).isEqualTo(byTheDriver);
      assertThat(byTheDriver).isPositive();
    }
  }

  /** An executor that is started in mid-training reads the data set anew. */
  @Test
  void aDataSetThatVanishedIsToldWithWhatToDo() {
    Path gone = folder.resolve("gone");
    Snapshot from = new Snapshot(0, 0, new float[1], new float[1], new float[1]);
    try (SparkShards shards = new SparkShards(spark, task(Kind.CIFAR10, gone.toString()))) {
      assertThatThrownBy(() -> shards.train(from, 1))
          .isInstanceOf(DatasetException.class)
          .hasMessage(
              "dataset.path = "
                  + gone
                  + ": there is no such folder; it was there when the training began: with it back"
                  + " in its place the same command goes on after the last round");
    }
  }

  private static ShardTask task(Kind kind, String path) {
    return new ShardTask(
        architecture,
        new DeployView(32, 3, 10),
        new DatasetSettings(kind, path, 80, 20, 0.2, 1, 1 << 20, Frame.square(32, Fit.STRETCH)),
        new TrainingPlan(RECIPE, 64, 2, 1),
        new Objective.Labels());
  }

  private static Snapshot untrained(ShardTask task) {
    ImageSet images = DatasetLoader.load(task.data(), new Configuration()).training();
    try (ShardTraining training =
        new ShardTraining(task.network(), images, task.plan(), task.objective())) {
      return training.start();
    }
  }
}
