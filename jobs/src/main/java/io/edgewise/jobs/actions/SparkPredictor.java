package io.edgewise.jobs.actions;

import io.edgewise.jobs.network.NetworkFinder;
import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.SimulationResult;
import io.edgewise.sim.Simulator;
import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.calibration.Features;
import io.edgewise.sim.calibration.Predictor;
import io.edgewise.sim.calibration.Quantity;
import io.edgewise.sim.engine.CycleSimulator;
import io.edgewise.sim.settings.SettingsException;
import io.edgewise.sim.workload.LayerGraph;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.jspecify.annotations.Nullable;

/**
 * Simulates a list of networks, in one job over the executors whatever its length; as many as one
 * task would take are simulated here. In a job networks are built anew: that takes as long as
 * simulating them, and a tenth of what Spark takes to measure what it is to keep.
 */
public final class SparkPredictor implements Predictor {

  private static final int NETWORKS_A_TASK = 512;

  /** A network, or why there is none. Never leaves its executor. */
  private record Found(@Nullable LayerGraph graph, String problem) {}

  /** An extract is what is wanted of a report. */
  @FunctionalInterface
  private interface Extract extends Serializable {
    double[] from(LatencyReport report);
  }

  /**
   * Predictions of one network.
   *
   * @param values what was asked for; empty if there is a problem
   * @param problem why there is no prediction; empty if there is one
   */
  public record Prediction(double[] values, String problem) implements Serializable {

    public boolean isThere() {
      return problem.isEmpty();
    }
  }

  private final JavaSparkContext spark;
  private final List<String> names;
  private final NetworkFinder finder;

  /** The networks of a short list, once they have been asked for. */
  private final List<Found> found = new ArrayList<>();

  public SparkPredictor(JavaSparkContext spark, List<String> names, NetworkFinder finder) {
    this.spark = spark;
    this.names = List.copyOf(names);
    this.finder = finder;
  }

  /**
   * Predicts quantities of every network.
   *
   * @return for each network the quantities, in the order asked for, or why it is not found or does
   *     not run
   */
  public List<Prediction> predict(AcceleratorSpec accelerator, List<Quantity> quantities) {
    List<Quantity> wanted = new ArrayList<>(quantities);
    return predictions(
        List.of(accelerator),
        report -> wanted.stream().mapToDouble(quantity -> quantity.of(report)).toArray());
  }

  /**
   * Returns what a residual regressor sees of every network.
   *
   * @throws SettingsException naming the networks that are not found or do not run
   */
  public double[][] features(AcceleratorSpec accelerator) {
    return values(List.of(accelerator), Features::of);
  }

  /**
   * {@inheritDoc}
   *
   * @throws SettingsException naming the networks that are not found or do not run
   */
  @Override
  public double[][] latencies(List<AcceleratorSpec> accelerators) {
    double[][] byNetwork = values(accelerators, report -> new double[] {report.latencyMillis()});
    double[][] byAccelerator = new double[accelerators.size()][byNetwork.length];
    for (int i = 0; i < byNetwork.length; i++) {
      for (int k = 0; k < accelerators.size(); k++) {
        byAccelerator[k][i] = byNetwork[i][k];
      }
    }
    return byAccelerator;
  }

  /**
   * The mistake that some networks are.
   *
   * @param problems of those of which there is no prediction
   * @param all how many networks were asked for
   */
  public static SettingsException unknown(List<String> problems, int all) {
    return new SettingsException(problems.size() + " of " + all + " networks", firstOf(problems));
  }

  private double[][] values(List<AcceleratorSpec> accelerators, Extract extract) {
    List<Prediction> predictions = predictions(accelerators, extract);
    List<String> problems =
        predictions.stream().filter(p -> !p.isThere()).map(Prediction::problem).toList();
    if (!problems.isEmpty()) {
      throw unknown(problems, predictions.size());
    }
    return predictions.stream().map(Prediction::values).toArray(double[][]::new);
  }

  private List<Prediction> predictions(List<AcceleratorSpec> accelerators, Extract extract) {
    if (names.size() <= NETWORKS_A_TASK) {
      return predictions(here(), accelerators, extract);
    }
    int tasks = Math.max(1, (names.size() + NETWORKS_A_TASK - 1) / NETWORKS_A_TASK);
    return spark
        .parallelize(names, tasks)
        .mapPartitions(task(finder, accelerators, extract))
        .collect();
  }

  /** The networks of a list that one task would do: a fit asks for them thousands of times. */
  private List<Found> here() {
    if (found.isEmpty()) {
      names.forEach(name -> found.add(find(finder, name)));
    }
    return found;
  }

  private static List<String> firstOf(List<String> problems) {
    return problems.size() <= 10
        ? problems
        : Stream.concat(problems.stream().limit(10), Stream.of("and so on")).toList();
  }

  private static Found find(NetworkFinder finder, String name) {
    try {
      return new Found(finder.find(name), "");
    } catch (SettingsException e) {
      return new Found(null, String.join("; ", e.problems()));
    }
  }

  /** Static, so that the task carries the descriptions and not this object. */
  private static FlatMapFunction<Iterator<String>, Prediction> task(
      NetworkFinder finder, List<AcceleratorSpec> accelerators, Extract extract) {
    List<AcceleratorSpec> specs = new ArrayList<>(accelerators);
    return networks -> {
      List<Found> found = new ArrayList<>();
      networks.forEachRemaining(name -> found.add(find(finder, name)));
      return predictions(found, specs, extract).iterator();
    };
  }

  private static List<Prediction> predictions(
      List<Found> networks, List<AcceleratorSpec> accelerators, Extract extract) {
    List<Simulator> simulators = new ArrayList<>();
    accelerators.forEach(spec -> simulators.add(new CycleSimulator(spec)));
    return networks.stream().map(found -> row(found, simulators, extract)).toList();
  }

  private static Prediction row(Found found, List<Simulator> simulators, Extract extract) {
    @Nullable LayerGraph graph = found.graph();
    if (graph == null) {
      return new Prediction(new double[0], found.problem());
    }
    List<double[]> values = new ArrayList<>();
    for (Simulator simulator : simulators) {
      SimulationResult result = simulator.simulate(graph);
      if (result instanceof SimulationResult.Unmappable unmappable) {
        return new Prediction(new double[0], graph.name() + ": " + unmappable.reason());
      }
      values.add(extract.from(((SimulationResult.Simulated) result).report()));
    }
    return new Prediction(values.stream().flatMapToDouble(Arrays::stream).toArray(), "");
  }
}
