package io.edgewise.jobs.training;

import io.edgewise.jobs.config.SearchConfig;
import io.edgewise.jobs.config.TrainSettings;
import io.edgewise.jobs.config.TrainSettings.Trainer;
import io.edgewise.jobs.console.Console;
import io.edgewise.jobs.dataset.DatasetAnnouncement;
import io.edgewise.jobs.dataset.DatasetContents;
import io.edgewise.jobs.dataset.DatasetLoader;
import io.edgewise.jobs.dataset.DatasetSettings;
import io.edgewise.jobs.dataset.FullData;
import io.edgewise.jobs.network.NetworkFile;
import io.edgewise.jobs.task.ShardTask;
import io.edgewise.search.dataset.Images;
import io.edgewise.search.lowering.DeployView;
import io.edgewise.search.lowering.Lowering;
import io.edgewise.search.network.BlockNetwork;
import io.edgewise.search.proxy.dl4j.ShardTraining;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.training.FullRecipe;
import io.edgewise.search.training.Objective;
import io.edgewise.search.training.Objective.Distillation;
import io.edgewise.search.training.TrainingPlan;
import io.edgewise.sim.settings.Settings;
import io.edgewise.sim.settings.SettingsException;
import io.edgewise.sim.workload.LayerGraph;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;

/**
 * All that a training needs, in memory and checked, before its first step: what can be known to be
 * wrong is known here.
 *
 * @param task network, data and plan
 * @param network that is trained
 * @param graph its layers
 * @param data training and validation images at its resolution
 * @param test likewise; empty where the data set has none
 * @param labels names of the classes
 * @param digest of the data set's files
 */
