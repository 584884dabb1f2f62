package io.edgewise.sim.engine;

import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.accelerator.Sequencer;
import io.edgewise.sim.mapping.LayerMapping;
import io.edgewise.sim.mapping.NetworkPlan;
import io.edgewise.sim.mapping.NetworkPlan.Operation;
import io.edgewise.sim.mapping.TileWork;
import io.edgewise.sim.mapping.WorkUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * A network as the accelerator executes it: durations in core clock cycles, all whole numbers, so
 * that two engines can agree exactly. Parameters of a step are fetched when it starts and computed
 * on when all of them are there: chains whose parameters stream take what they take resident, and
 * the transfer on top.
 *
 * @param steps one an operation, in order
 * @param inputCycles cycles to bring the input in
 * @param outputCycles cycles to take the output out
 * @param bytesPerCycle rate at which parameters arrive
 */
record Program(List<Step> steps, long inputCycles, long outputCycles, double bytesPerCycle) {

  /** Cycles until the parameters of a step are there. */
  long streamCycles(Step step) {
    return (long) Math.ceil(step.streamedBytes() / bytesPerCycle);
  }

  /**
   * One operation.
   *
   * @param startCycles the array stands still: starting, exchanging borders, joining operands
   * @param work the passes of the tiles
   * @param macs multiply-accumulates of the operation
   * @param streamedBytes parameter bytes that have to arrive
   */
  record Step(long startCycles, TileWork work, long macs, long streamedBytes) {

    /** Cycles of the busiest tile, from the first pass to the last. */
    long passCycles() {
      return work.busiestTileCycles();
    }

    /** Cycles after the passes, to add up what the tiles found. */
    long combineCycles() {
      return work.combineCycles();
    }

    /** Cycles of one tile's passes. */
    long tileCycles(int tile) {
      return work.tileCycles(tile);
    }
  }

  static Program of(NetworkPlan plan, AcceleratorSpec spec) {
    double clock = spec.chip().clockHertz();
    List<Step> steps = new ArrayList<>(plan.operations().size());
    for (Operation operation : plan.operations()) {
      steps.add(step(operation, spec));
    }
    return new Program(
        steps,
        (long) Math.ceil(plan.inputBytes() / spec.link().inputBytesPerSecond() * clock),
        (long) Math.ceil(plan.outputBytes() / spec.link().outputBytesPerSecond() * clock),
        spec.link().parameterBytesPerSecond() / clock);
  }

  private static Step step(Operation operation, AcceleratorSpec spec) {
    LayerMapping mapping = operation.mapping();
    return new Step(
        startCycles(mapping, spec), mapping.work(), mapping.macs(), operation.fetchedBytes());
  }

  private static long startCycles(LayerMapping mapping, AcceleratorSpec spec) {
    Sequencer sequencer = spec.chip().sequencer();
    WorkUnit unit = mapping.work().unit();
    if (unit == WorkUnit.NONE) {
      return 0;
    }
    double cycles = sequencer.operationCycles();
    cycles += mapping.halo().isNone() ? 0 : sequencer.haloCycles();
    int elementwise = Math.max(0, mapping.operands() - 1) + (unit == WorkUnit.POOLING ? 1 : 0);
    cycles += elementwise * sequencer.elementCycles();
    double instructions = cycles * sequencer.instructionBytesPerCycle();
    return Math.round(
        instructions == 0
            ? cycles
            : instructions / spec.link().inputBytesPerSecond() * spec.chip().clockHertz());
  }
}
