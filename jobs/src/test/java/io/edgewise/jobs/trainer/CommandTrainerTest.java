package io.edgewise.jobs.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.jobs.config.Overrides;
import io.edgewise.jobs.config.SearchConfig;
import io.edgewise.jobs.task.TrainingTask;
import io.edgewise.search.accuracy.ToldScore;
import io.edgewise.search.evaluation.Candidate;
import io.edgewise.search.evaluation.CandidateTrainer;
import io.edgewise.search.evaluation.Proxy;
import io.edgewise.search.proxy.TrainingOutcome;
import io.edgewise.search.proxy.TrainingOutcome.LevelledOff;
import io.edgewise.search.proxy.TrainingOutcome.Paused;
import io.edgewise.search.proxy.TrainingOutcome.StopReason;
import io.edgewise.search.proxy.TrainingOutcome.Stopped;
import io.edgewise.search.proxy.TrainingOutcome.Trained;
import io.edgewise.search.proxy.TrainingState;
import io.edgewise.search.space.file.SearchSpaceFile;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Screening;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A command trains, or fails its candidate with a reason; it leaves nothing behind. */
@EnabledOnOs(OS.LINUX)
class CommandTrainerTest {

  private static final Candidate CANDIDATE =
      new Candidate(
          0,
          Screening.unmappable(
              SearchSpaceFile.find("efficientnet-edgetpu").first(),
              new Evaluation.Infeasible("unmappable", "as the test wants it")),
          new Proxy("as it is", 1, 1),
          -5);

  @TempDir private Path folder;

  private Path script(String lines) throws IOException {
    Path script = Files.writeString(folder.resolve("train.sh"), "#!/bin/sh\n" + lines + "\n");
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
  }

  private TrainingOutcome run(String lines, String... settings) throws IOException {
    return trainer(lines, settings).train(CANDIDATE, TrainingState.START, 2);
  }

  /** The script's arguments are the result, the checkpoints, the seed and the first epoch. */
  private CandidateTrainer trainer(String lines, String... settings) throws IOException {
    String program = script(lines).toString();
    return trainerOf(
        "[\"" + program + "\", \"{result.json}\", \"{checkpoints}\", \"{seed}\", \"{from-epoch}\"]",
        settings);
  }

  private CandidateTrainer trainerOf(String command, String... settings) throws IOException {
    return trainerOf(new Place(List.of("0", "3"), () -> false), command, settings);
  }

  private CandidateTrainer trainerOf(Place place, String command, String... settings)
      throws IOException {
    Map<String, String> changes = new LinkedHashMap<>();
    changes.put("proxy.trainer", "command");
    changes.put("proxy.command", command);
    changes.put("proxy.epochs", "2");
    for (String setting : settings) {
      String[] parts = setting.split("=", -1);
      changes.put(parts[0], parts[1]);
    }
    TrainingTask task =
        SearchConfig.read(Files.writeString(folder.resolve("mine.conf"), ""), Overrides.of(changes))
            .task();
    return Trainers.of(
        task,
        task.proxy().view(3, 10),
        () -> {
          throw new AssertionError("a command reads its images itself");
        },
        place,
        new Configuration());
  }

  @Test
  void whatItTellsIsItsOutcome() throws IOException {
    TrainingOutcome outcome =
        run(
            """
            echo "some words of its own"
            echo "edgewise: epoch 1 loss 2.5"
            echo "edgewise: epoch 2 loss 1.5 accuracy 0.25"
            echo '{"accuracy": 0.5, "metrics": {"f1": 0.25}}' > "$1"
            """);

    assertThat(outcome)
        .isEqualTo(new Trained(new ToldScore(0.5, Map.of("f1", 0.25)), List.of(2.5, 1.5)));
  }

  @Test
  void itGetsTheNetworkItsSeedAndItsGpusInAFolderOfItsOwnAndAShortEnvironment() throws IOException {
    Path seen = folder.resolve("seen");
    run(
        "env > "
            + seen
            + "; ls >> "
            + seen
            + "; echo seed $3 from $4 >> "
            + seen
            + "; grep -c 'class Network' network.py >> "
            + seen
            + "; grep architecture_id network.json >> "
            + seen);

    List<String> lines = Files.readAllLines(seen);
    assertThat(lines)
        .contains(
            "CUDA_VISIBLE_DEVICES=0,3",
            "network.py",
            "network.json",
            "checkpoints",
            "seed -5 from 0");
    assertThat(lines.stream().filter(l -> l.contains("=")).map(l -> l.split("=", 2)[0]))
        .as("nothing else of this JVM's environment")
        .isSubsetOf(
            "PATH",
            "HOME",
            "USER",
            "LANG",
            "LC_ALL",
            "TZ",
            "TMPDIR",
            "LD_LIBRARY_PATH",
            "PYTHONPATH",
            "VIRTUAL_ENV",
            "CUDA_VISIBLE_DEVICES",
            "EDGEWISE_COMMAND",
            "PWD",
            "OLDPWD",
            "SHLVL",
            "_");
    assertThat(lines.stream().filter(l -> l.startsWith("PWD=")).collect(Collectors.joining()))
        .contains("edgewise-commands-");
  }

  @Test
  void aPausedTrainingGoesOnFromItsCheckpointInAnotherFolder() throws IOException {
    CandidateTrainer trainer =
        trainer(
            """
            epoch=$(($4 + 1))
            echo "edgewise: epoch $epoch loss $((3 - epoch))"
            before=$(cat "$2/weights" 2> /dev/null)
            echo "$before$epoch" > "$2/weights"
            echo "{\\"accuracy\\": 0.$before$epoch}" > "$1"
            """);

    Paused paused = (Paused) trainer.train(CANDIDATE, TrainingState.START, 1);
    assertThat(paused.score()).isEqualTo(new ToldScore(0.1, Map.of()));
    assertThat(paused.state().epochLosses()).containsExactly(2.0);
    assertThat(trainer.train(CANDIDATE, paused.state(), 2))
        .isEqualTo(new Trained(new ToldScore(0.12, Map.of()), List.of(2.0, 1.0)));
  }

