package io.edgewise.sim.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.SimulationResult.Simulated;
import io.edgewise.sim.settings.AcceleratorFile;
import io.edgewise.sim.tflite.TfliteReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Networks that Google's compiler compiled for the Edge TPU: what it wrote into them of cycles,
 * narrow memory and parameter bytes.
 */
class CompiledNetworksTest {

  private static final Path FOLDER = Path.of("../../shared/data/tflite");

  @ParameterizedTest
  @CsvSource({
    "model_conv_128x128x3x32x7x10, 7325712, 0, 92416, 459328",
    "model_conv_128x128x3x32x7x25, 19367952, 0, 92416, 1213888",
    "model_mobilenet_v2_w_fc_224x224x3, 458040, 2, 99552, 3900864",
    "model_mobilenet_v2_wo_fc_224x224x3, 457000, 2, 99552, 2586048",
    "model_mobilenet_v2_wo_fc_256x256x3, 528640, 2, 129120, 2586048",
    "model_mobilenet_v2_wo_fc_512x512x3, 2156336, 2, 193680, 2586048",
    "mobilenet_v1_0.25_128_quant, 21568, 2, 8996, 518656",
    "mobilenet_v1_1.0_224_quant_embedding_extractor, 685376, 2, 78912, 3363072"
  })
  void agreesWithTheCompiler(
      String network, long cycles, int cyclePercent, long narrowBytes, long parameterBytes) {
    Path file = FOLDER.resolve(network + ".tflite");
    assumeThat(Files.exists(file)).isTrue();
    CycleSimulator simulator = new CycleSimulator(AcceleratorFile.find("coral-usb"));

    LatencyReport report =
        ((Simulated) simulator.simulateByEvents(TfliteReader.read(file).graph())).report();

    assertThat(report.metrics().cycles()).isCloseTo(cycles, within(cycles * cyclePercent / 100));
    assertThat(report.metrics().narrowMemoryBytesPerTile())
        .isCloseTo(narrowBytes, within(narrowBytes * 2 / 100));
    assertThat(report.metrics().cachedParameterBytes()).isEqualTo(parameterBytes);
    assertThat(report.metrics().streamedParameterBytes()).isZero();
  }
}
