package io.edgewise.jobs.config;

import io.edgewise.jobs.task.TrainerSettings;
import io.edgewise.jobs.task.TrainingTask;
import io.edgewise.search.GenerationStep;
import io.edgewise.search.evaluation.Scoring.Numbers;
import io.edgewise.search.space.staged.PublishedNetworks;
import io.edgewise.search.stopping.StoppingRule;
import io.edgewise.search.trial.SearchId;
import io.edgewise.sim.naming.DidYouMean;
import io.edgewise.sim.settings.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The section {@code search}: what a search is called, how long it goes on, and what it learns
 * from.
 *
 * @param history root of the history tables
 * @param generations after which the search ends
 * @param plan the size of a generation and the seed of all that is random
 * @param stopping whether it ends before
 * @param warmStart the earlier searches that it learns from
 * @param baselines names of built-in networks that are held against its own, each once
 * @param int8Front whether the networks of its front are run in int8, too
 * @param trackingServer the MLflow server that is told of its trainings; empty if none is
 */
public record SearchSettings(
    SearchId id,
    String history,
    int generations,
    GenerationStep.Plan plan,
    StoppingRule stopping,
    WarmStartSettings warmStart,
    List<String> baselines,
    boolean int8Front,
    Optional<URI> trackingServer) {

  /**
   * Reads the section; mistakes are noted in it.
   *
   * @param file whose name a search without one gets
   */
  static SearchSettings read(Settings search, Path file) {
    SearchId id = id(search, file);
    GenerationStep.Plan plan = plan(search);
    return new SearchSettings(
        id,
        search.location("history"),
        search.integer("generations", 1, 1_000_000),
        plan,
        StoppingSettings.read(search, plan.candidates()),
        WarmStartSettings.read(search, id),
        baselines(search),
        search.flag("int8-front"),
        TrackSettings.read(search));
  }

  /** Notes an int8 front that could not be told, or would tell what the trials tell. */
  void requireInt8Front(TrainingTask task, Settings search) {
    if (!int8Front) {
      return;
    }
    if (!(task.trainer() instanceof TrainerSettings.BuiltIn)) {
      search.problem(
          "int8-front",
          "is true, but who trains by proxy.trainer tells no weights; allowed is false, or"
              + " proxy.trainer = edgewise");
    } else if (task.scoring().numbers() == Numbers.INT8) {
      search.problem(
          "int8-front",
          "is true, but with proxy.accuracy = int8 all accuracies are in int8, and front.csv has"
              + " float_accuracy beside them; allowed is false, or proxy.accuracy = float");
    }
  }

  private static List<String> baselines(Settings search) {
    List<String> names = search.texts("baselines");
    for (String name : names) {
      if (PublishedNetworks.find(name).isEmpty()) {
        search.problem(
            "baselines",
            "names "
                + name
                + ", which is no network of blocks; allowed are "
                + String.join(", ", PublishedNetworks.names())
                + DidYouMean.hint(name, PublishedNetworks.names()));
      }
    }
    return names.stream().distinct().toList();
  }

  private static GenerationStep.Plan plan(Settings search) {
    int candidates = search.integer("candidates", 1, 100_000);
    int pool = search.integer("pool", 1, 10_000_000);
    if (pool < candidates) {
      search.problem(
          "pool", "is " + pool + "; allowed is at least search.candidates = " + candidates);
    }
    long seed = search.whole("seed", Long.MIN_VALUE, Long.MAX_VALUE);
    return new GenerationStep.Plan(seed, candidates, Math.max(pool, candidates));
  }

  private static SearchId id(Settings search, Path file) {
    String name =
        search.has("id")
            ? search.text("id")
            : file.getFileName().toString().replaceFirst("\\.conf$", "");
    try {
      return new SearchId(name);
    } catch (IllegalArgumentException e) {
      search.problem("id", String.valueOf(e.getMessage()));
      return new SearchId("unnamed");
    }
  }
}
