package io.edgewise.jobs.actions;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgewise.jobs.dataset.DatasetSettings;
import io.edgewise.jobs.dataset.DatasetSettings.Kind;
import io.edgewise.jobs.task.ShardTask;
import io.edgewise.search.dataset.DatasetException;
import io.edgewise.search.dataset.Fit;
import io.edgewise.search.dataset.Frame;
import io.edgewise.search.lowering.DeployView;
import io.edgewise.search.space.file.SearchSpaceFile;
import io.edgewise.search.training.FullRecipe;
import io.edgewise.search.training.Objective;
import io.edgewise.search.training.Snapshot;
import io.edgewise.search.training.TrainingPlan;
import java.nio.file.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A round of shards on Spark that goes wrong. */
class SparkShardsTest {

  private static final FullRecipe RECIPE = new FullRecipe(1, 8, 0.01, 0, 0, 0, false, 0, 0, 0);

  @TempDir private Path folder;

  /** An executor that is started in mid-training reads the data set anew. */
  @Test
  void aDataSetThatVanishedIsToldWithWhatToDo() {
    Path gone = folder.resolve("gone");
    ShardTask task =
        new ShardTask(
            SearchSpaceFile.find("efficientnet-edgetpu").first(),
            new DeployView(32, 3, 10),
            new DatasetSettings(
                Kind.CIFAR10,
                gone.toString(),
                100,
                20,
                0.2,
                1,
                1 << 20,
                Frame.square(32, Fit.STRETCH)),
            new TrainingPlan(RECIPE, 80, 2, 1),
            new Objective.Labels());
    SparkConf conf =
        new SparkConf()
            .setMaster("local[1]")
            .setAppName("vanished")
            .set("spark.ui.enabled", "false")
            .set("spark.driver.host", "127.0.0.1")
            .set("spark.driver.bindAddress", "127.0.0.1");
    try (JavaSparkContext spark = new JavaSparkContext(conf)) {
      SparkShards shards = new SparkShards(spark, task);
      Snapshot from = new Snapshot(0, 0, new float[1], new float[1], new float[1]);

      assertThatThrownBy(() -> shards.train(from, 1))
          .isInstanceOf(DatasetException.class)
          .hasMessage(
              "dataset.path = "
                  + gone
                  + ": there is no such folder; it was there when the training began: with it back"
                  + " in its place the same command goes on after the last round");
    }
  }
}
