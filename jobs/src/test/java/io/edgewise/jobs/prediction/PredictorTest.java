package io.edgewise.jobs.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgewise.jobs.network.DeployRequest;
import io.edgewise.jobs.network.NetworkFinder;
import io.edgewise.search.seed.Seeds;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.SearchSpace;
import io.edgewise.search.space.file.ArchitectureJson;
import io.edgewise.search.space.file.SearchSpaceFile;
import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.settings.AcceleratorFile;
import io.edgewise.sim.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A prediction simulates a network, and what would become of it. */
class PredictorTest {

  private static final AcceleratorSpec CORAL = AcceleratorFile.find("coral-usb");
  private static final SearchSpace SPACE = SearchSpaceFile.find("efficientnet-edgetpu");

  @TempDir private Path folder;

  @Test
  void aBuiltInNetworkOfAnotherResolutionIsTheOneOfThatName() {
    assertThat(predict("mobilenet-v1-0.25@128", "resolution=192").variants().get(0).report())
        .isEqualTo(predict("mobilenet-v1-0.25@192").report());
  }

  @Test
  void anArchitectureOfAnotherResolutionAndOtherClassesIsDeployedSo() throws IOException {
    Path file = file(SPACE.first());

    Prediction prediction = predict(file.toString(), "resolution=96,classes=7", "resolution=224");

    assertThat(prediction.variants().get(0).report())
        .isEqualTo(predict(file, new DeployRequest(96, 7)).report());
    assertThat(prediction.variants().get(1).report()).isEqualTo(prediction.report());
  }

  @Test
  void aNarrowerNetworkHasFewerOfEverything() throws IOException {
    Prediction prediction = predict(file(SPACE.first()).toString(), "width=0.5", "width=1");
    LatencyReport half = prediction.variants().get(0).report();

    assertThat(half.metrics().macs()).isLessThan(prediction.report().metrics().macs() / 2);
    assertThat(half.metrics().parameters()).isLessThan(prediction.report().metrics().parameters());
    assertThat(prediction.variants().get(1).report()).isEqualTo(prediction.report());
  }

  /** The promise is that of the simulator: with the stages narrowed, nothing streams. */
  @Test
  void stagesThatWouldFitAreNamedWhereParametersStream() throws IOException {
    int named = 0;
    for (int i = 0; i < 30; i++) {
      Prediction prediction =
          predict(file(SPACE.sample(new Random(Seeds.mix(5, 0, i)))).toString());
      boolean streams = prediction.report().metrics().streamedParameterBytes() > 0;
      assertThat(prediction.narrowed().isPresent()).isIn(false, streams);
      if (prediction.narrowed().isPresent()) {
        NarrowedStages narrowed = prediction.narrowed().get();
        named++;
        assertThat(narrowed.report().metrics().streamedParameterBytes()).isZero();
        assertThat(narrowed.report().latencyMillis())
            .isLessThan(prediction.report().latencyMillis());
        assertThat(narrowed.bytes()).isBetween(1L, prediction.report().metrics().parameterBytes());
        assertThat(narrowed.stages()).isSorted().doesNotHaveDuplicates();
      }
    }
    assertThat(named).isPositive();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      value = {
        "resolution -> allowed is KEY=VALUE, such as resolution=192 or resolution=192,width=0.75",
        "width=1,width=2 -> allowed is KEY=VALUE, such as resolution=192 or"
            + " resolution=192,width=0.75",
        "resolution=0 -> resolution: is 0; allowed is a whole number from 1 to 4096",
        "classes=ten -> classes: is \"ten\"; allowed is a whole number from 2 to 100000",
        "width=9 -> width: is 9; allowed is a number from 0.1 to 4.0",
        "widht=0.5 -> widht: unknown key; allowed here: classes, resolution, width",
        "depth=${HOME} -> depth: unknown key",
      })
  void aChangeThatIsNoneIsRefused(String change, String message) {
    assertThatThrownBy(() -> Change.parse(change))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("--what-if " + change + ": 1 mistake")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({
    "mobilenet-v1-0.25, classes=10",
    "mobilenet-v1-0.25, width=0.5",
    "chain:conv3x3:128x5@64, resolution=32"
  })
  void aBuiltInNetworkTakesNoOtherChange(String network, String change) {
    assertThatThrownBy(() -> predict(network, change))
        .hasMessage(
            "--what-if %s: 1 mistake\n  %s: allowed is resolution for a built-in network of one"
                + " name, such as mobilenet-v1-0.25; resolution, classes and width for an"
                + " architecture (.json)",
            change, network);
  }

  private Path file(Architecture architecture) throws IOException {
    return Files.writeString(
        folder.resolve("a.json"),
        ArchitectureJson.write(new ArchitectureJson.Document("any", architecture)));
  }

  private static Prediction predict(String network, String... changes) {
    return new Predictor(Stream.of(changes).map(Change::parse).toList())
        .predict(network, new NetworkFinder("", DeployRequest.NONE).read(network), CORAL);
  }

  private static Prediction predict(Path file, DeployRequest request) {
    return new Predictor(List.of())
        .predict("a", new NetworkFinder("", request).read(file.toString()), CORAL);
  }
}
