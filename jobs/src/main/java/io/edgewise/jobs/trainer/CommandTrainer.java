package io.edgewise.jobs.trainer;

import io.edgewise.jobs.files.LocalDisk;
import io.edgewise.jobs.process.Call;
import io.edgewise.jobs.process.End;
import io.edgewise.jobs.process.ForeignProcess;
import io.edgewise.jobs.process.Limits;
import io.edgewise.jobs.process.WorkFolder;
import io.edgewise.jobs.task.TrainerSettings;
import io.edgewise.jobs.task.TrainingTask;
import io.edgewise.search.accuracy.Score;
import io.edgewise.search.accuracy.ToldScore;
import io.edgewise.search.evaluation.Candidate;
import io.edgewise.search.evaluation.CandidateTrainer;
import io.edgewise.search.export.source.Framework;
import io.edgewise.search.export.source.SourceFile;
import io.edgewise.search.lowering.ProxyView;
import io.edgewise.search.network.BlockNetwork;
import io.edgewise.search.proxy.TrainingOutcome;
import io.edgewise.search.proxy.TrainingOutcome.StopReason;
import io.edgewise.search.proxy.TrainingOutcome.Stopped;
import io.edgewise.search.proxy.TrainingState;
import io.edgewise.sim.settings.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Has a command of the user's train a candidate's proxy, one process a stretch of a training. */
final class CommandTrainer implements CandidateTrainer {

  private static final long OUTPUT_BYTES = 64L << 20;

  private final TrainerSettings.ByCommand settings;
  private final ProxyView view;
  private final TrainingTask task;
  private final Place place;

  CommandTrainer(
      TrainerSettings.ByCommand settings, ProxyView view, TrainingTask task, Place place) {
    this.settings = settings;
    this.view = view;
    this.task = task;
    this.place = place;
  }

  @Override
  public TrainingOutcome train(Candidate candidate, TrainingState from, int toEpoch) {
    long start = System.nanoTime();
    try (WorkFolder folder = WorkFolder.create()) {
      Map<String, String> values = prepare(folder.path(), candidate, from, toEpoch);
      EpochLines lines =
          new EpochLines(from, task.recipe().patience(), Math.min(toEpoch, lastEpoch()));
      End end =
          ForeignProcess.run(
              new Call(
                  settings.command().filled(values), folder.path(), environment(), limits(from)),
              lines,
              place.cancelled());
      long spent = from.spentMillis() + (System.nanoTime() - start) / 1_000_000;
      return outcome(new Stretch(folder.path(), lines, from, toEpoch, spent), end);
    } catch (IOException e) {
      return new Stopped(StopReason.NOT_STARTED, "its folder cannot be written: " + e.getMessage());
    }
  }

  /** One stretch of a training, when its command is over. */
  private record Stretch(
      Path folder, EpochLines lines, TrainingState from, int toEpoch, long spentMillis) {

    Path checkpoints() {
      return folder.resolve("checkpoints");
    }
  }

  private int lastEpoch() {
    return task.recipe().epochs();
  }

  private Map<String, String> prepare(
      Path folder, Candidate candidate, TrainingState from, int toEpoch) throws IOException {
    BlockNetwork network = view.network(candidate.architecture());
    String id = candidate.architecture().id().hex();
    Path source = folder.resolve("network.py");
    LocalDisk.writeScratch(
        source, new SourceFile(id, network.resolution(), network).text(Framework.PYTORCH));
    Path description = folder.resolve("network.json");
    LocalDisk.writeScratch(description, NetworkDescription.text(candidate.architecture(), network));
    Path checkpoints = Files.createDirectory(folder.resolve("checkpoints"));
    CheckpointFiles.unpack(from.checkpoint(), checkpoints);
    Map<String, String> values = new HashMap<>();
    values.put("network.py", source.toString());
    values.put("network.json", description.toString());
    values.put("result.json", folder.resolve("result.json").toString());
    values.put("checkpoints", checkpoints.toString());
    values.put("seed", Long.toString(candidate.seed()));
    values.put("from-epoch", Integer.toString(from.epochs()));
    values.put("to-epoch", Integer.toString(toEpoch));
    values.put("epochs", Integer.toString(lastEpoch()));
    values.put("batch-size", Integer.toString(task.recipe().batchSize()));
    values.put("learning-rate", Double.toString(task.recipe().learningRate()));
    values.put("resolution", Integer.toString(network.resolution()));
    values.put("data", task.data().path().replaceFirst("^file:(//)?(?=/)", ""));
    return values;
  }

