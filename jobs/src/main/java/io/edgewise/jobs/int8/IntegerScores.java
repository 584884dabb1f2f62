package io.edgewise.jobs.int8;

import io.edgewise.jobs.actions.SparkTrainedAgain;
import io.edgewise.jobs.actions.SparkTrainedAgain.Look;
import io.edgewise.jobs.report.IntegerFront;
import io.edgewise.jobs.report.IntegerFront.Score;
import io.edgewise.jobs.task.TrainingTask;
import io.edgewise.search.accuracy.AccuracyMetric;
import io.edgewise.search.dataset.DataSplit;
import io.edgewise.search.export.proxy.IntegerProxy;
import io.edgewise.search.export.verify.VerificationException;
import io.edgewise.search.network.BlockNetwork;
import io.edgewise.search.proxy.dl4j.TrainedProxy;
import io.edgewise.search.trial.Trial;
import io.edgewise.search.trial.TrialKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;

/** Scores proxies of a search in int8, on its executors. */
public final class IntegerScores {

  private IntegerScores() {}

  /**
   * The scores of those of the trials that this search trained.
   *
   * @param trials measured ones
   */
  public static IntegerFront of(List<Trial> trials, TrainingTask task, JavaSparkContext spark) {
    List<Trial> trained = trials.stream().filter(trial -> trial.training().isPresent()).toList();
    if (trained.isEmpty()) {
      return new IntegerFront(Map.of());
    }
    List<Score> scores =
        new SparkTrainedAgain(spark, task)
            .look(trained, "int8 of " + trained.size() + " networks", scoring(task.metric()));
    Map<TrialKey, Score> byTrial = new LinkedHashMap<>();
    for (int i = 0; i < scores.size(); i++) {
      byTrial.put(trained.get(i).key(), scores.get(i));
    }
    return new IntegerFront(byTrial);
  }

  private static Look<Score> scoring(AccuracyMetric metric) {
    return (network, trained, data) ->
        trained
            .map(proxy -> score(network, proxy, data, metric))
            .orElseGet(() -> Score.none("its training came to nothing this time"));
  }

  private static Score score(
      BlockNetwork network, TrainedProxy proxy, DataSplit data, AccuracyMetric metric) {
    try {
      return Score.of(new IntegerProxy(network, proxy).answers(data).estimate(metric).value());
    } catch (IllegalArgumentException | VerificationException e) {
      return Score.none(String.valueOf(e.getMessage()));
    }
  }
}
