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
import io.edgewise.jobs.report.CalibrationPlot;
import io.edgewise.jobs.report.CalibrationText;
import io.edgewise.jobs.report.Drawing;
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
import io.edgewise.sim.settings.SettingsText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code edgewise calibrate}. */
@Command(
    name = "calibrate",
    mixinStandardHelpOptions = true,
    description = {
      "Fits numbers of an accelerator file to measured latencies.",
      "",
      "Without --fit it chooses the numbers: those that the measurements tell move as far as they have to, from what the file says. "
          + "Tells their intervals, what no measurement moved and what ended at a bound, and the error before, after, and cross-validated.",
      "The file that is written is the one it started from, order and comments included; each fitted number says what it was fitted to."
    },
    footer = {
      "",
      "Examples:",
      "  edgewise calibrate --measurements probes/measured.csv --accelerator mine.conf --out calibrated.conf --plot calibrated.png",
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
      description =
          "Numbers of the file to fit (default: those that the measurements tell, of at least 10); their intervals take all others for right.")
  private List<String> keys = new ArrayList<>();

  @Option(
      names = "--where",
      paramLabel = "COLUMN=VALUE",
      description = "Takes only rows with this value. May be repeated.")
  private Map<String, String> where = new LinkedHashMap<>();

  @Option(
      names = "--plot",
      paramLabel = "FILE",
      description = "Also writes a picture of measured against predicted latencies, PNG.")
  private @Nullable Path plot;

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
    Calibrator calibrator =
        keys.isEmpty()
            ? Calibrator.choosing(accelerator, settings)
            : new Calibrator(accelerator, settings, keys);
    List<Measurement> rows = MeasurementTable.read(measurements, where).with(Quantity.LATENCY);
    requireEnough(rows.size());
    List<Path> inputs = List.of(measurements, HomeFolder.path(accelerator));
    OutputFile output = OutputFile.at(out, inputs);
    Optional<OutputFile> picture =
        Optional.ofNullable(plot).map(file -> OutputFile.at(file, inputs));
    try (SimulationSession session = SimulationSession.start("calibrate")) {
      fit(session, calibrator, rows, output, picture);
    }
    return ExitCode.OK;
  }

  private void requireEnough(int rows) {
    if (rows < keys.size()) {
      throw new SettingsException(
          measurements.toString(),
          List.of(rows + " measured latencies cannot determine " + keys.size() + " numbers"));
    }
    if (keys.isEmpty() && rows < Calibrator.LEAST_ROWS) {
      throw new SettingsException(
          measurements.toString(),
          List.of(
              rows
                  + " measured latencies cannot tell which numbers are wrong; allowed are at least "
                  + Calibrator.LEAST_ROWS
                  + " (edgewise probes writes networks to measure), or --fit with no more numbers than"
                  + " that"));
    }
  }

  private void fit(
      SimulationSession session,
      Calibrator calibrator,
      List<Measurement> rows,
      OutputFile output,
      Optional<OutputFile> picture) {
    List<String> names = rows.stream().map(Measurement::network).toList();
    double[] measured = rows.stream().mapToDouble(row -> row.of(Quantity.LATENCY)).toArray();
    SparkPredictor predictor =
        new SparkPredictor(session.spark(), names, NetworkFinder.beside(measurements));
    Calibration fitted = calibrator.run(names, predictor, measured);
    Uncertainty uncertainty = fitted.uncertainty(measured);
    Console console = Console.system();
    CalibrationText.lines(fitted, uncertainty).forEach(line -> console.line("%s", line));
    SettingsText text =
        AcceleratorText.of(
            accelerator, fitted, uncertainty, String.valueOf(measurements.getFileName()));
    output.write(text.text());
    console.line("written to %s", out);
    picture.ifPresent(
        file ->
            Drawing.here().of(() -> CalibrationPlot.png(fitted, measured)).ifPresent(file::write));
    if (residual) {
      fitResidual(
          session, predictor, AcceleratorFile.parse(accelerator, text.settings()), measured);
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
}
