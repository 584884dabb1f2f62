package io.edgewise.jobs.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.typesafe.config.Config;
import io.edgewise.search.evaluation.Constraints;
import io.edgewise.search.evaluation.Deployment;
import io.edgewise.search.evaluation.SimulationScreener;
import io.edgewise.search.lowering.DeployView;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.file.ArchitectureJson;
import io.edgewise.search.space.file.ArchitectureJson.Document;
import io.edgewise.search.space.file.SearchSpaceFile;
import io.edgewise.search.trial.SearchId;
import io.edgewise.search.trial.TrialKey;
import io.edgewise.sim.Metrics;
import io.edgewise.sim.settings.AcceleratorFile;
import io.edgewise.sim.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A network's file says what the network is, and what its search knew of it. */
public final class NetworkFileTest {

  private static final Architecture FIRST = SearchSpaceFile.find("efficientnet-edgetpu").first();
  private static final DeployView VIEW = new DeployView(96, 3, 10);

  /** A network that no search has found. */
  public static final NetworkFile NETWORK =
      new NetworkFile(
          new Document("efficientnet-edgetpu", FIRST),
          Optional.of(
              new Finding(
                  VIEW,
                  AcceleratorFile.settings("coral-pi4"),
                  metrics(),
                  Optional.of(new Finding.Accuracy(0.4375, "top-1", Optional.of(0.0625))),
                  Optional.of(new Finding.Proxy(16, 200, 6400)),
                  Optional.of(new Finding.Origin(new SearchId("tiny"), new TrialKey(2, 3))),
                  new TreeMap<>(Map.of("edgewise", "1.0.0")))));

  @TempDir private Path folder;

  private static Metrics metrics() {
    return new SimulationScreener(
            new Deployment(VIEW, AcceleratorFile.find("coral-pi4"), Constraints.NONE))
        .screen(List.of(FIRST))
        .get(0)
        .latency()
        .orElseThrow()
        .metrics();
  }

  @Test
  void saysWhatTheNetworkIsAndWhatItsSearchKnew() throws IOException {
    JsonNode json = new ObjectMapper().readTree(NETWORK.toJson());

    assertThat(json.path("format").asText()).isEqualTo("edgewise-network/2");
    assertThat(json.path("architecture"))
        .isEqualTo(new ObjectMapper().readTree(ArchitectureJson.write(NETWORK.network())));
    assertThat(json.path("deployed"))
        .hasToString("{\"resolution\":96,\"input_channels\":3,\"classes\":10}");
    assertThat(json.path("accelerator").path("name").asText()).isEqualTo("coral-pi4");
    assertThat(json.path("accelerator").path("host").path("fixed-micros").asInt())
        .isEqualTo(AcceleratorFile.settings("coral-pi4").getInt("host.fixed-micros"));
    assertThat(json.path("metrics").path("latency_ms").asDouble())
        .isEqualTo(metrics().latencyMillis());
    assertThat(json.path("metrics").path("streamed_parameter_bytes").asLong())
        .isEqualTo(metrics().streamedParameterBytes());
    assertThat(json.path("metrics").has("energy_mj")).as("is not known").isFalse();
    assertThat(json.path("accuracy"))
        .hasToString("{\"value\":0.4375,\"metric\":\"top-1\",\"standard_error\":0.0625}");
    assertThat(json.path("proxy")).hasToString("{\"resolution\":16,\"steps\":200,\"images\":6400}");
    assertThat(json.path("search").asText()).isEqualTo("tiny");
    assertThat(json.path("trial").asText()).isEqualTo("2/3");
    assertThat(json.path("versions")).hasToString("{\"edgewise\":\"1.0.0\"}");
  }

  /** Nine of ten measured networks are expected between. */
  @Test
  void theLatencyHasAnIntervalWhereTheAcceleratorTellsHowFarPredictionsAreOff() {
    Config telling = AcceleratorFile.settings("coral-usb");
    double factor = AcceleratorFile.find("coral-usb").uncertainty().factor(0.9);
    double latency = NETWORK.finding().orElseThrow().metrics().latencyMillis();

    JsonNode interval = on(telling).tree().path("latency_interval_ms");

    assertThat(interval.path("low").asDouble()).isEqualTo(latency / factor);
    assertThat(interval.path("high").asDouble()).isEqualTo(latency * factor);
    assertThat(interval.path("confidence").asDouble()).isEqualTo(0.9);
    assertThat(on(telling.withoutPath("uncertainty")).tree().has("latency_interval_ms")).isFalse();
  }

  private static NetworkFile on(Config accelerator) {
    Finding known = NETWORK.finding().orElseThrow();
    return new NetworkFile(
        NETWORK.network(),
        Optional.of(
            new Finding(
                known.deployed(),
                accelerator,
                known.metrics(),
                known.accuracy(),
                known.proxy(),
                known.origin(),
                known.versions())));
  }

