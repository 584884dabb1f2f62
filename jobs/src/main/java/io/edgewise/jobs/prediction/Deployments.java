package io.edgewise.jobs.prediction;

import io.edgewise.jobs.prediction.PipelinedNetwork.Cut;
import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.SimulationResult;
import io.edgewise.sim.SimulationResult.Simulated;
import io.edgewise.sim.SimulationResult.Unmappable;
import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.deployment.Pipeliner;
import io.edgewise.sim.deployment.Round;
import io.edgewise.sim.engine.CycleSimulator;
import io.edgewise.sim.settings.SettingsException;
import io.edgewise.sim.workload.LayerGraph;
import java.util.ArrayList;
import java.util.List;

/** Simulates networks that share a chip, and chips that share a network. */
public final class Deployments {

  private Deployments() {}

  /**
   * Predicts a round of several networks on one chip.
   *
   * @param names as their user calls them
   * @throws SettingsException if the accelerator cannot run one of them
   */
  public static Round round(
      List<String> names, List<LayerGraph> networks, AcceleratorSpec accelerator) {
    CycleSimulator simulator = new CycleSimulator(accelerator);
    return Round.of(
        accelerator,
        reports(names, networks.stream().map(simulator::simulate).toList()),
        reports(names, simulator.simulateTogether(networks)));
  }

  private static List<LatencyReport> reports(List<String> names, List<SimulationResult> results) {
    List<LatencyReport> reports = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      if (results.get(i) instanceof Unmappable unmappable) {
        throw new SettingsException(names.get(i), List.of(unmappable.reason()));
      }
      reports.add(((Simulated) results.get(i)).report());
    }
    return reports;
  }

  /**
   * Cuts one network over several chips.
   *
   * @param name as its user calls it
   * @param chips at least 2
   * @throws SettingsException if a chip cannot run it, or it has fewer layers
   */
  public static PipelinedNetwork pipeline(
      String name, LayerGraph network, AcceleratorSpec accelerator, int chips) {
    try {
      Pipeliner pipeliner = new Pipeliner(network, new CycleSimulator(accelerator));
      return new PipelinedNetwork(
          network.name(),
          accelerator,
          pipeliner.byLatency(1).latencyMillis(),
          List.of(
              new Cut("latency", pipeliner.byLatency(chips)),
              new Cut("parameter memory", pipeliner.byParameters(chips))));
    } catch (IllegalArgumentException e) {
      throw new SettingsException(name, List.of(String.valueOf(e.getMessage())));
    }
  }
}
