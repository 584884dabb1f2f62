package io.edgewise.search.evaluation;

import io.edgewise.search.lowering.Lowering;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Screening;
import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.SimulationResult;
import io.edgewise.sim.Simulator;
import io.edgewise.sim.engine.CycleSimulator;
import java.util.List;
import java.util.Optional;

/**
 * Screens on this thread: architecture to deployed layer graph to latency report to constraints.
 */
public final class SimulationScreener implements Screener {

  private final Deployment deployment;
  private final Simulator simulator;

  public SimulationScreener(Deployment deployment) {
    this.deployment = deployment;
    this.simulator = new CycleSimulator(deployment.accelerator());
  }

  @Override
  public List<Screening> screen(List<Architecture> architectures) {
    return architectures.stream().map(this::screenOne).toList();
  }

  /** Simulates an architecture as it is deployed; the report of a screening lacks its layers. */
  public SimulationResult simulate(Architecture architecture) {
    return simulator.simulate(
        Lowering.lower(architecture.id().hex(), deployment.view().network(architecture)));
  }

  private Screening screenOne(Architecture architecture) {
    SimulationResult result = simulate(architecture);
    if (result instanceof SimulationResult.Unmappable unmappable) {
      return Screening.unmappable(
          architecture, new Evaluation.Infeasible("unmappable", unmappable.reason()));
    }
    LatencyReport report = ((SimulationResult.Simulated) result).report().withoutLayers();
    Optional<Evaluation.Infeasible> violation = deployment.constraints().violatedBy(report);
    return violation.isPresent()
        ? Screening.rejected(architecture, report, violation.get())
        : Screening.feasible(architecture, report);
  }
}
