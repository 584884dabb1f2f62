package io.edgewise.jobs.command;

import com.typesafe.config.Config;
import io.edgewise.jobs.actions.SparkPredictor;
import io.edgewise.jobs.console.Console;
import io.edgewise.jobs.console.ExitCode;
import io.edgewise.jobs.files.OutputFile;
import io.edgewise.jobs.measurement.Measurement;
import io.edgewise.jobs.measurement.MeasurementTable;
import io.edgewise.jobs.network.NetworkFinder;
import io.edgewise.jobs.report.AcceleratorText;
import io.edgewise.jobs.report.ValidationReport;
import io.edgewise.jobs.residual.Residual;
import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.accelerator.Uncertainty;
import io.edgewise.sim.calibration.Accuracy;
import io.edgewise.sim.calibration.Calibration;
import io.edgewise.sim.calibration.Calibrator;
import io.edgewise.sim.calibration.Quantity;
import io.edgewise.sim.settings.AcceleratorFile;
import io.edgewise.sim.settings.HomeFolder;
import io.edgewise.sim.settings.SettingsException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code edgewise calibrate}. */
@Command(
    name = "calibrate",
    mixinStandardHelpOptions = true,
    description = {
      "Fits numbers of an accelerator file to measured latencies.",
      "",
      "Levenberg-Marquardt on relative errors, cross-validated. The file that is written says of each fitted number what it was "
          + "fitted to."
    },
    footer = {
      "",
      "Example:",
      "  edgewise calibrate --measurements mine.csv --accelerator coral-usb --out mine.conf --fit host.fixed-micros,link.parameter-bytes-per-second"
    })
public final class CalibrateCommand implements Callable<Integer> {

  private static final long RESIDUAL_SEED = 1;

  @Option(
      names = "--measurements",
      required = true,
      paramLabel = "FILE",
      description = "Measured networks, CSV with columns network and latency_ms.")
  private Path measurements;

  @Option(
      names = "--accelerator",
      required = true,
      paramLabel = "FILE",
      description = "Accelerator file or built-in name to start from.")
  private String accelerator;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The accelerator file to write.")
  private Path out;

  @Option(
      names = "--fit",
      split = ",",
      paramLabel = "KEY",
      description = "Numbers of the file to fit (default: those of host and sequencer).")
  private List<String> keys = Calibrator.DEFAULT_KEYS;

  @Option(
      names = "--where",
      paramLabel = "COLUMN=VALUE",
      description = "Takes only rows with this value. May be repeated.")
  private Map<String, String> where = new LinkedHashMap<>();

  @Option(
      names = "--residual",
      description =
          "Also fits a regressor to what is left over and saves it beside the file; off in predictions unless asked for.")
  private boolean residual;

  @SuppressWarnings("NullAway.Init") // picocli sets the required options
  public CalibrateCommand() {}

  @Override
  public Integer call() {
    Config settings = AcceleratorFile.settings(accelerator);
    AcceleratorFile.parse(accelerator, settings);
    Calibrator calibrator = new Calibrator(accelerator, settings, keys);
    List<Measurement> rows = MeasurementTable.read(measurements, where).with(Quantity.LATENCY);
    if (rows.size() < keys.size()) {
      throw new SettingsException(
          measurements.toString(),
          List.of(
              rows.size() + " measured latencies cannot determine " + keys.size() + " numbers"));
    }
    OutputFile output = OutputFile.at(out, List.of(measurements, HomeFolder.path(accelerator)));
    try (SimulationSession session = SimulationSession.start("calibrate")) {
      fit(session, calibrator, rows, output);
    }
    return ExitCode.OK;
  }

  private void fit(
      SimulationSession session, Calibrator calibrator, List<Measurement> rows, OutputFile output) {
    List<String> names = rows.stream().map(Measurement::network).toList();
    double[] measured = rows.stream().mapToDouble(row -> row.of(Quantity.LATENCY)).toArray();
    SparkPredictor predictor =
        new SparkPredictor(session.spark(), names, NetworkFinder.beside(measurements));
    Calibration fitted = calibrator.run(names, predictor, measured);
    Uncertainty uncertainty = fitted.uncertainty(measured);
    report(fitted, uncertainty);
    Config settings = calibrator.settings(fitted.values(), uncertainty);
    Set<String> calibrated = new LinkedHashSet<>(fitted.values().keySet());
    if (uncertainty.isKnown()) {
      calibrated.add(Calibrator.UNCERTAINTY);
    }
    output.write(
        AcceleratorText.of(settings, calibrated, "calibrated on " + measurements.getFileName()));
    Console.system().line("written to %s", out);
    if (residual) {
      fitResidual(session, predictor, AcceleratorFile.parse(accelerator, settings), measured);
    }
  }

  private void fitResidual(
      SimulationSession session,
      SparkPredictor predictor,
      AcceleratorSpec fitted,
      double[] measured) {
    double[][] features = predictor.features(fitted);
    double[] physical = predictor.latencies(List.of(fitted))[0];
    double[] corrected =
        Residual.crossValidated(session.sql(), features, physical, measured, RESIDUAL_SEED);
    Console console = Console.system();
    console.line(
        ValidationReport.figures(
            "with residual, 4-fold cross-validated", Accuracy.of(corrected, measured)));
    Path folder = Residual.beside(out);
    Residual.fit(session.sql(), features, physical, measured, RESIDUAL_SEED).save(folder);
    console.line("residual written to %s", folder);
  }

  private static void report(Calibration fitted, Uncertainty uncertainty) {
    Console console = Console.system();
    console.line(ValidationReport.figures("before", fitted.before()));
    console.line(ValidationReport.figures("after", fitted.after()));
    console.line(
        ValidationReport.figures(
            fitted.folds() + "-fold cross-validated", fitted.crossValidated()));
    if (uncertainty.isKnown()) {
      console.line(
          "  90 %% of the networks left out are within a factor of %.3f",
          uncertainty.factor(Uncertainty.LARGEST));
    }
    fitted.values().forEach((key, value) -> console.line("  %s = %.6g", key, value));
  }
}