  private Map<String, String> environment() {
    return place.gpus().isEmpty()
        ? Map.of()
        : Map.of("CUDA_VISIBLE_DEVICES", String.join(",", place.gpus()));
  }

  private Limits limits(TrainingState from) {
    return new Limits(
        Math.max(1, task.recipe().timeLimitMillis() - from.spentMillis()),
        settings.memoryBytes(),
        OUTPUT_BYTES);
  }

  private TrainingOutcome outcome(Stretch stretch, End end) throws IOException {
    return switch (end.reason()) {
      case DONE -> done(stretch, end);
      case ENOUGH -> enough(stretch, end);
      case EXIT_CODE -> gaveUp(stretch, end);
      case NOT_STARTED -> stopped(StopReason.NOT_STARTED, end.detail(), end);
      case TIMED_OUT -> stopped(StopReason.TIMED_OUT, end.detail(), end);
      case OUT_OF_MEMORY -> stopped(StopReason.OUT_OF_MEMORY, end.detail(), end);
      case TOO_MUCH_OUTPUT -> stopped(StopReason.NO_RESULT, end.detail(), end);
      case CANCELLED -> stopped(StopReason.GAVE_UP, end.detail(), end);
    };
  }

  /** A command that failed may have told why in its result. */
  private static TrainingOutcome gaveUp(Stretch stretch, End end) {
    return ResultFile.read(stretch.folder().resolve("result.json")) instanceof ResultFile.None none
            && none.why().reason() == StopReason.GAVE_UP
        ? stopped(StopReason.GAVE_UP, none.why().detail(), end)
        : stopped(StopReason.GAVE_UP, end.detail(), end);
  }

  private static TrainingOutcome enough(Stretch stretch, End end) {
    EpochLines lines = stretch.lines();
    if (lines.hasLevelledOff()) {
      Score score = new ToldScore(lines.accuracy().orElseThrow(), Map.of());
      return new TrainingOutcome.LevelledOff(score, lines.losses(), lines.levelledOff());
    }
    return lines
        .diverged()
        .map(seen -> stopped(StopReason.DIVERGED, seen, end))
        .orElseGet(() -> stopped(StopReason.NO_RESULT, lines.mistake().orElse(""), end));
  }

  private TrainingOutcome done(Stretch stretch, End end) throws IOException {
    ResultFile.Result result = ResultFile.read(stretch.folder().resolve("result.json"));
    if (result instanceof ResultFile.None none) {
      return stopped(none.why().reason(), none.why().detail(), end);
    }
    Score score = ((ResultFile.Told) result).score();
    List<Double> losses = stretch.lines().losses();
    int told = losses.size() - stretch.from().epochs();
    boolean all = losses.size() == stretch.toEpoch();
    if (stretch.toEpoch() == lastEpoch() && (all || told == 0)) {
      return new TrainingOutcome.Trained(score, losses);
    }
    if (!all) {
      return stopped(StopReason.NO_RESULT, missingEpochs(stretch, told), end);
    }
    return new TrainingOutcome.Paused(
        score,
        TrainingState.foreign(
            losses, stretch.spentMillis(), CheckpointFiles.pack(stretch.checkpoints())));
  }

  private static String missingEpochs(Stretch stretch, int told) {
    return String.format(
        Locale.ROOT,
        "told the losses of %d of %d epochs; allowed is one line \"edgewise: epoch N loss X\" an"
            + " epoch",
        told,
        stretch.toEpoch() - stretch.from().epochs());
  }

  private static Stopped stopped(StopReason reason, String detail, End end) {
    String printed = end.output().isEmpty() ? "" : "; it last printed: " + end.output();
    return new Stopped(reason, Secrets.hiddenIn(detail + printed));
  }
}
