package io.edgewise.jobs.actions;

import io.edgewise.jobs.dataset.DatasetLoader;
import io.edgewise.jobs.task.TrainerSettings;
import io.edgewise.jobs.task.TrainingTask;
import io.edgewise.jobs.trainer.FinishedTrainings;
import io.edgewise.jobs.trainer.Trainers;
import io.edgewise.search.evaluation.Candidate;
import io.edgewise.search.evaluation.Evaluator;
import io.edgewise.search.evaluation.Proxy;
import io.edgewise.search.evaluation.SuccessiveHalving;
import io.edgewise.search.lowering.ProxyView;
import io.edgewise.search.reward.RewardPlan;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.trial.Evaluation;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.spark.api.java.JavaSparkContext;

/** Trains candidates over the executors, all to the end or the better ones rung by rung. */
public final class SparkEvaluator implements Evaluator {

  private final JavaSparkContext spark;
  private final TrainingTask task;
  private final ProxyView view;
  private final RewardPlan reward;

  /**
   * Reads the task's data set, or finds it read.
   *
   * @param reward by which trainings go on from a rung; not asked where the task has no rungs
   * @throws io.edgewise.sim.settings.SettingsException if this build cannot do such trainings
   * @throws io.edgewise.search.dataset.DatasetException if the data set cannot be read
   * @throws io.edgewise.search.table.TableException if the task's table cannot be read
   */
  public SparkEvaluator(JavaSparkContext spark, TrainingTask task, RewardPlan reward) {
    Trainers.requireAble(task);
    this.spark = spark;
    this.task = task;
    this.view = task.view(DatasetLoader.load(task.data(), spark.hadoopConfiguration()).training());
    this.reward = reward;
    if (task.trainer() instanceof TrainerSettings.ByTable table) {
      FinishedTrainings.of(table.path(), spark.hadoopConfiguration()); // Told before it starts.
    }
  }

  /** The name of the machine that this runs on. */
  public static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }

  @Override
  public Proxy proxy(Architecture architecture) {
    return Proxy.of(architecture, view);
  }

  @Override
  public List<Evaluation> evaluate(
      List<Candidate> candidates, BiConsumer<Candidate, Evaluation> ended) {
    SuccessiveHalving halving =
        new SuccessiveHalving(
            task.halving(),
            task.recipe().epochs(),
            (candidate, accuracy) -> candidate.screening().reward(reward, accuracy));
    try (SparkTrainings trainings = new SparkTrainings(spark, task, view, candidates, ended)) {
      return halving.run(candidates, trainings);
    }
  }
}
