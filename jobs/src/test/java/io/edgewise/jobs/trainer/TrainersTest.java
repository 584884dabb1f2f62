package io.edgewise.jobs.trainer;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgewise.jobs.config.Overrides;
import io.edgewise.jobs.config.SearchConfig;
import io.edgewise.jobs.task.TrainingTask;
import io.edgewise.sim.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A build for GPUs keeps no weights, and says so before the first training. */
class TrainersTest {

  @TempDir private Path folder;

  private TrainingTask task(String accuracy) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("search.conf"), "search.id = a\nproxy.accuracy = " + accuracy + "\n");
    return SearchConfig.read(file, Overrides.NONE).task();
  }

  @Test
  void int8IsRefusedWhereNoWeightsAreKept() throws IOException {
    TrainingTask int8 = task("int8");
    TrainingTask floats = task("float");

    assertThatCode(() -> Trainers.requireAble(floats, () -> false)).doesNotThrowAnyException();
    assertThatCode(() -> Trainers.requireAble(int8, () -> true)).doesNotThrowAnyException();
    assertThatThrownBy(() -> Trainers.requireAble(int8, () -> false))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(
            "proxy.accuracy: is int8, but this build computes on GPUs, from which no weights are"
                + " taken that could be quantised; allowed is float, or an edgewise.jar that is"
                + " built without -Pcuda");
  }

  @Test
  void soIsAFrontInInt8() {
    assertThatCode(() -> Trainers.requireWeights("search.int8-front", "true", "false", () -> true))
        .doesNotThrowAnyException();
    assertThatThrownBy(
            () -> Trainers.requireWeights("search.int8-front", "true", "false", () -> false))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(
            "search.int8-front: is true, but this build computes on GPUs, from which no weights are"
                + " taken that could be quantised; allowed is false, or an edgewise.jar that is"
                + " built without -Pcuda");
  }
}