record Preparation(
    ShardTask task,
    BlockNetwork network,
    LayerGraph graph,
    FullData data,
    Optional<Images> test,
    List<String> labels,
    SortedMap<String, String> digest) {

  /**
   * Reads and announces the data set and puts the network together for it.
   *
   * @throws SettingsException if network, data and memory do not fit each other
   * @throws io.edgewise.search.dataset.DatasetException if the data set cannot be read
   */
  static Preparation of(SearchConfig config, NetworkFile file, Console console) {
    Architecture architecture = file.architecture();
    Configuration hadoop = new Configuration();
    int side = config.train().resolution().orElse(config.deployment().view().resolution());
    DatasetSettings settings = config.task().data().forSide(side);
    FullData data = DatasetAnnouncement.full(settings, hadoop, console::note);
    requireSameClasses(file, config.fittedTo(data.training()));
    DeployView view = view(config, data.training());
    BlockNetwork network = network(view, architecture);
    Optional<Images> test = DatasetLoader.fullTest(settings, hadoop, network.resolution());
    LayerGraph graph = Lowering.lower(architecture.id().hex(), network);
    List<String> labels =
        labels(DatasetLoader.contents(settings, hadoop), data.training().classes());
    Objective objective = objective(config, network, labels);
    ShardTask task = new ShardTask(architecture, view, settings, plan(config, data), objective);
    Preparation preparation =
        new Preparation(
            task,
            network,
            graph,
            data.at(network.resolution()),
            test,
            labels,
            DatasetLoader.digest(settings, hadoop));
    preparation.requireMemory();
    return preparation;
  }

  private static void requireSameClasses(NetworkFile file, SearchConfig fitted) {
    int classes = fitted.deployment().view().classes();
    Optional<Integer> found = file.finding().map(finding -> finding.deployed().classes());
    if (found.isPresent() && found.get() != classes) {
      throw new SettingsException(
          file.architecture().id().hex(),
          List.of(
              "was found for "
                  + found.get()
                  + " classes, and is to be trained for "
                  + classes
                  + "; allowed is a data set of as many classes, or deploy.stand-in-data = true and"
                  + " deploy.classes = "
                  + found.get()
                  + " for one that stands in for another"));
    }
  }

  private static DeployView view(SearchConfig config, Images images) {
    if (config.train().resolution().isEmpty() && images.height() != images.width()) {
      throw new SettingsException(
          "train.resolution",
          List.of(
              "is auto, and the images are "
                  + images.height()
                  + "x"
                  + images.width()
                  + "; allowed for these is a number, to which they are resized"));
    }
    return new DeployView(
        config.train().resolution().orElse(images.height()), images.channels(), images.classes());
  }

  private static BlockNetwork network(DeployView view, Architecture architecture) {
    try {
      return view.network(architecture);
    } catch (IllegalArgumentException e) {
      throw new SettingsException(architecture.id().hex(), List.of(String.valueOf(e.getMessage())));
    }
  }

  private static Objective objective(
      SearchConfig config, BlockNetwork student, List<String> labels) {
    return config.train().teacher().isPresent()
        ? TeacherFolder.read(config.train().teacher().get(), student, labels)
        : new Objective.Labels();
  }

  private static TrainingPlan plan(SearchConfig config, FullData data) {
    int images = data.training().size();
    int workers = config.train().workers();
    if (workers > images) {
      throw new SettingsException(
          "train.workers",
          List.of("is " + workers + "; allowed is at most one a training image, " + images));
    }
    return new TrainingPlan(
        config.train().recipe(), images, workers, config.search().plan().seed());
  }

  /** Bytes that one worker takes beside the images. */
  long workerBytes() {
    return ShardTraining.memoryBytes(
        network, graph.parameters(), task.plan().batch(), task.objective());
  }

  private void requireMemory() {
    long limit = ShardTraining.memoryLimit();
    if (workerBytes() > limit) {
      throw new SettingsException(
          "train.batch-size",
          List.of(
              String.format(
                  Locale.ROOT,
                  "is %d, for which a training of this network takes about %d MB; allowed by"
                      + " org.bytedeco.javacpp.maxbytes are %d MB, so lower it, or the resolution",
                  task.plan().recipe().batchSize(),
                  workerBytes() >> 20,
                  limit >> 20)));
    }
  }

  private static List<String> labels(Optional<DatasetContents> contents, int classes) {
    List<String> names = contents.map(c -> c.inventory().classes()).orElse(List.of());
    return names.size() == classes
        ? names
        : IntStream.range(0, classes).mapToObj(label -> "class " + label).toList();
  }

  /**
   * Returns what decides the weights, by key: a checkpoint is of the same training if these are the
   * same.
   *
   * @param settings of which steps of a round count only where there is something to average
   */
  SortedMap<String, String> identity(TrainSettings settings) {
    TrainingPlan plan = task.plan();
    SortedMap<String, String> identity = new TreeMap<>(digest);
    identity.put("architecture", task.architecture().id().hex());
    identity.put(
        "input",
        String.format(
            Locale.ROOT,
            "%dx%dx%d",
            network.resolution(),
            network.resolution(),
            network.inputChannels()));
    identity.put("classes", String.valueOf(network.classes()));
    identity.put("dataset.kind", task.data().kind().name().toLowerCase(Locale.ROOT));
    identity.put("dataset.seed", String.valueOf(task.data().seed()));
    identity.put("dataset.training-images", String.valueOf(plan.images()));
    identity.put("dataset.validation-images", String.valueOf(data.validation().size()));
    identity.put("search.seed", String.valueOf(plan.seed()));
    putRecipe(identity, plan.recipe());
    identity.put("train.learning-rate", String.valueOf(plan.learningRate()));
    identity.put("train.weight-average", String.valueOf(plan.kept(plan.recipe().weightAverage())));
    putObjective(identity, task.objective());
    identity.put("train.workers", String.valueOf(plan.shards()));
    if (settings.trainer() != Trainer.EDGEWISE) {
      identity.put("train.trainer", Settings.label(settings.trainer()));
    }
    if (plan.shards() > 1 || settings.trainer() != Trainer.EDGEWISE) {
      identity.put("train.averaging-steps", String.valueOf(settings.averagingSteps()));
    }
    return identity;
  }

  private static void putObjective(SortedMap<String, String> identity, Objective objective) {
    if (objective instanceof Distillation taught) {
      identity.put("train.teacher", taught.digest());
      identity.put("train.temperature", String.valueOf(taught.temperature()));
      identity.put("train.teacher-weight", String.valueOf(taught.weight()));
    }
  }

  private static void putRecipe(SortedMap<String, String> identity, FullRecipe recipe) {
    identity.put("train.epochs", String.valueOf(recipe.epochs()));
    identity.put("train.batch-size", String.valueOf(recipe.batchSize()));
    identity.put("train.warm-up", String.valueOf(recipe.warmUp()));
    identity.put("train.weight-decay", String.valueOf(recipe.weightDecay()));
    identity.put("train.label-smoothing", String.valueOf(recipe.labelSmoothing()));
    identity.put("train.augment", String.valueOf(recipe.augment()));
    identity.put("train.cutout", String.valueOf(recipe.cutout()));
    identity.put("train.mixup", String.valueOf(recipe.mixup()));
  }
}
