package io.edgewise.sim.engine;

import io.edgewise.sim.SimulationResult;
import io.edgewise.sim.Simulator;
import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.accelerator.SimdProcessor;
import io.edgewise.sim.accelerator.SystolicArray;
import io.edgewise.sim.accelerator.TileArray;
import io.edgewise.sim.mapping.Mapper;
import io.edgewise.sim.mapping.MappingCache;
import io.edgewise.sim.mapping.NetworkPlan;
import io.edgewise.sim.mapping.Occupancy;
import io.edgewise.sim.mapping.Planner;
import io.edgewise.sim.mapping.SimdMapper;
import io.edgewise.sim.mapping.SystolicMapper;
import io.edgewise.sim.mapping.TileMapper;
import io.edgewise.sim.workload.LayerGraph;
import java.util.ArrayList;
import java.util.List;

/**
 * The cycle model of one accelerator: lays the network on it, then runs the plan. The timeline
 * comes from the recurrence of {@link FastEngine}, which agrees to the cycle with the events of
 * {@link EventEngine}; layer shapes seen before are not mapped again.
 */
public final class CycleSimulator implements Simulator {

  /** Layer shapes that are remembered; a population of a thousand networks has far fewer. */
  private static final int REMEMBERED_SHAPES = 1 << 14;

  private final AcceleratorSpec spec;
  private final Planner planner;

  /** A simulator that remembers the layer shapes it has mapped. */
  public CycleSimulator(AcceleratorSpec spec) {
    this(spec, REMEMBERED_SHAPES);
  }

  /**
   * @param rememberedShapes layer shapes that are remembered at most; 0 maps each layer anew
   */
  public CycleSimulator(AcceleratorSpec spec, int rememberedShapes) {
    this.spec = spec;
    Mapper plain = mapper(spec);
    Mapper mapper = rememberedShapes > 0 ? new MappingCache(plain, rememberedShapes) : plain;
    this.planner = new Planner(mapper, spec.chip().memory());
  }

  @Override
  public SimulationResult simulate(LayerGraph graph) {
    return result(graph, planner.plan(graph));
  }

  /**
   * Simulates networks that were compiled together: all of them have their parameters on the chip
   * at once, and those of an earlier network come first.
   *
   * @return one result a network, each of one inference by itself
   */
  public List<SimulationResult> simulateTogether(List<LayerGraph> graphs) {
    List<SimulationResult> results = new ArrayList<>(graphs.size());
    Occupancy taken = Occupancy.NONE;
    for (LayerGraph graph : graphs) {
      Planner.Outcome outcome = planner.plan(graph, taken);
      results.add(result(graph, outcome));
      if (outcome instanceof Planner.Outcome.Planned planned) {
        taken = planned.plan().occupancy();
      }
    }
    return results;
  }

  private SimulationResult result(LayerGraph graph, Planner.Outcome outcome) {
    if (outcome instanceof Planner.Outcome.Impossible impossible) {
      return new SimulationResult.Unmappable(impossible.reason() + " (" + spec.name() + ")");
    }
    NetworkPlan plan = ((Planner.Outcome.Planned) outcome).plan();
    Program program = Program.of(plan, spec);
    return new SimulationResult.Simulated(
        Reporter.report(spec, graph, plan, FastEngine.run(program)));
  }

  /**
   * Runs the network through the event engine instead and checks its books.
   *
   * @throws IllegalStateException if a book does not balance or the engines disagree
   */
  SimulationResult simulateByEvents(LayerGraph graph) {
    Planner.Outcome outcome = planner.plan(graph);
    if (!(outcome instanceof Planner.Outcome.Planned planned)) {
      return simulate(graph);
    }
    Program program = Program.of(planned.plan(), spec);
    EventEngine.Result result = EventEngine.run(program);
    result.books().requireBalance();
    return new SimulationResult.Simulated(
        Reporter.report(spec, graph, planned.plan(), result.timeline()));
  }

  private static Mapper mapper(AcceleratorSpec spec) {
    if (spec.chip().array() instanceof TileArray tiles) {
      return new TileMapper(tiles);
    }
    return spec.chip().array() instanceof SystolicArray systolic
        ? new SystolicMapper(systolic)
        : new SimdMapper((SimdProcessor) spec.chip().array());
  }
}
