package io.edgewise.jobs.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import io.edgewise.jobs.measurement.Measurement;
import io.edgewise.jobs.measurement.MeasurementTable;
import io.edgewise.sim.SimulationResult.Simulated;
import io.edgewise.sim.calibration.Probe;
import io.edgewise.sim.calibration.Quantity;
import io.edgewise.sim.engine.CycleSimulator;
import io.edgewise.sim.settings.AcceleratorFile;
import io.edgewise.sim.tflite.TfliteReader;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.networks.Networks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of probes, on its way to a device and back. */
class ProbeKitTest {

  private static final List<Probe> PROBES =
      List.of(
          probe("chain:conv3x3:16x2@8:10", "chip.array.rates.cell-macs"),
          probe("chain:grouped3x3:16x1@8:10", "chip.sequencer.operation-cycles"),
          probe("chain:depthwise3x3:16x1@8:10", "chip.array.rates.depthwise-outputs"),
          probe("chain:averagepool3x3:16x2@8:10", "chip.array.rates.elements"),
          probe("chain:maximumpool3x3:16x2@8:10", "chip.array.rates.maximum-pool-elements"),
          probe("chain:add:16x2@8:10", "chip.sequencer.element-cycles"),
          probe("chain:sigmoid:16x2@8:10", "chip.array.rates.unary-elements"),
          probe("chain:dense:32x2@16:10", "chip.array.rates.vector-macs"));

  /** Takes as many microseconds as the name of the file is long; pools do not run on it. */
  private static final String DEVICE =
      """
      #!/usr/bin/env bash
      case $1 in
        *pool*) echo "ERROR: Failed to apply the delegate."; exit 1 ;;
        --graph=*) name=${1#--graph=}
          echo "Inference timings in us: Init: 9, Warmup (avg): 77, Inference (avg): ${#name}" ;;
      esac
      """;

  @TempDir private Path folder;
  private Path kit = Path.of("");

  @BeforeEach
  void write() {
    kit = folder.resolve("probes");
    new ProbeKit("mine.conf", PROBES, List.of("host.macs-per-second")).write(kit);
  }

  /** A measured file is the network that the table names. */
  @Test
  void aFileIsTheNetworkThatTheTableNames() {
    CycleSimulator simulator = new CycleSimulator(AcceleratorFile.find("coral-usb"));
    for (Probe probe : PROBES) {
      String name = probe.network().substring("chain:".length()).replaceAll("[:@]", "-");
      LayerGraph named = Networks.find(probe.network());
      LayerGraph written = TfliteReader.read(kit.resolve(name + ".tflite")).graph();
      assertThat(written.macs()).as(name).isEqualTo(named.macs());
      assertThat(millis(simulator, written))
          .as(name)
          .isCloseTo(millis(simulator, named), withPercentage(1));
      assertThat(kit.resolve(name + ".onnx")).exists();
    }
  }

  @Test
  void theTextSaysWhatEachProbeTells() throws IOException {
    assertThat(Files.readString(kit.resolve("README.txt")))
        .contains(
            "dense-32x2-16-10",
            "of chip.array.rates.vector-macs",
            "No probe tells host.macs-per-second: they stay what the file says.");
  }

  @Test
  void theScriptFillsInWhatWasMeasuredAndNamesWhatWasNot() throws Exception {
    Path device = folder.resolve("benchmark_model");
    Files.writeString(device, DEVICE);
    assertThat(device.toFile().setExecutable(true)).isTrue();

    Process script = script(Map.of("BENCHMARK", device.toString()));

    assertThat(script.waitFor()).isZero();
    assertThat(told(script))
        .contains("averagepool3x3-16x2-8-10.tflite does not run")
        .contains("measured.csv is filled in, 2 networks left out");
    List<Measurement> rows = MeasurementTable.read(kit.resolve("measured.csv"), Map.of()).rows();
    assertThat(rows).hasSize(6);
    assertThat(rows.get(0).network()).isEqualTo("chain:conv3x3:16x2@8:10");
    assertThat(rows.get(0).of(Quantity.LATENCY))
        .isEqualTo("conv3x3-16x2-8-10.tflite".length() / 1000.0);
  }

  @Test
  void theScriptSaysHowItIsCalledAndLeavesTheTable() throws Exception {
    String table = Files.readString(kit.resolve("measured.csv"));
    Process bare = script(Map.of());
    assertThat(bare.waitFor()).isEqualTo(2);
    assertThat(told(bare)).contains("BENCHMARK=/path/to/benchmark_model");
    Process nothing = script(Map.of("BENCHMARK", "/bin/false"));
    assertThat(nothing.waitFor()).isEqualTo(1);
    assertThat(told(nothing)).contains("nothing was measured");
    assertThat(Files.readString(kit.resolve("measured.csv"))).isEqualTo(table);
  }

  private Process script(Map<String, String> environment) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(kit.resolve("measure.sh").toString());
    builder.environment().keySet().removeAll(List.of("BENCHMARK", "PYTHON"));
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static String told(Process script) throws IOException {
    return new String(script.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static Probe probe(String network, String tells) {
    return new Probe(network, tells, 0.9, 1);
  }

  private static double millis(CycleSimulator simulator, LayerGraph graph) {
    return ((Simulated) simulator.simulate(graph)).report().latencyMillis();
  }
}
