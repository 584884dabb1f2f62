package io.edgewise.sim.settings;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.SimulationResult;
import io.edgewise.sim.SimulationResult.Simulated;
import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.deployment.Round;
import io.edgewise.sim.engine.CycleSimulator;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.networks.Networks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every number of an accelerator file says where it comes from: what measurements move is fitted to
 * them, and what none moves is assumed or stands in a source that is named.
 */
class SourcesOfNumbersTest {

  private static final String FOLDER = "/io/edgewise/conf/accelerators/";
  private static final String CHIP = "edge-tpu";

  /**
   * The share of a latency that a fifth more of a number has to make for a measurement to tell: an
   * eighth of the noise between repeats.
   */
  private static final double MOVED = 5e-3;

  private static final List<String> PUBLISHED =
      List.of("mobilenet-v1-1.0", "mobilenet-v2-1.0", "inception-v1", "resnet-50-v1", "squeezenet");

  private static final List<String> CELLS =
      List.of(
          "nb201:|nor_conv_3x3~0|+|nor_conv_1x1~0|nor_conv_1x1~1|"
              + "+|nor_conv_1x1~0|nor_conv_1x1~1|nor_conv_3x3~2|@32:10",
          "nb201:|nor_conv_3x3~0|+|nor_conv_3x3~0|avg_pool_3x3~1|"
              + "+|skip_connect~0|avg_pool_3x3~1|nor_conv_3x3~2|@32:100",
          "nb201:|nor_conv_1x1~0|+|nor_conv_1x1~0|avg_pool_3x3~1|"
              + "+|skip_connect~0|nor_conv_3x3~1|nor_conv_1x1~2|@16:120");

  /** Networks of each kind that were measured behind each host; pairs share the chip in turns. */
  private static final Map<String, List<String>> MEASURED =
      Map.ofEntries(
          entry("coral-usb", PUBLISHED),
          entry("coral-dev-board", PUBLISHED),
          entry("coral-models-page", PUBLISHED),
          entry("coral-nasbench201", CELLS),
          entry(
              "coral-pcie",
              List.of(
                  "chain:conv3x3:200x5@64",
                  "chain:conv3x3:520x5@64",
                  "chain:dense:1024x4@64:10",
                  "chain:dense:2100x4@64:10")),
          entry("coral-pi4", List.of("inception-v1", "mobilenet-v1-1.0 and mobilenet-v2-1.0")),
          entry("coral-usb2", List.of("inception-v1", "mobilenet-v1-1.0 and mobilenet-v2-1.0")),
          entry("raspberry-pi-4", CELLS),
          entry("edge-gpu-hwnasbench", CELLS),
          entry("cpu-cortex-a53", List.of()),
          entry("npu-systolic-256", List.of()));

  @ParameterizedTest
  @MethodSource("files")
  void whatNoMeasurementMovesIsAssumedOrHasASource(String file) throws IOException {
    for (Map.Entry<String, String> number : numbers(file).entrySet()) {
      String comment = number.getValue();
      String what = file + ": " + number.getKey() + " # " + comment;
      if (isMoved(file, number.getKey())) {
        assertThat(comment).as(what).doesNotContain("assumed: no measurement");
      } else {
        assertThat(comment)
            .as(what)
            .containsPattern("assumed|libedgetpu|beagle|same file|compiled networks");
        assertThat(comment).as(what).doesNotContain("fitted", "calibrated");
      }
    }
  }

  static Stream<String> files() {
    return Stream.concat(Stream.of(CHIP), MEASURED.keySet().stream().sorted());
  }

  /** The numbers of the chip are those of all hosts. */
  private static boolean isMoved(String file, String key) {
    return file.equals(CHIP)
        ? MEASURED.keySet().stream()
            .filter(accelerator -> accelerator.startsWith("coral-"))
            .sorted()
            .anyMatch(accelerator -> moves(accelerator, key))
        : moves(file, key);
  }

  private static boolean moves(String accelerator, String key) {
    Config settings = AcceleratorFile.settings(accelerator);
    String text = settings.getString(key);
    double more = 1.2 * Double.parseDouble(text);
    Object value = text.matches("\\d+") ? (Object) (long) Math.ceil(more) : more;
    Config changed = settings.withValue(key, ConfigValueFactory.fromAnyRef(value));
    AcceleratorSpec spec = AcceleratorFile.parse(accelerator, settings);
    AcceleratorSpec other = AcceleratorFile.parse(accelerator, changed);
    return MEASURED.get(accelerator).stream()
        .anyMatch(network -> Math.abs(millis(network, other) / millis(network, spec) - 1) > MOVED);
  }

  private static double millis(String networks, AcceleratorSpec spec) {
    CycleSimulator simulator = new CycleSimulator(spec);
    List<LayerGraph> graphs = Stream.of(networks.split(" and ")).map(Networks::find).toList();
    List<LatencyReport> alone =
        graphs.stream().map(graph -> report(simulator.simulate(graph))).toList();
    return alone.size() == 1
        ? alone.get(0).latencyMillis()
        : Round.of(spec, alone, alone).apartMillis();
  }

  private static LatencyReport report(SimulationResult result) {
    return ((Simulated) result).report();
  }

  /** The comment behind each number of a file, by its key. */
  private static Map<String, String> numbers(String file) throws IOException {
    List<String> sections = new ArrayList<>();
    Map<String, String> numbers = new LinkedHashMap<>();
    for (String line : text(file).lines().map(String::strip).toList()) {
      String setting = line.startsWith("#") ? "" : line.replaceAll("\\s*#.*", "").strip();
      if (setting.endsWith("{")) {
        sections.add(setting.replaceAll("\\s*\\{", ""));
      } else if (setting.equals("}")) {
        sections.remove(sections.size() - 1);
      } else if (setting.matches("[\\w.-]+ = [\\d.e]+")) {
        List<String> path = new ArrayList<>(sections);
        path.add(setting.substring(0, setting.indexOf(' ')));
        numbers.put(String.join(".", path), line.substring(line.indexOf('#') + 1).strip());
      }
    }
    assertThat(numbers).isNotEmpty();
    return numbers;
  }

  private static String text(String file) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            SourcesOfNumbersTest.class.getResourceAsStream(FOLDER + file + ".conf"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
