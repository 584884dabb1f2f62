package io.edgewise.jobs;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Kills full trainings again and again, starts each again with the same command, and compares what
 * comes out with undisturbed ones; see {@code kill-training.sh}.
 *
 * <p>A moment is one of the process's own time of the cores. A training lives through up to {@value
 * #MOST_KILLS_OF_A_TRAINING} kills before it is left alone. After each, its status may not tell of
 * fewer steps than before: what was saved stays saved, so that a kill costs a round at most.
 */
final class KillTraining {

  private static final int MOST_KILLS_OF_A_TRAINING = 4;
  private static final List<String> COMPARED = List.of("model.safetensors", "curve.csv");
  private static final int[] WORKERS = {1, 2};

  private final int wanted;
  private final Random random;
  private final Path folder;
  private final EdgewiseProcess processes;
  private final List<Duration> wholeTimes = new ArrayList<>();
  private int kills;
  private int wentOn;
  private int lostSteps;
  private int equal;

  private KillTraining(int wanted, long seed, Path folder) throws IOException {
    this.wanted = wanted;
    this.random = new Random(seed);
    this.folder = folder;
    this.processes = new EdgewiseProcess(folder);
    TinyTraining.write(folder);
    processes.prepare(log("first"), args("first", WORKERS[WORKERS.length - 1]));
    for (int workers : WORKERS) {
      wholeTimes.add(EdgewiseProcess.timeToEnd(start("whole-" + workers, workers)));
      print(
          "undisturbed, %d workers: %.1f s of the cores",
          workers, seconds(wholeTimes.get(wholeTimes.size() - 1)));
    }
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    int wanted = Integer.parseInt(args[0]);
    long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
    Path folder = Files.createTempDirectory("kill-training");
    KillTraining kill = new KillTraining(wanted, seed, folder);
    for (int training = 0; kill.kills < wanted; training++) {
      kill.liveOn(training);
    }
    print(
        "%d of %d went on, %d lost steps, %d weights equal",
        kill.wentOn, kill.kills, kill.lostSteps, kill.equal);
    boolean good = kill.wentOn == wanted && kill.lostSteps == 0 && kill.equal == wanted;
    if (good) {
      EdgewiseProcess.deleteAll(folder);
    } else {
      print("see %s", folder);
    }
    System.exit(good ? 0 : 1);
  }

  /** One training from its first start to its end, through kills at random moments. */
  private void liveOn(int training) throws IOException, InterruptedException {
    int variant = training % WORKERS.length;
    String out = "training-" + training;
    int most = Math.min(MOST_KILLS_OF_A_TRAINING, (wanted + 1) / WORKERS.length);
    int here = 0;
    int before = 0;
    while (true) {
      Process process = start(out, WORKERS[variant]);
      boolean leftAlone = kills == wanted || here == most;
      Duration moment = Duration.ofMillis(random.nextLong(wholeTimes.get(variant).toMillis()));
      if (EdgewiseProcess.ends(process, leftAlone ? Duration.ofDays(1) : moment)) {
        requireEnd(out, "whole-" + WORKERS[variant], process.exitValue(), here);
        return;
      }
      process.destroyForcibly().waitFor();
      kills++;
      here++;
      int steps = savedSteps(out);
      lostSteps += Math.max(0, before - steps);
      before = steps;
      print(
          "kill %d of %d: %s, %d workers, after %.2f s, %d steps saved",
          kills, wanted, out, WORKERS[variant], seconds(moment), steps);
    }
  }

  private void requireEnd(String out, String whole, int code, int here) throws IOException {
    if (code != 0) {
      throw new IllegalStateException(
          folder + ": " + out + " ended with " + code + "; see its log");
    }
    wentOn += here;
    List<String> differing = differing(folder.resolve(out), folder.resolve(whole));
    equal += differing.isEmpty() ? here : 0;
    print("%s came to %s", out, differing.isEmpty() ? "the same" : "other " + differing);
  }

  /** The files that are not those of the undisturbed training; one that it has not is one, too. */
  private static List<String> differing(Path out, Path whole) throws IOException {
    List<String> differing = new ArrayList<>(names(out));
    differing.removeAll(names(whole));
    for (String file : COMPARED) {
      if (Files.mismatch(out.resolve(file), whole.resolve(file)) >= 0) {
        differing.add(file);
      }
    }
    return differing;
  }

  private static List<String> names(Path out) throws IOException {
    try (Stream<Path> files = Files.list(out)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private int savedSteps(String out) throws IOException {
    Path status = folder.resolve(out).resolve("status.json");
    return Files.exists(status)
        ? new ObjectMapper().readTree(status.toFile()).path("step").asInt()
        : 0;
  }

  private Process start(String out, int workers) throws IOException {
    return processes.start(log(out), args(out, workers));
  }

  private String[] args(String out, int workers) {
    return TinyTraining.args(
        folder,
        folder.resolve(out),
        "--set=dataset.examples=600",
        "--set=train.epochs=4",
        "--set=train.workers=" + workers);
  }

  private Path log(String out) {
    return folder.resolve(out + ".log");
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1e3;
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