  @Test
  void oneWhoseLossesNoLongerFallIsEndedWithTheAccuracyThatItToldLast() throws IOException {
    TrainingOutcome outcome =
        trainer(
                """
                for epoch in 1 2 3; do echo "edgewise: epoch $epoch loss 1 accuracy 0.$epoch"; done
                sleep 300
                """,
                "proxy.patience=2",
                "proxy.epochs=9")
            .train(CANDIDATE, TrainingState.START, 9);

    assertThat(outcome)
        .isEqualTo(
            new LevelledOff(
                new ToldScore(0.3, Map.of()),
                List.of(1.0, 1.0, 1.0),
                "no lower loss in 2 epochs, at epoch 3 of 9"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          exit 3                                        | GAVE_UP   | exit code 3
          echo torn; kill -9 $$                         | GAVE_UP   | ended by signal 9; it last printed: torn
          echo '{"failure": "no GPU"}' > $1             | GAVE_UP   | no GPU
          echo '{"failure": "no GPU"}' > $1; exit 1     | GAVE_UP   | no GPU
          echo hello                                    | NO_RESULT | left no result file; it last printed: hello
          echo hello > $1                               | NO_RESULT | left a result that is no JSON (Unrecognized token 'hello': was expecting (JSON String, Number (or 'NaN'/'INF'/'+INF'), Array, Object or token 'null', 'true' or 'false'))
          echo '{}' > $1                                | NO_RESULT | left a result without a number called accuracy
          echo '{"accuracy": NaN}' > $1                 | NO_RESULT | left a result that is refused: accuracy is NaN; allowed is a share from 0 to 1, such as 0.97 for 97 %
          echo '{"accuracy": 97}' > $1                  | NO_RESULT | left a result that is refused: accuracy is 97.0; allowed is a share from 0 to 1, such as 0.97 for 97 %
          echo '{"accuracy": 0.5, "metrics": {"f1": NaN}}' > $1 | NO_RESULT | left a result that is refused: metrics.f1 is no finite number; leave it out where it is unknown
          head -c 1000000 /dev/zero > $1                | NO_RESULT | left a result of more than 65536 bytes
          head -c 80000000 /dev/zero; sleep 300         | NO_RESULT | printed more than 64 MB
          echo 'edgewise: epoch 1 loss nan'; sleep 300  | DIVERGED  | loss nan at epoch 1; it last printed: edgewise: epoch 1 loss nan
          echo 'edgewise: epoch 7 loss 1'; sleep 300    | NO_RESULT | told epoch 7 after epoch 0 of 2; it last printed: edgewise: epoch 7 loss 1
          sleep 300                                     | TIMED_OUT | limit 1000 ms
          """)
  void whateverGoesWrongIsAReason(String lines, StopReason reason, String detail)
      throws IOException {
    assertThat(run(lines, "proxy.time-limit-seconds=1")).isEqualTo(new Stopped(reason, detail));
  }

  @Test
  void soIsAProgramThatIsNotThereOrNotExecutable() throws IOException {
    Path plain = Files.writeString(folder.resolve("plain.sh"), "#!/bin/sh\n");

    for (Path program : List.of(folder.resolve("none"), plain)) {
      Stopped stopped =
          (Stopped)
              trainerOf("[\"" + program + "\", \"{result.json}\"]")
                  .train(CANDIDATE, TrainingState.START, 2);
      assertThat(stopped.reason()).isEqualTo(StopReason.NOT_STARTED);
      assertThat(stopped.detail()).startsWith("Cannot run program \"" + program + "\"");
    }
  }

  @Test
  void memoryBeyondTheLimitEndsIt() throws IOException {
    Stopped stopped =
        (Stopped)
            run(
                "x=$(head -c 60000000 /dev/zero | tr '\\0' x); sleep 300",
                "proxy.command-memory-bytes=30000000");

    assertThat(stopped.reason()).isEqualTo(StopReason.OUT_OF_MEMORY);
    assertThat(stopped.detail()).endsWith(" MB, the limit is 28 MB");
  }

  @Test
  void whatItForkedIsEndedWithIt() throws IOException {
    Path pids = folder.resolve("pids");
    TrainingOutcome outcome =
        run(
            "sleep 300 & echo $! > "
                + pids
                + "; (setsid sleep 300 > /dev/null & echo $! >> "
                + pids
                + "); echo '{\"accuracy\": 0.5}' > $1");

    assertThat(outcome).isEqualTo(new Trained(new ToldScore(0.5, Map.of()), List.of()));
    assertThat(Files.readAllLines(pids))
        .hasSize(2)
        .noneMatch(
            pid ->
                ProcessHandle.of(Long.parseLong(pid)).map(CommandTrainerTest::runs).orElse(false));
  }

  /** One that was ended stays until init has looked at it. */
  private static boolean runs(ProcessHandle process) {
    return process.isAlive() && process.info().command().isPresent();
  }

  @Test
  void oneThatIsNoLongerWantedEnds() throws IOException {
    CandidateTrainer trainer =
        trainerOf(
            new Place(List.of(), () -> true), "[\"sh\", \"-c\", \"sleep 300\", \"{result.json}\"]");

    assertThat(trainer.train(CANDIDATE, TrainingState.START, 3))
        .isEqualTo(new Stopped(StopReason.GAVE_UP, "no longer wanted"));
  }
}
