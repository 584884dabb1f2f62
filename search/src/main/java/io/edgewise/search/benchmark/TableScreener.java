package io.edgewise.search.benchmark;

import io.edgewise.search.benchmark.BenchmarkTable.Row;
import io.edgewise.search.evaluation.Constraints;
import io.edgewise.search.evaluation.Screener;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.ArchitectureId;
import io.edgewise.search.space.cell.CellNetwork;
import io.edgewise.search.trial.Evaluation.Infeasible;
import io.edgewise.search.trial.Screening;
import io.edgewise.sim.Bottleneck;
import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.Metric;
import io.edgewise.sim.Metrics;
import io.edgewise.sim.SimulationResult;
import io.edgewise.sim.Simulator;
import io.edgewise.sim.workload.networks.Networks;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Screens the networks of a table: simulates those whose layers are known (NAS-Bench-201's cells),
 * puts the table's latency in place of the simulated one where it has a column of it, and holds
 * them against the constraints. What the table does not hold cannot be trained, hence is
 * infeasible. Safe to share between searches: a network is simulated once.
 */
public final class TableScreener implements Screener {

  private final BenchmarkTable table;
  private final Simulator simulator;
  private final Constraints constraints;
  private final Map<ArchitectureId, Optional<LatencyReport>> reports = new ConcurrentHashMap<>();

  public TableScreener(BenchmarkTable table, Simulator simulator, Constraints constraints) {
    this.table = table;
    this.simulator = simulator;
    this.constraints = constraints;
  }

  @Override
  public List<Screening> screen(List<Architecture> architectures) {
    return architectures.stream().map(this::screenOne).toList();
  }

  /**
   * Returns what is known of a network before it is trained; empty if the accelerator cannot run
   * it.
   */
  public Optional<LatencyReport> report(ArchitectureId id, Row row) {
    return reports.computeIfAbsent(id, key -> simulate(row).map(r -> withLatency(r, row)));
  }

  private Screening screenOne(Architecture architecture) {
    ArchitectureId id = architecture.id();
    Optional<Row> row = table.find(id);
    if (row.isEmpty()) {
      return Screening.unmappable(
          architecture, new Infeasible("table", "the table does not hold this network"));
    }
    Optional<LatencyReport> report = report(id, row.get());
    if (report.isEmpty()) {
      return Screening.unmappable(
          architecture, new Infeasible("unmappable", "the network connects nothing"));
    }
    return constraints
        .violatedBy(report.get())
        .map(violation -> Screening.rejected(architecture, report.get(), violation))
        .orElseGet(() -> Screening.feasible(architecture, report.get()));
  }

  private Optional<LatencyReport> simulate(Row row) {
    if (!(row.blueprint() instanceof CellNetwork cell)) {
      Metrics unknown = Metrics.NONE.with(Metric.LATENCY, 1);
      return Optional.of(new LatencyReport("", unknown, Bottleneck.COMPUTE, List.of()));
    }
    try {
      SimulationResult result = simulator.simulate(Networks.find("nb201:" + cell.toArch()));
      return result instanceof SimulationResult.Simulated simulated
          ? Optional.of(simulated.report().withoutLayers())
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      // A cell whose output hangs on nothing has no layers to run.
      return Optional.empty();
    }
  }

  private static LatencyReport withLatency(LatencyReport r, Row row) {
    return Double.isNaN(row.latencyMillis())
        ? r
        : new LatencyReport(
            r.network(),
            r.metrics().with(Metric.LATENCY, row.latencyMillis()),
            r.bottleneck(),
            List.of());
  }
}
