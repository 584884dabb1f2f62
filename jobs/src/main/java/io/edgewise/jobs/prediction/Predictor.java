package io.edgewise.jobs.prediction;

import io.edgewise.jobs.network.NetworkFinder.Found;
import io.edgewise.jobs.prediction.Prediction.Variant;
import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.SimulationResult;
import io.edgewise.sim.Simulator;
import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.engine.CycleSimulator;
import io.edgewise.sim.settings.SettingsException;
import io.edgewise.sim.workload.LayerGraph;
import java.util.ArrayList;
import java.util.List;

/**
 * A predictor simulates networks, each as it is and with the changes that somebody asked for.
 *
 * @param changes each is made by itself
 */
public record Predictor(List<Change> changes) {

  public Predictor {
    changes = List.copyOf(changes);
  }

  /**
   * Predicts one network.
   *
   * @param name as its user calls it
   * @throws SettingsException if the accelerator cannot run it, or it cannot be changed so
   */
  public Prediction predict(String name, Found network, AcceleratorSpec accelerator) {
    Simulator simulator = new CycleSimulator(accelerator);
    LatencyReport report = simulated(name, network.graph(), simulator);
    List<Variant> variants = new ArrayList<>();
    for (Change change : changes) {
      LayerGraph changed = change.of(name, network);
      variants.add(
          new Variant(
              change.text(), simulated(name + " with " + change.text(), changed, simulator)));
    }
    return new Prediction(
        report,
        network.graph().images(),
        network.isFloat(),
        accelerator,
        variants,
        network
            .architecture()
            .flatMap(architecture -> NarrowedStages.find(architecture, report, simulator)));
  }

  private static LatencyReport simulated(String name, LayerGraph graph, Simulator simulator) {
    SimulationResult result = simulator.simulate(graph);
    if (result instanceof SimulationResult.Unmappable unmappable) {
      throw new SettingsException(name, List.of(unmappable.reason()));
    }
    return ((SimulationResult.Simulated) result).report();
  }
}
