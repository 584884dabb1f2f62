package io.edgewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.edgewise.jobs.command.PredictCommand;
import io.edgewise.jobs.console.ExitCode;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Predictions as their user sees them. */
class PredictCommandTest extends SimulationCommandFixture {

  @Test
  void predictSaysWhereTheTimeGoesAndWhatWouldHelp() {
    Ended ended = run(new PredictCommand(), "resnet-50-v1");

    assertThat(ended.code()).isZero();
    assertThat(ended.out())
        .contains("resnet-50-v1@224 on coral-usb: ")
        .containsPattern("17\\.0 MiB of 24\\.7 MiB of parameters stream at 0\\.50 GB/s: ")
        .contains(
            "fewer parameters would help", "12 layers stream; with 16.94 MiB of parameters less");
  }

  @Test
  void predictPrintsJsonWithEveryLayer() throws IOException {
    JsonNode json =
        run(new PredictCommand(), "mobilenet-v1-0.25@128", "squeezenet", "--json").json();

    assertThat(json).hasSize(2);
    JsonNode network = json.get(0);
    assertThat(network.get("network").asText()).isEqualTo("mobilenet-v1-0.25@128");
    assertThat(network.get("streamed_parameter_bytes").asLong()).isZero();
    JsonNode interval = network.get("latency_interval_ms");
    assertThat(interval.get("confidence").asDouble()).isEqualTo(0.9);
    assertThat(network.get("latency_ms").asDouble())
        .isStrictlyBetween(interval.get("low").asDouble(), interval.get("high").asDouble());
    double layers = 0;
    for (JsonNode layer : network.get("layers")) {
      layers += layer.get("latency_ms").asDouble();
    }
    assertThat(layers).isCloseTo(network.get("latency_ms").asDouble(), within(1e-9));
  }

  @Test
  void everyLayerSaysWhoRunsItAndWhatItsParametersDo() throws IOException {
    Ended text = run(new PredictCommand(), "chain:dense:1024x1@64:10", "--layers");
    assertThat(text.out())
        .contains("layer", "operator", "MMAC", "util", "KiB", "waits")
        .containsPattern("dense_1 .* 72\\.0  \\w+\n")
        .doesNotContain("streams");

    JsonNode layers =
        run(new PredictCommand(), "chain:dense:9000x2@64:10", "--json").json().get(0).get("layers");
    assertThat(layers.get(2).get("runs_on").asText()).isEqualTo("device");
    assertThat(layers.get(2).get("streamed_parameter_bytes").asLong()).isPositive();
    assertThat(layers.get(2).get("parameter_fetches").asInt()).isEqualTo(1);
    JsonNode host = layers.get(layers.size() - 1);
    assertThat(host.get("runs_on").asText()).isEqualTo("host");
    assertThat(host.get("reason").asText()).isEqualTo("its own cost");
  }

  @Test
  void anUnknownNetworkIsTheUsersMistake() {
    Ended ended = run(new PredictCommand(), "mobilenet-v1-1.1");

    assertThat(ended.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(ended.err()).contains("unknown network \"mobilenet-v1-1.1\"; did you mean ");
  }

  @Test
  void aFileOfAnotherKindIsToldWhichAreAllowed() {
    Ended ended = run(new PredictCommand(), "/some/model.onnx");

    assertThat(ended.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(ended.err())
        .contains("/some/model.onnx: 1 mistake")
        .contains("is no network; allowed is a file whose name ends in .tflite, or in .json for");
  }

  @Test
  void theNetworksThatAreFoundArePredictedAndTheOthersTold() {
    Ended ended = run(new PredictCommand(), "squeezzenet", "vgg-16", "none.tflite", "squeezenet");

    assertThat(ended.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(ended.out()).contains("vgg-16@224 on coral-usb: ", "squeezenet@224 on coral-usb: ");
    assertThat(ended.err())
        .contains("2 of 4 networks: 2 mistakes\n")
        .contains("\n  squeezzenet: unknown network ")
        .contains("\n  none.tflite: ");
  }

  @Test
  void theSizeOfAnArchitectureIsNoneOfABuiltInNetwork() {
    Ended ended = run(new PredictCommand(), "squeezenet", "--resolution", "96");

    assertThat(ended.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(ended.err())
        .contains("--resolution and --classes are of an architecture file (.json), and none");
    assertThat(run(new PredictCommand(), "a.json", "b.tflite", "--classes", "10").err())
        .contains(
            "--resolution and --classes are of an architecture file (.json), and b.tflite would"
                + " ignore them: predict it by itself");
    assertThat(run(new PredictCommand(), "a.json", "--resolution", "-1").err())
        .contains("resolution = -1: allowed is 1 to");
  }

  @Test
  void networksThatShareAChipSayWhoStaysAndWhatARoundTakes() throws IOException {
    String[] pair = {"mobilenet-v1-1.0", "mobilenet-v2-1.0", "--co-compiled"};
    assertThat(run(new PredictCommand(), pair).out())
        .containsPattern(
            "mobilenet-v1-1.0@224 \\+ mobilenet-v2-1.0@224 on coral-usb: \\d\\.\\d{3} ms")
        .contains(
            " ms a round compiled together, ", "MiB displaced", "are loaded again in a round");

    JsonNode json = run(new PredictCommand(), pair[0], pair[1], pair[2], "--json").json();
    assertThat(json.get("networks").get(0).get("displaced_parameter_bytes").asLong()).isZero();
    assertThat(json.get("networks").get(1).get("displaced_parameter_bytes").asLong()).isPositive();
    assertThat(json.get("together_ms").asDouble()).isLessThan(json.get("apart_ms").asDouble());
  }

  @Test
  void aNetworkOverSeveralChipsIsCutByLatencyAndByMemory() throws IOException {
    assertThat(run(new PredictCommand(), "resnet-50-v1", "--pipeline", "4").out())
        .contains("resnet-50-v1@224 over 4 chips of coral-usb; on one: ")
        .contains("cut by latency: a result every ", "cut by parameter memory: a result every ");

    JsonNode cuts =
        run(new PredictCommand(), "resnet-50-v1", "--pipeline", "4", "--json")
            .json()
            .get(0)
            .get("cuts");
    assertThat(cuts.get(0).get("stages")).hasSize(4);
    assertThat(cuts.get(0).get("interval_ms").asDouble())
        .isLessThanOrEqualTo(cuts.get(1).get("interval_ms").asDouble());
  }

  @Test
  void optionsThatDoNotGoTogetherAreRefused() {
    assertThat(run(new PredictCommand(), "squeezenet", "--co-compiled").err())
        .contains("--co-compiled: one network is given; name at least two to share the chip");
    assertThat(run(new PredictCommand(), "squeezenet", "--pipeline", "1").err())
        .contains("--pipeline = 1: allowed is 2 to 64 chips");
    assertThat(run(new PredictCommand(), "a", "b", "--co-compiled", "--pipeline", "2").err())
        .contains("--co-compiled puts networks on one chip, --pipeline cuts one over several");
    assertThat(run(new PredictCommand(), "squeezenet", "--pipeline", "2", "--layers").err())
        .contains("--what-if and --layers are of a network by itself; leave out --pipeline");
    assertThat(run(new PredictCommand(), "chain:dense:64x1@64:10", "--pipeline", "9").err())
        .contains("a pipeline of 9 chips; the network has ");
  }
}
