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
 * Simulates a list of networks over the executors, in one job whatever its length. Networks are
 * built anew in every job: that takes as long as simulating them, and a tenth of what Spark takes
 * to measure what it is to keep.
 */
public final class SparkPredictor implements Predictor {

  private static final int NETWORKS_A_TASK = 512;

  /** A network, or why there is none. Never leaves its executor. */
  private record Found(@Nullable LayerGraph graph, String problem) {}

  /** What is wanted of a report. */
  @FunctionalInterface
  private interface Extract extends Serializable {
    double[] from(LatencyReport report);
  }

  /** Predictions of one network for each accelerator, or why there are none. */
  private record Row(double[] values, String problem) implements Serializable {}

  private final JavaSparkContext spark;
  private final List<String> names;
  private final NetworkFinder finder;

  public SparkPredictor(JavaSparkContext spark, List<String> names, NetworkFinder finder) {
    this.spark = spark;
    this.names = List.copyOf(names);
    this.finder = finder;
  }

  /**
   * Predicts quantities of every network.
   *
   * @return for each network the quantities, in the order asked for
   * @throws SettingsException naming the networks that are not found or do not run
   */
  public double[][] predict(AcceleratorSpec accelerator, List<Quantity> quantities) {
    List<Quantity> wanted = new ArrayList<>(quantities);
    return values(
        List.of(accelerator),
        report -> wanted.stream().mapToDouble(quantity -> quantity.of(report)).toArray());
  }

  /** What a residual regressor sees of every network. */
  public double[][] features(AcceleratorSpec accelerator) {
    return values(List.of(accelerator), Features::of);
  }

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

  private double[][] values(List<AcceleratorSpec> accelerators, Extract extract) {
    int tasks = Math.max(1, (names.size() + NETWORKS_A_TASK - 1) / NETWORKS_A_TASK);
    List<Row> rows =
        spark
            .parallelize(names, tasks)
            .mapPartitions(task(finder, accelerators, extract))
            .collect();
    List<String> problems =
        rows.stream().map(Row::problem).filter(problem -> !problem.isEmpty()).toList();
    if (!problems.isEmpty()) {
      throw new SettingsException(
          problems.size() + " of " + rows.size() + " networks", firstOf(problems));
    }
    return rows.stream().map(Row::values).toArray(double[][]::new);
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
  private static FlatMapFunction<Iterator<String>, Row> task(
      NetworkFinder finder, List<AcceleratorSpec> accelerators, Extract extract) {
    List<AcceleratorSpec> specs = new ArrayList<>(accelerators);
    return networks -> {
      List<Simulator> simulators = new ArrayList<>();
      specs.forEach(spec -> simulators.add(new CycleSimulator(spec)));
      List<Row> rows = new ArrayList<>();
      while (networks.hasNext()) {
        rows.add(row(find(finder, networks.next()), simulators, extract));
      }
      return rows.iterator();
    };
  }

  private static Row row(Found found, List<Simulator> simulators, Extract extract) {
    @Nullable LayerGraph graph = found.graph();
    if (graph == null) {
      return new Row(new double[0], found.problem());
    }
    List<double[]> values = new ArrayList<>();
    for (Simulator simulator : simulators) {
      SimulationResult result = simulator.simulate(graph);
      if (result instanceof SimulationResult.Unmappable unmappable) {
        return new Row(new double[0], graph.name() + ": " + unmappable.reason());
      }
      values.add(extract.from(((SimulationResult.Simulated) result).report()));
    }
    return new Row(values.stream().flatMapToDouble(Arrays::stream).toArray(), "");
  }
}
