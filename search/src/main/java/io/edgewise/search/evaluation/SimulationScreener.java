package io.edgewise.search.evaluation;

import io.edgewise.search.lowering.DeployView;
import io.edgewise.search.lowering.Lowering;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Screening;
import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.SimulationResult;
import io.edgewise.sim.Simulator;
import java.util.List;
import java.util.Optional;

/**
 * Screens on this thread: architecture to deployed layer graph to latency report to constraints.
 */
public final class SimulationScreener implements Screener {

  private final DeployView view;
  private final Simulator simulator;
  private final Constraints constraints;

  public SimulationScreener(DeployView view, Simulator simulator, Constraints constraints) {
    this.view = view;
    this.simulator = simulator;
    this.constraints = constraints;
  }

  @Override
  public List<Screening> screen(List<Architecture> architectures) {
    return architectures.stream().map(this::screenOne).toList();
  }

  private Screening screenOne(Architecture architecture) {
    SimulationResult result =
        simulator.simulate(Lowering.lower(architecture.id().hex(), view.network(architecture)));
    if (result instanceof SimulationResult.Unmappable unmappable) {
      return Screening.unmappable(
          architecture, new Evaluation.Infeasible("unmappable", unmappable.reason()));
    }
    LatencyReport report = ((SimulationResult.Simulated) result).report().withoutLayers();
    Optional<Evaluation.Infeasible> violation = constraints.violatedBy(report);
    return violation.isPresent()
        ? Screening.rejected(architecture, report, violation.get())
        : Screening.feasible(architecture, report);
  }
}
