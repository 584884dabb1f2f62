package io.edgewise.sim.engine;

import io.edgewise.sim.Breakdown;
import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.LayerLatency;
import io.edgewise.sim.Metrics;
import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.accelerator.Host;
import io.edgewise.sim.mapping.LayerMapping;
import io.edgewise.sim.mapping.NetworkPlan;
import io.edgewise.sim.mapping.NetworkPlan.Operation;
import io.edgewise.sim.placement.Judgement;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.LayerGraph.Node;
import java.util.ArrayList;
import java.util.List;

/** Turns a timeline into a report. */
final class Reporter {

  private final AcceleratorSpec spec;
  private final LayerGraph graph;
  private final NetworkPlan plan;
  private final double millisPerCycle;
  private long cycles;
  private long macs;
  private long parameters;
  private Breakdown time = Breakdown.NONE;
  private final List<LayerLatency> layers = new ArrayList<>();

  private Reporter(AcceleratorSpec spec, LayerGraph graph, NetworkPlan plan) {
    this.spec = spec;
    this.graph = graph;
    this.plan = plan;
    this.millisPerCycle = 1e3 / spec.chip().clockHertz();
  }

  static LatencyReport report(
      AcceleratorSpec spec, LayerGraph graph, NetworkPlan plan, Timeline timeline) {
    Reporter reporter = new Reporter(spec, graph, plan);
    reporter.add(reporter.times(reporter.transfer("transfer/input", timeline.inputCycles())), 0);
    for (int i = 0; i < plan.operations().size(); i++) {
      reporter.add(
          reporter.times(reporter.layer(i, timeline)),
          plan.operations().get(i).mapping().parameters());
    }
    reporter.add(reporter.times(reporter.transfer("transfer/output", timeline.outputCycles())), 0);
    for (int index : plan.placement().hostNodes()) {
      Node node = graph.nodes().get(index);
      reporter.add(reporter.times(reporter.hostLayer(node)), node.parameters());
    }
    reporter.add(reporter.host(timeline), 0);
    return reporter.report();
  }

  private LatencyReport report() {
    long linkBytes = plan.inputBytes() + plan.outputBytes();
    for (Operation operation : plan.operations()) {
      linkBytes += operation.fetchedBytes();
    }
    linkBytes *= graph.images();
    Metrics metrics =
        new Metrics(
            time.total(),
            cycles,
            macs,
            parameters,
            plan.residentBytes(),
            plan.streamedBytes(),
            plan.narrowBytesPerTile(),
            spec.energy().millijoules(macs, linkBytes, time.total()),
            (double) macs / linkBytes);
    return new LatencyReport(graph.name(), metrics, time.largest(), layers);
  }

  private void add(LayerLatency layer, long layerParameters) {
    layers.add(layer);
    cycles += layer.cycles();
    macs += layer.macs();
    parameters += layerParameters;
    time = time.plus(layer.time());
  }

  /** Each image goes through the accelerator by itself; the host calls once. */
  private LayerLatency times(LayerLatency layer) {
    int images = graph.images();
    return images == 1
        ? layer
        : new LayerLatency(
            layer.name(),
            layer.operator(),
            layer.cycles() * images,
            layer.time().times(images),
            layer.macs() * images,
            layer.parameterBytes(),
            layer.streamedParameterBytes(),
            layer.fetches(),
            layer.placement());
  }

  private LayerLatency layer(int step, Timeline timeline) {
    Operation operation = plan.operations().get(step);
    LayerMapping mapping = operation.mapping();
    Breakdown spent =
        new Breakdown(
            timeline.busy()[step] * millisPerCycle,
            timeline.stalled()[step] * millisPerCycle,
            0,
            timeline.start()[step] * millisPerCycle,
            0);
    return new LayerLatency(
        graph.nodes().get(operation.node()).name(),
        mapping.operator(),
        operation.countedCycles(),
        spent,
        mapping.macs(),
        mapping.blob().bytes(),
        operation.streamedBytes(),
        operation.fetches(),
        plan.placement().of(operation.node()));
  }

  private LayerLatency transfer(String name, long transferCycles) {
    Breakdown spent = new Breakdown(0, 0, transferCycles * millisPerCycle, 0, 0);
    return new LayerLatency(name, "transfer", 0, spent, 0, 0, 0, 1, Judgement.DEVICE);
  }

  private LayerLatency hostLayer(Node node) {
    double seconds =
        node.macs() / spec.host().macsPerSecond()
            + node.output().elements() / spec.host().elementsPerSecond();
    return new LayerLatency(
        node.name(),
        node.layer().operator(),
        0,
        onHost(seconds * 1e3),
        node.macs(),
        0,
        0,
        1,
        plan.placement().of(node.index()));
  }

  /** The host's own cost: calling, and waking up if it has fallen asleep over the wait. */
  private LayerLatency host(Timeline timeline) {
    Host host = spec.host();
    double waitMicros = timeline.totalCycles() * graph.images() * millisPerCycle * 1e3;
    double micros = host.fixedMicros() + host.wakeMicrosAfter(waitMicros);
    return new LayerLatency(
        "host", "host", 0, onHost(micros / 1e3), 0, 0, 0, 1, Judgement.HOST_ITSELF);
  }

  private static Breakdown onHost(double millis) {
    return new Breakdown(0, 0, 0, 0, millis);
  }
}