  @Test
  void isReadAsItWasWritten() throws IOException {
    NetworkFile read = NetworkFile.read(written(NETWORK.toJson()));

    assertThat(read).isEqualTo(NETWORK);
    assertThat(read.toJson()).isEqualTo(NETWORK.toJson());
    assertThat(read.finding().orElseThrow().acceleratorSpec())
        .isEqualTo(AcceleratorFile.find("coral-pi4"));
  }

  /** Neither a proxy nor the network itself is trained, and no search has found it. */
  @Test
  void aNetworkThatNobodyTrainedHasNoAccuracy() throws IOException {
    Finding known = NETWORK.finding().orElseThrow();
    NetworkFile untrained =
        new NetworkFile(
            NETWORK.network(),
            Optional.of(
                new Finding(
                    known.deployed(),
                    known.accelerator(),
                    known.metrics(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    known.versions())));

    for (String key : List.of("accuracy", "proxy", "search", "trial")) {
      assertThat(untrained.tree().has(key)).as(key).isFalse();
    }
    assertThat(NetworkFile.read(written(untrained.toJson()))).isEqualTo(untrained);
  }

  @Test
  void anArchitectureOfAnEarlierVersionIsANetworkOfWhichNothingElseIsKnown() throws IOException {
    assertThat(NetworkFile.read(written(ArchitectureJson.write(NETWORK.network()))))
        .isEqualTo(new NetworkFile(NETWORK.network(), Optional.empty()));
  }

  @Test
  void whatANewerVersionAddsIsIgnored() throws IOException {
    ObjectNode more = NETWORK.tree();
    more.put("colour", "blue");

    assertThat(NetworkFile.read(written(more.toString()))).isEqualTo(NETWORK);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      value = {
        "/format -> \"edgewise-network/3\" -> format: is edgewise-network/3; allowed is"
            + " edgewise-network/2 and older ones",
        "/format -> \"png\" -> format: is \"png\"; allowed is one of edgewise-architecture/1",
        "/deployed/resolution -> 0 -> has no usable deployed: resolution = 0: allowed is 1 to 4096",
        "/deployed/classes -> \"ten\" -> has no usable deployed.classes",
        "/accuracy/value -> 1.5 -> has no usable accuracy: value = 1.5: allowed is 0 to 1",
        "/accuracy/standard_error -> -1 -> has no usable accuracy: standard_error = -1.0: allowed is"
            + " 0 to 1",
        "/accuracy/metric -> \"a b\" -> has no usable accuracy: metric: allowed is a word such as"
            + " top-1",
        "/proxy/images -> -1 -> has no usable proxy: resolution, steps and images: allowed are whole"
            + " numbers from 0, the first from 1",
        "/metrics/latency_ms -> -2 -> metrics.latency_ms: is -2.0; allowed is a number from 0",
        "/metrics/cycles -> null -> metrics.cycles: missing; allowed is a number from 0",
        "/trial -> \"two\" -> \"two\" names no trial; allowed is GENERATION/INDEX such as 2/907",
        "/trial -> null -> search and trial: allowed are both or neither",
        "/accelerator/chip/clock-hertz -> -1 -> chip.clock-hertz: is -1; allowed is a number from",
        "/accelerator -> 7 -> accelerator: is no object",
        "/architecture/id -> \"0123456789abcdef\" -> id: is 0123456789abcdef, but the network in it"
            + " is",
        "/architecture -> null -> is null: not an architecture",
        "/versions -> null -> has no usable versions",
      })
  void aKeyThatIsWrongIsNamedWithTheFile(String pointer, String value, String message)
      throws IOException {
    ObjectNode wrong = NETWORK.tree();
    int last = pointer.lastIndexOf('/');
    ((ObjectNode) wrong.at(pointer.substring(0, last)))
        .set(pointer.substring(last + 1), new ObjectMapper().readTree(value));
    Path file = written(wrong.toString());

    assertThatThrownBy(() -> NetworkFile.read(file))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(message);
  }

  @Test
  void aFileThatIsMissingIsNamed() {
    Path file = folder.resolve("none.json");

    assertThatThrownBy(() -> NetworkFile.read(file))
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining("there is no such file");
  }

  @Test
  void aFileThatIsTooLongIsNotReadToItsEnd() throws IOException {
    Path file = written(" ".repeat(NetworkFile.MAX_BYTES + 1));

    assertThatThrownBy(() -> NetworkFile.read(file))
        .hasMessage("%s: 1 mistake\n  is longer than 1048576 bytes: not a network", file);
  }

  private Path written(String text) throws IOException {
    return Files.writeString(folder.resolve("best.json"), text);
  }
}
