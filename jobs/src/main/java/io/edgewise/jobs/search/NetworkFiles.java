package io.edgewise.jobs.search;

import com.typesafe.config.Config;
import io.edgewise.jobs.config.SearchConfig;
import io.edgewise.jobs.console.Version;
import io.edgewise.jobs.dataset.DatasetLoader;
import io.edgewise.jobs.network.Finding;
import io.edgewise.jobs.network.NetworkFile;
import io.edgewise.jobs.task.TrainingTask;
import io.edgewise.search.accuracy.AccuracyMetric;
import io.edgewise.search.accuracy.Estimate;
import io.edgewise.search.proxy.TrainingRecipe;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.file.ArchitectureJson.Document;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Trial;
import io.edgewise.sim.Metrics;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * This class writes down the networks of a search, as it is deployed and trained.
 *
 * @param proxy how the accuracies were found
 * @param metric what is called accuracy
 */
public record NetworkFiles(SearchConfig config, Finding.Proxy proxy, AccuracyMetric metric) {

  /**
   * Networks of a search that were trained on a task.
   *
   * @throws io.edgewise.search.dataset.DatasetException if the task's images cannot be read
   */
  public static NetworkFiles of(SearchConfig config, TrainingTask task, Configuration hadoop) {
    int images = DatasetLoader.trainingImages(task.data(), hadoop);
    return new NetworkFiles(
        config,
        new Finding.Proxy(task.proxy().resolution(), steps(task.recipe(), images), images),
        task.metric());
  }

  /** The file of a network that was found for one of the search's accelerators. */
  NetworkFile file(Trial trial, int accelerator) {
    return file(
        config.descriptions().accelerators().get(accelerator),
        trial.architecture(),
        trial.latency().orElseThrow().metrics(),
        ((Evaluation.Measured) trial.evaluation()).estimate(),
        new Finding.Origin(config.search().id(), trial.key()));
  }

  /** The last images of an epoch that fill no batch wait for another. */
  private static long steps(TrainingRecipe recipe, int images) {
    return (long) recipe.epochs() * (images / Math.min(recipe.batchSize(), images));
  }

  /**
   * The file of one network on the first accelerator.
   *
   * @param metrics as the search has them
   */
  public NetworkFile file(
      Architecture architecture, Metrics metrics, Estimate accuracy, Finding.Origin origin) {
    return file(config.descriptions().accelerator(), architecture, metrics, accuracy, origin);
  }

  private NetworkFile file(
      Config accelerator,
      Architecture architecture,
      Metrics metrics,
      Estimate accuracy,
      Finding.Origin origin) {
    return new NetworkFile(
        new Document(config.space().name(), architecture),
        Optional.of(
            new Finding(
                config.deployment().view(),
                accelerator,
                metrics,
                Optional.of(Finding.Accuracy.of(accuracy, metric)),
                Optional.of(proxy),
                Optional.of(origin),
                Version.ofParts())));
  }
}
