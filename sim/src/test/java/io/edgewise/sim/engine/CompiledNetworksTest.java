package io.edgewise.sim.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.SimulationResult.Simulated;
import io.edgewise.sim.settings.AcceleratorFile;
import io.edgewise.sim.tflite.TfliteReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Networks that Google's compiler compiled for the Edge TPU: what it wrote into them of cycles,
 * narrow memory and parameter bytes.
 */
class CompiledNetworksTest {

  private static final Path FOLDER = Path.of("../../shared/data/tflite");

  /** No count is approximate where everything fits narrow memory. */
  @ParameterizedTest
  @CsvSource({
    "model_conv_128x128x3x32x7x10, 7325712, 92416, 459328, 0",
    "model_conv_128x128x3x32x7x25, 19367952, 92416, 1213888, 0",
    "model_mobilenet_v2_w_fc_224x224x3, 458040, 99552, 3900864, 0",
    "model_mobilenet_v2_wo_fc_224x224x3, 457000, 99552, 2586048, 0",
    "model_mobilenet_v2_wo_fc_256x256x3, 528640, 129120, 2586048, 0",
    "mobilenet_v1_0.25_128_quant, 21568, 8996, 518656, 0",
    "mobilenet_v1_0.75_192_quant, 281520, 43824, 2729344, 0",
    "mobilenet_v1_1.0_224_quant_embedding_extractor, 685376, 78912, 3363072, 0",
  })
  void isExact(String network, long cycles, long narrowBytes, long cached, long streamed) {
    LatencyReport report = report(network);

    assertThat(report.metrics().cycles()).isEqualTo(cycles);
    assertThat(report.metrics().narrowMemoryBytesPerTile()).isEqualTo(narrowBytes);
    assertThat(report.metrics().cachedParameterBytes()).isEqualTo(cached);
    assertThat(report.metrics().streamedParameterBytes()).isEqualTo(streamed);
  }

  /** Networks that are cut into slabs: cycles to 1 %, narrow memory to 10 %, parameters exact. */
  @ParameterizedTest
  @CsvSource({
    "model_mobilenet_v2_wo_fc_512x512x3, 2156336, 193680, 2586048",
    "model_mobilenet_v2_wo_fc_1024x512x3, 4454424, 189696, 2586048",
    "deeplabv3_mnv2_pascal_quant, 3623928, 174240, 2337216",
    "deeplabv3_mnv2_dm05_pascal_quant, 1279736, 192744, 766720",
    "posenet_mobilenet_v1_075_353_481_quant_decoder, 1428960, 147648, 1386432",
    "bodypix_mobilenet_v1_075_1024_768_16_quant_cut, 6907440, 194304, 1458880",
    "bodypix_mobilenet_v1_075_512_512_16_quant_decoder, 2370624, 182976, 1477888",
  })
  void isCloseWhereActivationsAreCut(
      String network, long cycles, long narrowBytes, long parameterBytes) {
    LatencyReport report = report(network);

    assertThat(report.metrics().cycles()).isCloseTo(cycles, withinPercentage(1));
    assertThat(report.metrics().narrowMemoryBytesPerTile())
        .isCloseTo(narrowBytes, withinPercentage(10));
    assertThat(report.metrics().cachedParameterBytes()).isEqualTo(parameterBytes);
    assertThat(report.metrics().streamedParameterBytes()).isZero();
  }

  /**
   * Chains and dense networks, which carry no cycle count; 100 dense layers overfill their cells.
   */
  @ParameterizedTest
  @CsvSource({
    "N32-nMACs41287680_quant, 18560, 10880, 0",
    "N40-nMACs63406080_quant, 23200, 19776, 0",
    "N100-nMACs1485619200_quant, 64800, 470528, 0",
    "N180-nMACs4797480960_quant, 116640, 1258752, 0",
    "dense_256, 832, 67584, 0",
    "model_dense_2x2x3x100x100, , 1040896, 281216",
    "mobilenet_edgetpu_0.75_224_post_training_quant, , 3740736, 0",
    "posenet_mobilenet_v1_075_353_481_16_quant_decoder, , 1444608, 0",
    "bodypix_mobilenet_v1_075_1280_720_16_per_tensor_quant, , 1419072, 0",
    "keras_8bit_all_30e2d5, , 433600, 0",
    "edgetpu_tcn_quantized_model, , 1536, 1510464",
  })
  void parametersAreExact(String network, @Nullable Long narrowBytes, long cached, long streamed) {
    LatencyReport report = report(network);

    if (narrowBytes != null) {
      assertThat(report.metrics().narrowMemoryBytesPerTile()).isEqualTo(narrowBytes);
    }
    assertThat(report.metrics().cachedParameterBytes()).isEqualTo(cached);
    assertThat(report.metrics().streamedParameterBytes()).isEqualTo(streamed);
  }

  private static LatencyReport report(String network) {
    Path file = FOLDER.resolve(network + ".tflite");
    assumeThat(Files.exists(file)).isTrue();
    CycleSimulator simulator = new CycleSimulator(AcceleratorFile.find("coral-usb"));
    return ((Simulated) simulator.simulateByEvents(TfliteReader.read(file).graph())).report();
  }
}
