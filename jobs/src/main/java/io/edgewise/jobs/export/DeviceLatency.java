package io.edgewise.jobs.export;

import io.edgewise.sim.Metrics;
import io.edgewise.sim.SimulationResult;
import io.edgewise.sim.SimulationResult.Simulated;
import io.edgewise.sim.SimulationResult.Unmappable;
import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.accelerator.Uncertainty;
import io.edgewise.sim.accelerator.Uncertainty.Interval;
import io.edgewise.sim.engine.CycleSimulator;
import io.edgewise.sim.settings.AcceleratorFile;
import io.edgewise.sim.workload.LayerGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A device latency is what a written file comes to on one accelerator, simulated.
 *
 * @param accelerator its name
 * @param latencyMillis of an image, from the host's memory to the host's memory; empty if it does
 *     not run there
 * @param interval where a measured latency is expected, as far as the accelerator tells
 * @param cachedParameterBytes that stay on the chip
 * @param streamedParameterBytes that cross the link for every image
 * @param refused why it does not run there
 */
record DeviceLatency(
    String accelerator,
    Optional<Double> latencyMillis,
    Optional<Interval> interval,
    long cachedParameterBytes,
    long streamedParameterBytes,
    Optional<String> refused) {

  /** The latencies on an accelerator and on each that is built in, each accelerator once. */
  static List<DeviceLatency> everywhere(LayerGraph network, AcceleratorSpec chosen) {
    List<AcceleratorSpec> accelerators = new ArrayList<>(List.of(chosen));
    AcceleratorFile.builtIn().stream()
        .map(AcceleratorFile::find)
        .filter(builtIn -> !builtIn.equals(chosen))
        .forEach(accelerators::add);
    return accelerators.stream().map(accelerator -> on(accelerator, network)).toList();
  }

  private static DeviceLatency on(AcceleratorSpec accelerator, LayerGraph network) {
    SimulationResult result = new CycleSimulator(accelerator).simulate(network);
    if (result instanceof Unmappable unmappable) {
      return new DeviceLatency(
          accelerator.name(),
          Optional.empty(),
          Optional.empty(),
          0,
          0,
          Optional.of(unmappable.reason()));
    }
    Metrics metrics = ((Simulated) result).report().metrics();
    Uncertainty uncertainty = accelerator.uncertainty();
    return new DeviceLatency(
        accelerator.name(),
        Optional.of(metrics.latencyMillis()),
        uncertainty.isKnown()
            ? Optional.of(uncertainty.around(metrics.latencyMillis(), Uncertainty.LARGEST))
            : Optional.empty(),
        metrics.cachedParameterBytes(),
        metrics.streamedParameterBytes(),
        Optional.empty());
  }
}
