package io.edgewise.jobs.search;

import io.edgewise.jobs.report.SearchResult;
import io.edgewise.search.evaluation.Deployment;
import io.edgewise.search.evaluation.SimulationScreener;
import io.edgewise.search.space.ArchitectureId;
import io.edgewise.search.trial.Trial;
import io.edgewise.search.trial.TrialKey;
import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.SimulationResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps the front of a search, and the layers of what joins it: they are what one looks at, and too
 * much to keep for every trial. Of several accelerators each front counts, and the layers are those
 * on the first.
 */
public final class FrontLayers {

  private final SimulationScreener screener;
  private final Set<ArchitectureId> met = new HashSet<>();
  private List<Trial> front = new ArrayList<>();

  public FrontLayers(Deployment deployment) {
    this.screener = new SimulationScreener(deployment);
  }

  /** Takes a trial of an earlier generation. */
  public void add(Trial trial) {
    if (trial.isTrainedToTheEnd() && met.add(trial.architecture().id())) {
      front.add(trial);
      front = new ArrayList<>(SearchResult.onAnyFront(front));
    }
  }

  /** The reports, with layers, of those of the trials that stand on the front. */
  public Map<TrialKey, LatencyReport> reports(List<Trial> trials) {
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
    return screener.simulate(trial.architecture()) instanceof SimulationResult.Simulated simulated
        ? Optional.of(simulated.report())
        : Optional.empty();
  }
}
