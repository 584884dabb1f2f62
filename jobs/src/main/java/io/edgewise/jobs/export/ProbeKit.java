package io.edgewise.jobs.export;

import io.edgewise.jobs.files.OutputFolder;
import io.edgewise.search.export.onnx.OnnxWriter;
import io.edgewise.search.export.tflite.TfliteOptions;
import io.edgewise.search.export.tflite.TfliteWriter;
import io.edgewise.search.quantization.DeployedGraph;
import io.edgewise.search.quantization.QuantizedNetwork;
import io.edgewise.search.quantization.RandomNetwork;
import io.edgewise.sim.calibration.Probe;
import io.edgewise.sim.workload.networks.Networks;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A folder that goes to a device: networks with random weights as int8 {@code .tflite} and {@code
 * .onnx} files, a script that measures them and fills in {@code measured.csv}, and what each of
 * them tells.
 *
 * @param accelerator names the file that the probes were chosen for
 * @param probes the networks, the one that tells most first
 * @param untold numbers that no probe tells
 */
public record ProbeKit(String accelerator, List<Probe> probes, List<String> untold) {

  private static final String RESOURCES = "/io/edgewise/jobs/probes/";
  private static final long SEED = 0;

  /** No operators at the ends that the network does not have. */
  private static final TfliteOptions OPTIONS = new TfliteOptions(TfliteOptions.Ends.INT8, null);

  public ProbeKit {
    probes = List.copyOf(probes);
    untold = List.copyOf(untold);
  }

  /**
   * Writes the folder.
   *
   * @throws io.edgewise.sim.settings.SettingsException if it exists with other contents
   */
  public void write(Path folder) {
    try (OutputFolder output = OutputFolder.at(folder)) {
      for (Probe probe : probes) {
        RandomNetwork random =
            new RandomNetwork(
                DeployedGraph.of(Networks.find(probe.network()), DeployedGraph.Head.LOGITS), SEED);
        QuantizedNetwork network = random.quantized(random.floats());
        output.write(file(probe) + ".tflite", TfliteWriter.write(network, OPTIONS));
        output.write(file(probe) + ".onnx", OnnxWriter.write(network));
      }
      output.write("measured.csv", bytes(table()));
      output.write("README.txt", bytes(String.join("\n", lines()) + "\n"));
      for (String script : List.of("measure.sh", "measure.py")) {
        Path file = output.write(script, resource(script));
        if (!file.toFile().setExecutable(true, false)) {
          throw new UncheckedIOException(new IOException("cannot make " + file + " executable"));
        }
      }
      output.complete();
    }
  }

  /** The name of a probe's files: {@code conv1x1-128x24-28} of {@code chain:conv1x1:128x24@28}. */
  private static String file(Probe probe) {
    return probe.network().replace("chain:", "").replaceAll("[:@]", "-");
  }

  private String table() {
    StringBuilder table = new StringBuilder("network,latency_ms,file,tells\n");
    for (Probe probe : probes) {
      table.append(
          String.format(Locale.ROOT, "%s,,%s,%s%n", probe.network(), file(probe), probe.tells()));
    }
    return table.toString();
  }

  /** Tells for eyes what each probe tells. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Probes for "
            + accelerator
            + ": networks with random weights, to be measured on the device.");
    lines.add("  ./measure.sh           fills in measured.csv; says how, if it cannot");
    lines.add(
        "  edgewise calibrate --measurements measured.csv --accelerator "
            + accelerator
            + " --out calibrated.conf");
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "%-32s %10s  %s",
            "network",
            "expected",
            "of what is not known yet it tells"));
    for (Probe probe : probes) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%-32s %7.3f ms  %.0f %% of %s",
              file(probe),
              probe.millis(),
              100 * probe.share(),
              probe.tells()));
    }
    if (!untold.isEmpty()) {
      lines.add("");
      lines.add("No probe tells " + String.join(", ", untold) + ": they stay what the file says.");
    }
    return lines;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(ProbeKit.class.getResourceAsStream(RESOURCES + name), name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read: " + e.getMessage(), e);
    }
  }
}
