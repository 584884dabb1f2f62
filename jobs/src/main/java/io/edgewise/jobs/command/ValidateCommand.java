package io.edgewise.jobs.command;

import io.edgewise.jobs.actions.SparkPredictor;
import io.edgewise.jobs.actions.SparkPredictor.Prediction;
import io.edgewise.jobs.console.Console;
import io.edgewise.jobs.console.ExitCode;
import io.edgewise.jobs.files.OutputFile;
import io.edgewise.jobs.measurement.LayerTable;
import io.edgewise.jobs.measurement.LayerTable.SystolicLayer;
import io.edgewise.jobs.measurement.Measurement;
import io.edgewise.jobs.measurement.MeasurementTable;
import io.edgewise.jobs.network.NetworkFinder;
import io.edgewise.jobs.report.ValidationReport;
import io.edgewise.jobs.residual.Residual;
import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.SimulationResult;
import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.calibration.Quantity;
import io.edgewise.sim.engine.CycleSimulator;
import io.edgewise.sim.settings.AcceleratorFile;
import io.edgewise.sim.settings.HomeFolder;
import io.edgewise.sim.settings.SettingsException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code edgewise validate}. */
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    description = {
      "Holds predictions against measurements.",
      "",
      "A table of networks has a column network and any of latency_ms, cycles, narrow_memory_bytes_per_tile, cached_parameter_bytes, "
          + "streamed_parameter_bytes; it runs as one Spark job. A table of layers has the columns of SCALE-Sim's systolic arrays."
    },
    footer = {
      "",
      "Examples:",
      "  edgewise validate --measurements measured.csv --accelerator conf/accelerators/coral-usb.conf",
      "  edgewise validate --measurements all.csv --where setup=usb3 --accelerator coral-usb --json",
      "  edgewise validate --layers systolic.csv"
    })
public final class ValidateCommand implements Callable<Integer> {

  /** A table is what predictions are held against: of networks, or of single layers. */
  static final class Table {
    @ArgGroup(exclusive = false)
    private @Nullable Networks networks;

    @Option(
        names = "--layers",
        paramLabel = "FILE",
        required = true,
        description = "Single layers on systolic arrays, CSV.")
    private @Nullable Path layers;
  }

  /** Measured networks, and what goes only with them. */
  static final class Networks {
    @Option(
        names = "--measurements",
        paramLabel = "FILE",
        required = true,
        description = "Measured networks, CSV.")
    private Path measurements = Path.of("");

    @Option(
        names = "--accelerator",
        paramLabel = "FILE",
        defaultValue = "coral-usb",
        description = "Accelerator file or built-in name (default: ${DEFAULT-VALUE}).")
    private String accelerator = "coral-usb";

    @Option(
        names = "--where",
        paramLabel = "COLUMN=VALUE",
        description = "Takes only rows with this value. May be repeated.")
    private Map<String, String> where = new LinkedHashMap<>();

    @Option(
        names = "--predictions",
        paramLabel = "FILE",
        description = "Writes every prediction beside its measurement to a CSV file.")
    private @Nullable Path predictions;

    @Option(
        names = "--residual",
        description =
            "Corrects latencies by the regressor that calibrate --residual left beside FILE.")
    private boolean residual;
  }

  @ArgGroup(multiplicity = "1")
  private Table table = new Table();

  @Option(names = "--json", description = "Prints JSON.")
  private boolean json;

  public ValidateCommand() {}

  @Override
  public Integer call() {
    return table.layers != null
        ? layers(table.layers)
        : networks(Objects.requireNonNull(table.networks));
  }

  /** Compares the networks that are found, then tells of those that are not. */
  private int networks(Networks options) {
    AcceleratorSpec spec = AcceleratorFile.find(options.accelerator);
    MeasurementTable measured = MeasurementTable.read(options.measurements, options.where);
    if (options.residual && !measured.quantities().contains(Quantity.LATENCY)) {
      throw new SettingsException(
          options.measurements.toString(),
          List.of("has no column latency_ms; --residual corrects latencies"));
    }
    List<Path> inputs = List.of(options.measurements, HomeFolder.path(options.accelerator));
    Optional<OutputFile> output =
        Optional.ofNullable(options.predictions).map(out -> OutputFile.at(out, inputs));
    List<Comparison> all;
    try (SimulationSession session = SimulationSession.start("validate")) {
      all = compared(session, options, spec, measured);
    }
    List<Comparison> found = all.stream().filter(Comparison::isFound).toList();
    if (!found.isEmpty()) {
      ValidationReport report = report(found, measured.quantities());
      output.ifPresent(out -> out.write(report.csv()));
      tell(report, Optional.ofNullable(options.predictions).map(Path::toString));
    }
    if (found.size() < all.size()) {
      throw SparkPredictor.unknown(
          all.stream().filter(c -> !c.isFound()).map(c -> c.predicted().problem()).toList(),
          all.size());
    }
    return ExitCode.OK;
  }

