package io.edgewise.sim.deployment;

import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.LayerLatency;
import io.edgewise.sim.SimulationResult;
import io.edgewise.sim.SimulationResult.Simulated;
import io.edgewise.sim.SimulationResult.Unmappable;
import io.edgewise.sim.Simulator;
import io.edgewise.sim.deployment.Pipeline.Stage;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.LayerGraph.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** A pipeliner cuts one network over several equal chips, between layers in execution order. */
public final class Pipeliner {

  private final Segments segments;
  private final Simulator simulator;
  private final Map<String, LayerLatency> layers;

  /**
   * @param simulator of one of the chips
   * @throws IllegalArgumentException if a chip cannot run the network
   */
  public Pipeliner(LayerGraph graph, Simulator simulator) {
    this.segments = new Segments(graph);
    this.simulator = simulator;
    this.layers =
        report(simulator.simulate(graph)).layers().stream()
            .collect(Collectors.toMap(LayerLatency::name, Function.identity()));
  }

  /**
   * Cuts so that the slowest stage is fastest, as Coral's profiling-based partitioner does by
   * measurement.
   *
   * @throws IllegalArgumentException unless there is at least one layer a chip
   */
  public Pipeline byLatency(int chips) {
    return pipeline(BalancedCut.of(segments.layers().size(), requireLayers(chips), new Latency()));
  }

  /**
   * Cuts so that the most parameter bytes of a stage are fewest, as Coral's compiler does ({@code
   * --num_segments}).
   *
   * @throws IllegalArgumentException unless there is at least one layer a chip
   */
  public Pipeline byParameters(int chips) {
    double[] bytes = upTo(LayerLatency::parameterBytes);
    return pipeline(BalancedCut.of(segments.layers().size(), requireLayers(chips), new Sum(bytes)));
  }

  private int requireLayers(int chips) {
    if (chips < 1 || chips > segments.layers().size()) {
      throw new IllegalArgumentException(
          "a pipeline of "
              + chips
              + " chips; the network has "
              + segments.layers().size()
              + " layers, and a chip takes at least one");
    }
    return chips;
  }

  private Pipeline pipeline(int[] begins) {
    List<Node> all = segments.layers();
    List<Stage> stages = new ArrayList<>();
    for (int k = 0; k < begins.length; k++) {
      int from = begins[k];
      int to = k + 1 < begins.length ? begins[k + 1] : all.size();
      stages.add(
          new Stage(
              all.get(from).name(),
              all.get(to - 1).name(),
              to - from,
              report(simulator.simulate(segments.cut(from, to)))));
    }
    return new Pipeline(stages);
  }

  private static LatencyReport report(SimulationResult result) {
    if (result instanceof Unmappable unmappable) {
      throw new IllegalArgumentException(unmappable.reason());
    }
    return ((Simulated) result).report();
  }

  /**
   * The sum over the first layers: element i is of the i layers before it, in the whole network.
   */
  private double[] upTo(ToDoubleFunction<LayerLatency> quantity) {
    double[] sums = new double[segments.layers().size() + 1];
    for (int i = 0; i < segments.layers().size(); i++) {
      LayerLatency layer = layers.get(segments.layers().get(i).name());
      sums[i + 1] = sums[i] + (layer == null ? 0 : quantity.applyAsDouble(layer));
    }
    return sums;
  }

  /** A quantity of layers that is the same wherever the network is cut. */
  private record Sum(double[] upTo) implements BalancedCut.Cost {

    @Override
    public double of(int from, int to) {
      return upTo[to] - upTo[from];
    }

    @Override
    public double atLeast(int from, int to) {
      return of(from, to);
    }
  }

  /** A segment's latency: that of the whole network's layers on the chip, and what a cut adds. */
  private final class Latency implements BalancedCut.Cost {

    private final double[] onChip =
        upTo(layer -> layer.time().compute() + layer.time().operation());

    @Override
    public double of(int from, int to) {
      return simulator.simulate(segments.cut(from, to)) instanceof Simulated simulated
          ? simulated.report().latencyMillis()
          : Double.POSITIVE_INFINITY;
    }

    @Override
    public double atLeast(int from, int to) {
      return onChip[to] - onChip[from];
    }
  }
}
