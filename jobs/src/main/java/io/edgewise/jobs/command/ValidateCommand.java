package io.edgewise.jobs.command;

import io.edgewise.jobs.actions.SparkPredictor;
import io.edgewise.jobs.console.Console;
import io.edgewise.jobs.console.ExitCode;
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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
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

  /** What to hold predictions against. */
  static final class Table {
    @Option(names = "--measurements", paramLabel = "FILE", description = "Measured networks, CSV.")
    private @Nullable Path measurements;

    @Option(
        names = "--layers",
        paramLabel = "FILE",
        description = "Single layers on systolic arrays, CSV.")
    private @Nullable Path layers;
  }

  @ArgGroup(multiplicity = "1")
  private Table table = new Table();

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
      defaultValue = "predictions.csv",
      description = "Where every prediction goes (default: ${DEFAULT-VALUE}).")
  private Path predictions = Path.of("predictions.csv");

  @Option(
      names = "--residual",
      description =
          "Corrects latencies by the regressor that calibrate --residual left beside FILE.")
  private boolean residual;

  @Option(names = "--json", description = "Prints JSON.")
  private boolean json;

  public ValidateCommand() {}

  @Override
  public Integer call() {
    try (SimulationSession session = SimulationSession.start("validate")) {
      return table.layers != null
          ? layers(session, table.layers)
          : networks(session, Objects.requireNonNull(table.measurements));
    }
  }

  private int networks(SimulationSession session, Path file) {
    AcceleratorSpec spec = AcceleratorFile.find(accelerator);
    MeasurementTable measured = MeasurementTable.read(session.sql(), file, where);
    List<Quantity> quantities = new ArrayList<>();
    for (Quantity quantity : Quantity.values()) {
      if (!measured.with(quantity).isEmpty()) {
        quantities.add(quantity);
      }
    }
    List<String> names = measured.rows().stream().map(Measurement::network).toList();
    SparkPredictor predictor =
        new SparkPredictor(session.spark(), names, NetworkFinder.beside(file));
    double[][] predicted = predictor.predict(spec, quantities);
    if (residual && quantities.contains(Quantity.LATENCY)) {
      correct(predicted, quantities.indexOf(Quantity.LATENCY), predictor.features(spec));
    }
    ValidationReport report = report(measured, quantities, predicted);
    report.write(predictions);
    Console console = Console.system();
    if (json) {
      console.line(report.json(predictions.toString()));
    } else {
      report.lines(predictions.toString()).forEach(console::line);
    }
    return ExitCode.OK;
  }

  private void correct(double[][] predicted, int latency, double[][] features) {
    Residual regressor = Residual.load(Residual.beside(Path.of(accelerator)));
    double[] physical = Arrays.stream(predicted).mapToDouble(row -> row[latency]).toArray();
    double[] corrected = regressor.corrected(features, physical);
    for (int i = 0; i < corrected.length; i++) {
      predicted[i][latency] = corrected[i];
    }
  }

  private static ValidationReport report(
      MeasurementTable table, List<Quantity> quantities, double[][] predicted) {
    ValidationReport report = new ValidationReport(table.rows().size());
    for (int q = 0; q < quantities.size(); q++) {
      Quantity quantity = quantities.get(q);
      List<String> networks = new ArrayList<>();
      List<double[]> pairs = new ArrayList<>();
      for (int i = 0; i < table.rows().size(); i++) {
        @Nullable Double measured = table.rows().get(i).values().get(quantity);
        if (measured != null) {
          networks.add(table.rows().get(i).network());
          pairs.add(new double[] {predicted[i][q], measured});
        }
      }
      report.add(
          quantity,
          networks,
          pairs.stream().mapToDouble(pair -> pair[0]).toArray(),
          pairs.stream().mapToDouble(pair -> pair[1]).toArray());
    }
    return report;
  }

  /** Counts the layers whose last cycle is the reference's. */
  private int layers(SimulationSession session, Path file) {
    LayerTable reference = LayerTable.read(session.sql(), file);
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
    return report.cycles();
  }
}