  /** A row of the table and what is predicted of its network. */
  private record Comparison(Measurement measured, Prediction predicted) {

    boolean isFound() {
      return predicted.isThere();
    }
  }

  private static List<Comparison> compared(
      SimulationSession session,
      Networks options,
      AcceleratorSpec spec,
      MeasurementTable measured) {
    List<Quantity> quantities = measured.quantities();
    List<Prediction> predictions =
        predictor(session, options, measured.rows()).predict(spec, quantities);
    List<Comparison> all =
        IntStream.range(0, predictions.size())
            .mapToObj(i -> new Comparison(measured.rows().get(i), predictions.get(i)))
            .toList();
    if (options.residual) {
      List<Comparison> found = all.stream().filter(Comparison::isFound).toList();
      List<Measurement> rows = found.stream().map(Comparison::measured).toList();
      correct(
          Residual.load(Residual.beside(HomeFolder.path(options.accelerator))),
          predictor(session, options, rows).features(spec),
          found.stream().map(c -> c.predicted().values()).toList(),
          quantities.indexOf(Quantity.LATENCY));
    }
    return all;
  }

  private static SparkPredictor predictor(
      SimulationSession session, Networks options, List<Measurement> rows) {
    return new SparkPredictor(
        session.spark(),
        rows.stream().map(Measurement::network).toList(),
        NetworkFinder.beside(options.measurements));
  }

  /** Puts corrected latencies in the place of the physical ones. */
  private static void correct(
      Residual regressor, double[][] features, List<double[]> predictions, int latency) {
    double[] physical = predictions.stream().mapToDouble(values -> values[latency]).toArray();
    double[] corrected = regressor.corrected(features, physical);
    for (int i = 0; i < corrected.length; i++) {
      predictions.get(i)[latency] = corrected[i];
    }
  }

  private void tell(ValidationReport report, Optional<String> file) {
    Console console = Console.system();
    if (json) {
      console.line("%s", report.json(file));
    } else {
      report.lines(file).forEach(line -> console.line("%s", line));
    }
  }

  private static ValidationReport report(List<Comparison> found, List<Quantity> quantities) {
    ValidationReport report = new ValidationReport(found.size());
    for (int q = 0; q < quantities.size(); q++) {
      Quantity quantity = quantities.get(q);
      int place = q;
      List<Comparison> rows =
          found.stream().filter(c -> c.measured().values().containsKey(quantity)).toList();
      if (!rows.isEmpty()) {
        report.add(
            quantity,
            rows.stream().map(c -> c.measured().network()).toList(),
            rows.stream().mapToDouble(c -> c.predicted().values()[place]).toArray(),
            rows.stream().mapToDouble(c -> c.measured().of(quantity)).toArray());
      }
    }
    return report;
  }

  /** Counts the layers whose last cycle is the reference's. */
  private int layers(Path file) {
    LayerTable reference = LayerTable.read(file);
    Console console = Console.system();
    int equal = 0;
    for (SystolicLayer layer : reference.rows()) {
      long last = cycles(layer) - 1;
      equal += last == layer.lastCycle() ? 1 : 0;
      if (last != layer.lastCycle() && !json) {
        console.line(
            "%s: last cycle %d, reference %d", layer.graph().name(), last, layer.lastCycle());
      }
    }
    console.line(
        json ? "{\"rows\": %d, \"equal\": %d}" : "%d layers, %d equal",
        reference.rows().size(),
        equal);
    return equal == reference.rows().size() ? ExitCode.OK : ExitCode.FAILED;
  }

  private static long cycles(SystolicLayer layer) {
    SimulationResult result = new CycleSimulator(layer.accelerator()).simulate(layer.graph());
    LatencyReport report = ((SimulationResult.Simulated) result).report();
    return report.metrics().cycles();
  }
}
