package io.edgewise.jobs.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.edgewise.jobs.config.Overrides;
import io.edgewise.jobs.config.SearchConfig;
import io.edgewise.jobs.task.TrainingTask;
import io.edgewise.search.evaluation.Candidate;
import io.edgewise.search.evaluation.CandidateTrainer;
import io.edgewise.search.evaluation.Proxy;
import io.edgewise.search.proxy.TrainingOutcome.Paused;
import io.edgewise.search.proxy.TrainingOutcome.Trained;
import io.edgewise.search.proxy.TrainingState;
import io.edgewise.search.space.file.SearchSpaceFile;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Screening;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped script trains what {@code conf/gpu.conf} has it train, where there is a PyTorch. */
class PyTorchTrainerTest {

  private static final int RECORD = 1 + 3 * 32 * 32;

  @TempDir private Path folder;

  @Test
  void aTrainingThatPausedEndsAsOneThatDidNot() throws Exception {
    Optional<String> python = pythonWithTorch();
    assumeTrue(python.isPresent(), "neither python3 nor /usr/bin/python3 has torch");
    CandidateTrainer trainer = trainer(python.orElseThrow());
    Candidate candidate =
        new Candidate(
            0,
            Screening.unmappable(
                SearchSpaceFile.find("efficientnet-edgetpu").first(),
                new Evaluation.Infeasible("unmappable", "as the test wants it")),
            new Proxy("as it is", 1, 1),
            -5);

    Trained whole = (Trained) trainer.train(candidate, TrainingState.START, 2);
    assertThat(whole.epochLosses()).hasSize(2);
    assertThat(whole.score().metrics())
        .isEqualTo(Map.of("training_images", 48.0, "validation_images", 12.0));

    Paused paused = (Paused) trainer.train(candidate, TrainingState.START, 1);
    assertThat(paused.state().epochLosses()).isEqualTo(whole.epochLosses().subList(0, 1));
    assertThat(trainer.train(candidate, paused.state(), 2)).isEqualTo(whole);
  }

  private static Optional<String> pythonWithTorch() throws InterruptedException {
    for (String python : List.of("python3", "/usr/bin/python3")) {
      try {
        Process process = new ProcessBuilder(python, "-c", "import torch").start();
        if (process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0) {
          return Optional.of(python);
        }
      } catch (IOException e) {
        // There is no such Python.
      }
    }
    return Optional.empty();
  }

  private CandidateTrainer trainer(String python) throws IOException {
    byte[] images = new byte[60 * RECORD];
    new SplittableRandom(1).nextBytes(images);
    for (int i = 0; i < 60; i++) {
      images[i * RECORD] = (byte) (i % 10);
    }
    Files.write(folder.resolve("data_batch_1.bin"), images);
    Path settings =
        Files.writeString(
            folder.resolve("gpu.conf"),
            Files.readString(Path.of("../conf/gpu.conf"))
                .replace("\"python3\"", '"' + python + '"')
                .replace(
                    "trainers/pytorch/train.py",
                    Path.of("../conf/trainers/pytorch/train.py").toAbsolutePath().toString()));
    TrainingTask task =
        SearchConfig.read(
                settings,
                Overrides.of(
                    Map.of(
                        "dataset.path", folder.toString(),
                        "proxy.resolution", "16",
                        "proxy.width-factor", "0.1",
                        "proxy.batch-size", "16",
                        "proxy.epochs", "2")))
            .task();
    return Trainers.of(
        task,
        task.proxy().view(3, 10),
        () -> {
          throw new AssertionError("a command reads its images itself");
        },
        new Place(List.of(), () -> false),
        new Configuration());
  }
}
