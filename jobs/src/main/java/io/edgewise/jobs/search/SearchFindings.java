package io.edgewise.jobs.search;

import io.edgewise.jobs.config.SearchConfig;
import io.edgewise.jobs.dataset.DatasetLoader;
import io.edgewise.jobs.history.StoredSearch;
import io.edgewise.jobs.history.TrialRow;
import io.edgewise.jobs.int8.IntegerScores;
import io.edgewise.jobs.network.NetworkFile;
import io.edgewise.jobs.report.AcceleratorResult;
import io.edgewise.jobs.report.AnswerFiles;
import io.edgewise.jobs.report.FrontFiles;
import io.edgewise.jobs.report.FrontPlot;
import io.edgewise.jobs.report.IntegerFront;
import io.edgewise.jobs.report.SearchResult;
import io.edgewise.jobs.trainer.Trainers;
import io.edgewise.search.accuracy.Answers;
import io.edgewise.search.history.Baseline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;

/** Reads and writes down what a search found: the files of its front, its winner, their worth. */
final class SearchFindings {

  private final SearchConfig config;
  private final JavaSparkContext spark;

  /**
   * @param config of the search, on the accelerator that it ended with
   */
  SearchFindings(SearchConfig config, JavaSparkContext spark) {
    this.config = config;
    this.spark = spark;
  }

  /**
   * Refuses, before the search, an int8 front that this build could not tell after it.
   *
   * @throws io.edgewise.sim.settings.SettingsException that says what to change
   */
  void requireAble() {
    if (config.search().int8Front()) {
      Trainers.requireWeights("search.int8-front", "true", "false");
    }
  }

  /** The answers of the best network to the validation images. */
  Answers answersOfBest(SearchResult result, StoredSearch stored) {
    return result.best(config.reward().targetsMillis(), 1).stream()
        .flatMap(best -> stored.trials().filter(row -> row.key().equals(best.key())))
        .map(TrialRow::answers)
        .findFirst()
        .orElse(Answers.UNKNOWN);
  }

  /** The worth of the front's networks in int8, if that is asked for. */
  Optional<IntegerFront> integers(SearchResult result) {
    return config.search().int8Front()
        ? Optional.of(IntegerScores.of(result.front(), config.task(), spark))
        : Optional.empty();
  }

  /**
   * Writes the files of what the search chooses from, and of several accelerators a folder for
   * each.
   *
   * @return where they lie
   */
  Path write(
      SearchResult result,
      List<AcceleratorResult> each,
      Answers answers,
      Optional<IntegerFront> integers,
      List<Baseline> baselines) {
    Path folder = new Path(config.search().history(), "fronts/" + config.search().id());
    NetworkFiles networks = networkFiles();
    try {
      Map<String, String> tables = new AnswerFiles(answers, classNames()).texts();
      write(networks, folder, plot(0, baselines), 0, result, tables, integers);
      for (int i = 0; i < each.size() && config.fleet().isSeveral(); i++) {
        Path own = new Path(folder, config.fleet().names().get(i));
        FrontPlot plot = plot(i, i == 0 ? baselines : List.of()); // They are known on the first.
        write(networks, own, plot, i, each.get(i).result(), Map.of(), Optional.empty());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the front cannot be written to " + folder, e);
    }
    return folder;
  }

  /** The file of the best network by reward within the target, or of all if none is. */
  Optional<NetworkFile> winner(SearchResult result) {
    return result.best(config.reward().targetsMillis(), 1).stream()
        .map(trial -> networkFiles().file(trial, 0))
        .findFirst();
  }

  private FrontPlot plot(int place, List<Baseline> baselines) {
    return new FrontPlot(
        config.search().id() + " on " + config.fleet().names().get(place),
        config.reward().targetsMillis().get(place),
        baselines);
  }

  private void write(
      NetworkFiles networks,
      Path folder,
      FrontPlot plot,
      int place,
      SearchResult result,
      Map<String, String> tables,
      Optional<IntegerFront> integers)
      throws IOException {
    FrontFiles.write(
        spark.hadoopConfiguration(),
        folder,
        plot,
        trial -> networks.file(trial, place),
        result,
        tables,
        integers);
  }

  private NetworkFiles networkFiles() {
    return NetworkFiles.of(config, config.task(), spark.hadoopConfiguration());
  }

  private List<String> classNames() {
    return DatasetLoader.contents(config.task().data(), spark.hadoopConfiguration())
        .map(found -> found.inventory().classes())
        .orElse(List.of());
  }
}
