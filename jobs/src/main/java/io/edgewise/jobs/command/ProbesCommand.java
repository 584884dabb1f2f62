package io.edgewise.jobs.command;

import com.typesafe.config.Config;
import io.edgewise.jobs.console.Console;
import io.edgewise.jobs.console.ExitCode;
import io.edgewise.jobs.export.ProbeKit;
import io.edgewise.sim.calibration.Calibrator;
import io.edgewise.sim.calibration.ProbeDesign;
import io.edgewise.sim.settings.AcceleratorFile;
import io.edgewise.sim.settings.SettingsException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code edgewise probes}. */
@Command(
    name = "probes",
    mixinStandardHelpOptions = true,
    description = {
      "Writes networks to measure on a device, chosen so that edgewise calibrate can tell its numbers from them.",
      "",
      "int8 .tflite and .onnx files with random weights, each a chain of equal layers; measure.sh, which runs them with TensorFlow "
          + "Lite's benchmark_model or with pycoral and fills in measured.csv; and README.txt, which says what each of them tells."
    },
    footer = {
      "",
      "Examples:",
      "  edgewise accelerators --template tiles > mine.conf",
      "  edgewise probes --accelerator mine.conf --out probes"
    })
public final class ProbesCommand implements Callable<Integer> {

  private static final int MOST = 60;

  @Option(
      names = "--accelerator",
      required = true,
      paramLabel = "FILE",
      description = "Accelerator file or built-in name: what is known of the device so far.")
  private String accelerator = "";

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FOLDER",
      description = "New or empty folder for the files.")
  private Path out = Path.of("");

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "How many networks, from 10 to 60 (default: ${DEFAULT-VALUE}).")
  private int count = ProbeDesign.COUNT;

  public ProbesCommand() {}

  @Override
  public Integer call() {
    if (count < Calibrator.LEAST_ROWS || count > MOST) {
      throw new SettingsException(
          "--count",
          List.of(
              "is "
                  + count
                  + "; allowed is a number from "
                  + Calibrator.LEAST_ROWS
                  + " to "
                  + MOST));
    }
    Config settings = AcceleratorFile.settings(accelerator);
    ProbeDesign design = new ProbeDesign(accelerator, settings);
    ProbeKit kit = new ProbeKit(accelerator, design.choose(count), design.untold());
    kit.write(out);
    Console console = Console.system();
    kit.lines().forEach(line -> console.line("%s", line));
    console.line("written to %s", out);
    return ExitCode.OK;
  }
}
