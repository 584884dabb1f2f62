package io.edgewise.jobs;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import io.edgewise.sim.SimulationResult;
import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.calibration.Predictor;
import io.edgewise.sim.calibration.ToldNumber;
import io.edgewise.sim.engine.CycleSimulator;
import io.edgewise.sim.settings.AcceleratorFile;
import io.edgewise.sim.settings.AcceleratorTemplate;
import io.edgewise.sim.settings.SettingsException;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.networks.Networks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;

/**
 * A chip that nobody knows, drawn by a seed, and what somebody would write of it who has its data
 * sheet: clock, shape and kind of the array. Every other number is up to twice or half of what the
 * description says. It is measured by the simulator, with noise.
 *
 * @param description what is known
 * @param truth what is so
 */
record HiddenChip(Config description, Config truth) {

  static final double NOISE = 0.03;

  private static final List<String> FAMILIES =
      List.of(
          "mobilenet-v1-0.5",
          "mobilenet-v1-1.0",
          "mobilenet-v2-0.5",
          "mobilenet-v2-1.0",
          "mobilenet-edgetpu-0.75",
          "mobilenet-edgetpu-v1-1.0",
          "mobilenet-edgetpu-v2-s",
          "efficientnet-lite0",
          "efficientnet-lite2",
          "efficientnet-edgetpu-s",
          "efficientnet-edgetpu-m",
          "resnet-50-v1",
          "inception-v1",
          "inception-v3",
          "squeezenet");

  private static final List<String> OPERATIONS =
      List.of("none", "skip_connect", "nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3");

  static HiddenChip draw(long seed) {
    Random random = new Random(seed);
    Config base = base((int) (seed % 4));
    Config description = base;
    for (String key : numbers(base)) {
      if (key.equals("chip.clock-hertz")) {
        description = scaled(description, key, factor(random));
      } else if (key.matches("chip\\.array\\.(rows|columns|cells-per-tile|cores|tile-rows)")) {
        description = scaled(description, key, List.of(0.5, 1.0, 2.0).get(random.nextInt(3)));
      }
    }
    Config truth = moved(description, random);
    return new HiddenChip(description.withoutPath("uncertainty"), truth.withoutPath("uncertainty"));
  }

  /** A described chip with numbers that were fitted. */
  static Config with(Config chip, List<ToldNumber> numbers) {
    Config changed = chip;
    for (ToldNumber number : numbers) {
      Number value =
          number.key().matches(".*memory.*|.*level-.\\.bytes")
              ? (Number) Math.round(number.value())
              : (Number) number.value();
      changed = changed.withValue(number.key(), ConfigValueFactory.fromAnyRef(value));
    }
    return changed;
  }

  /** A chip of which no number that a data sheet does not tell is what it was. */
  static Config moved(Config chip, Random random) {
    Config moved = chip;
    for (String key : numbers(chip)) {
      boolean told = key.matches("chip\\.clock-hertz|chip\\.array\\.[a-z-]+|.*instruction.*");
      moved = told ? moved : scaled(moved, key, factor(random));
    }
    return moved;
  }

  private static List<String> numbers(Config chip) {
    return chip.entrySet().stream()
        .filter(entry -> entry.getValue().valueType() == ConfigValueType.NUMBER)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private static Config base(int kind) {
    return kind == 3
        ? AcceleratorFile.settings("coral-usb")
        : ConfigFactory.parseString(AcceleratorTemplate.values()[kind].text());
  }

  private static double factor(Random random) {
    return Math.exp(Math.log(2) * (2 * random.nextDouble() - 1));
  }

  private static Config scaled(Config settings, String key, double factor) {
    boolean whole = settings.getString(key).matches("\\d+");
    double value = settings.getDouble(key) * factor;
    Number number = whole ? (Number) Math.max(1L, Math.round(value)) : (Number) value;
    return settings.withValue(key, ConfigValueFactory.fromAnyRef(number));
  }

  /** Networks that are no probes: published ones at several resolutions, and NAS-Bench-201's. */
  List<String> unseen(long seed, int count) {
    Random random = new Random(seed + 1000);
    List<String> unseen = new ArrayList<>();
    while (unseen.size() < count) {
      String network = unseen.size() % 4 == 3 ? cell(random) : published(random);
      double[] runs = {
        latencies(truth, List.of(network))[0], latencies(description, List.of(network))[0]
      };
      if (runs[0] > 0 && runs[1] > 0) {
        unseen.add(network);
      }
    }
    return unseen;
  }

  private static String published(Random random) {
    int resolution = 96 + 32 * random.nextInt(5);
    return FAMILIES.get(random.nextInt(FAMILIES.size())) + "@" + resolution;
  }

  private static String cell(Random random) {
    StringBuilder cell = new StringBuilder("nb201:");
    for (int node = 1; node <= 3; node++) {
      cell.append(node == 1 ? "|" : "+|");
      for (int from = 0; from < node; from++) {
        // A straight way through, so that there is a network.
        int operation = from == node - 1 ? 1 + random.nextInt(4) : random.nextInt(5);
        cell.append(OPERATIONS.get(operation)).append('~').append(from).append('|');
      }
    }
    return cell.append("@32:10").toString();
  }

  /** Latencies of this chip as they are measured, ms. */
  double[] measured(List<String> networks, long seed) {
    Random random = new Random(seed + 2000);
    double[] latencies = latencies(truth, networks);
    for (int i = 0; i < latencies.length; i++) {
      latencies[i] *= Math.exp(NOISE * random.nextGaussian());
    }
    return latencies;
  }

  /** Latencies on a chip, ms; 0 of what does not run on it. */
  static double[] latencies(Config chip, List<String> networks) {
    CycleSimulator simulator = new CycleSimulator(AcceleratorFile.parse("chip", chip));
    return networks.stream()
        .map(Networks::find)
        .mapToDouble(graph -> millis(simulator, graph).orElse(0))
        .toArray();
  }

  /** Predicts networks by name, here and now. */
  static Predictor predictor(List<String> networks) {
    List<LayerGraph> graphs = networks.stream().map(Networks::find).toList();
    return accelerators -> {
      List<double[]> all = new ArrayList<>();
      for (AcceleratorSpec accelerator : accelerators) {
        CycleSimulator simulator = new CycleSimulator(accelerator);
        all.add(graphs.stream().mapToDouble(graph -> required(simulator, graph)).toArray());
      }
      return all.toArray(double[][]::new);
    };
  }

  private static double required(CycleSimulator simulator, LayerGraph graph) {
    return millis(simulator, graph)
        .orElseThrow(() -> new SettingsException(graph.name(), List.of("does not run")));
  }

  private static OptionalDouble millis(CycleSimulator simulator, LayerGraph graph) {
    return simulator.simulate(graph) instanceof SimulationResult.Simulated simulated
        ? OptionalDouble.of(simulated.report().latencyMillis())
        : OptionalDouble.empty();
  }
}
