package io.edgewise.jobs.training;

import io.edgewise.jobs.actions.Dl4jSparkShards;
import io.edgewise.jobs.actions.SparkShards;
import io.edgewise.jobs.actions.SparkStart;
import io.edgewise.jobs.config.TrainSettings;
import io.edgewise.jobs.config.TrainSettings.Trainer;
import io.edgewise.jobs.console.Console;
import io.edgewise.jobs.report.Drawing;
import io.edgewise.jobs.report.LearningCurves;
import io.edgewise.jobs.report.TrainingReport;
import io.edgewise.jobs.status.TrainingStatus;
import io.edgewise.search.accuracy.Confusion;
import io.edgewise.search.dataset.Images;
import io.edgewise.search.proxy.dl4j.FullNetwork;
import io.edgewise.search.proxy.dl4j.ShardTraining;
import io.edgewise.search.training.Checkpoint;
import io.edgewise.search.training.EpochResult;
import io.edgewise.search.training.Objective.Distillation;
import io.edgewise.search.training.Shards;
import io.edgewise.search.training.TrainingPlan;
import io.edgewise.search.weights.SafetensorsWriter;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import org.apache.spark.api.java.JavaSparkContext;

/** One training from its checkpoint to its files. */
final class TrainingRun {

  /** Images whose statistics the normalisations get, where there are as many. */
  private static final int STATISTICS_IMAGES = 5000;

  private final Preparation preparation;
  private final TrainedFile file;
  private final TrainSettings settings;
  private final TrainingFolder folder;
  private final TrainingStatus status;
  private final Console console;
  private final TrainingPlan plan;
  private final SortedMap<String, String> identity;

  TrainingRun(
      Preparation preparation,
      TrainedFile file,
      TrainSettings settings,
      TrainingFolder folder,
      TrainingStatus status,
      Console console) {
    this.preparation = preparation;
    this.file = file;
    this.settings = settings;
    this.folder = folder;
    this.status = status;
    this.console = console;
    this.plan = preparation.task().plan();
    this.identity = preparation.identity(settings);
  }

  void run() {
    Optional<Checkpoint> earlier = folder.checkpoint(identity);
    try (FullNetwork network = new FullNetwork(preparation.network(), plan.batch())) {
      finish(network, train(network, earlier));
    }
  }

  private Checkpoint train(FullNetwork network, Optional<Checkpoint> earlier) {
    if (earlier.isPresent() && earlier.get().snapshot().step() == plan.steps()) {
      console.note("all %d epochs are done", plan.recipe().epochs());
      return earlier.get();
    }
    try (ShardTraining first =
        new ShardTraining(
            preparation.network(),
            preparation.data().training(),
            plan,
            preparation.task().objective())) {
      Checkpoint from = earlier.orElseGet(() -> Checkpoint.start(first.start()));
      announce(TrainingCost.measure(preparation, first), from);
      save(from);
      if (plan.shards() == 1 && settings.trainer() == Trainer.EDGEWISE) {
        return rounds(new OneShard(first, network, preparation.data().validation())).from(from);
      }
    }
    return onSpark();
  }

  /** The training goes on from the checkpoint that was just saved. */
  private Checkpoint onSpark() {
    Checkpoint from = folder.checkpoint(identity).orElseThrow();
    try (JavaSparkContext spark =
        SparkStart.start("train " + preparation.task().architecture().id(), false)) {
      if (settings.trainer() == Trainer.DL4J_SPARK) {
        return rounds(new Dl4jSparkShards(spark, preparation.task())).from(from);
      }
      try (SparkShards shards = new SparkShards(spark, preparation.task())) {
        return rounds(shards).from(from);
      }
    }
  }

  private Rounds rounds(Shards shards) {
    return new Rounds(plan, shards, settings.averagingSteps(), this::save);
  }

  private void announce(TrainingCost estimate, Checkpoint from) {
    int done = from.snapshot().step();
    if (done > 0) {
      console.note(
          "training goes on after step %d of %d, %d of %d epochs are done",
          done, plan.steps(), from.epochs().size(), plan.recipe().epochs());
    }
    if (preparation.task().objective() instanceof Distillation taught) {
      console.note("the teacher classifies %.4f of the validation images right", accuracy(taught));
    }
    estimate.lines(done).forEach(line -> console.note("%s", line));
  }

  private double accuracy(Distillation taught) {
    try (FullNetwork teacher = new FullNetwork(taught.teacher(), plan.batch())) {
      return teacher.accuracy(taught.weights(), preparation.data().validation());
    }
  }

  /** First the checkpoint: all else can be written again from it. */
  private void save(Checkpoint at) {
    folder.write(TrainingFolder.CHECKPOINT, at, identity);
    status.reached(at);
    if (at.snapshot().step() > 0 && at.snapshot().step() % plan.stepsAnEpoch() == 0) {
      writeCurves(at);
      EpochResult last = at.epochs().get(at.epochs().size() - 1);
      console.note(
          "epoch %d of %d: loss %.4f, validation accuracy %.4f, best %.4f at epoch %d",
          at.epochs().size(),
          plan.recipe().epochs(),
          last.loss(),
          last.accuracy(),
          at.epochs().get(at.bestEpoch()).accuracy(),
          at.bestEpoch() + 1);
    }
  }

  private void writeCurves(Checkpoint at) {
    LearningCurves curves = new LearningCurves(at.epochs());
    folder.write("curve.csv", curves.csv());
    Drawing.here()
        .of(() -> curves.png(preparation.task().architecture().id().hex()))
        .ifPresent(png -> folder.write("curve.png", png));
  }

  private void finish(FullNetwork network, Checkpoint trained) {
    Images training = preparation.data().training();
    float[] weights =
        network.withStatisticsOf(
            trained.best(), training.slice(0, Math.min(STATISTICS_IMAGES, training.size())));
    Confusion answers = network.answers(weights, preparation.data().validation());
    double validation = (double) answers.right() / answers.images();
    OptionalDouble test =
        preparation.test().isPresent()
            ? OptionalDouble.of(network.accuracy(weights, preparation.test().get()))
            : OptionalDouble.empty();
    TrainingReport report = new TrainingReport(file.network(), identity, trained, validation, test);
    folder.write(
        TrainingFolder.WEIGHTS,
        SafetensorsWriter.write(
            network.named(weights),
            Map.of("architecture", preparation.task().architecture().id().hex())));
    folder.write("model.zip", network.zip(weights));
    folder.write(TrainingFolder.ARCHITECTURE, file.of(answers).toJson());
    folder.write(TrainingFolder.LABELS, String.join("\n", preparation.labels()) + "\n");
    folder.write("training.json", report.json());
    writeCurves(trained); // An end between the last checkpoint and its curves left older ones.
    status.finished(trained);
    console.line(
        "float accuracy %.4f on %d validation images, of epoch %d",
        validation, preparation.data().validation().size(), trained.bestEpoch() + 1);
    test.ifPresent(
        accuracy ->
            console.line(
                "float accuracy %.4f on %d test images",
                accuracy, preparation.test().orElseThrow().size()));
  }
}
