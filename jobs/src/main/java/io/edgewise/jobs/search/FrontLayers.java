package io.edgewise.jobs.search;

import io.edgewise.jobs.config.SearchConfig;
import io.edgewise.jobs.report.SearchResult;
import io.edgewise.search.lowering.Lowering;
import io.edgewise.search.space.ArchitectureId;
import io.edgewise.search.trial.Trial;
import io.edgewise.search.trial.TrialKey;
import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.SimulationResult;
import io.edgewise.sim.Simulator;
import io.edgewise.sim.engine.CycleSimulator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps the front of a search, and the layers of what joins it: they are what one looks at, and too
 * much to keep for every trial.
 */
final class FrontLayers {

  private final SearchConfig config;
  private final Simulator simulator;
  private final Set<ArchitectureId> met = new HashSet<>();
  private List<Trial> front = new ArrayList<>();

  FrontLayers(SearchConfig config) {
    this.config = config;
    this.simulator = new CycleSimulator(config.accelerator());
  }

  /** Takes a trial of an earlier generation. */
  void add(Trial trial) {
    if (trial.isTrainedToTheEnd() && met.add(trial.architecture().id())) {
      front.add(trial);
      front = new ArrayList<>(SearchResult.front(front));
    }
  }

  /** The reports, with layers, of those of the trials that stand on the front. */
  Map<TrialKey, LatencyReport> reports(List<Trial> trials) {
    trials.forEach(this::add);
    Map<TrialKey, LatencyReport> reports = new HashMap<>();
    for (Trial trial : front) {
      if (trials.contains(trial)) {
        report(trial).ifPresent(report -> reports.put(trial.key(), report));
      }
    }
    return reports;
  }

  private Optional<LatencyReport> report(Trial trial) {
    SimulationResult result =
        simulator.simulate(
            Lowering.lower(
                trial.architecture().id().hex(), config.deploy().network(trial.architecture())));
    return result instanceof SimulationResult.Simulated simulated
        ? Optional.of(simulated.report())
        : Optional.empty();
  }
}
