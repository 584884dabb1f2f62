package io.edgewise.sim.engine;

import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.accelerator.Sequencer;
import io.edgewise.sim.accelerator.TileArray;
import io.edgewise.sim.mapping.LayerMapping;
import io.edgewise.sim.mapping.NetworkPlan;
import io.edgewise.sim.mapping.NetworkPlan.Operation;
import io.edgewise.sim.mapping.TileWork;
import io.edgewise.sim.mapping.WorkUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * A network as the accelerator executes it: durations in core clock cycles, all whole numbers, so
 * that two engines can agree exactly.
 *
 * @param steps one an operation, in order
 * @param inputCycles cycles to bring the input in
 * @param outputCycles cycles to take the output out
 * @param buffer bytes of streamed parameters that may wait on the chip
 * @param link how parameters arrive
 */
record Program(
    List<Step> steps, long inputCycles, long outputCycles, long buffer, ParameterLink link) {

  /**
   * One operation.
   *
   * @param startCycles the array stands still: starting, exchanging borders, joining operands
   * @param gatherCycles activations move: over the mesh, in and out of narrow memory; slabs compute
   *     their borders again
   * @param work the passes of the tiles
   * @param speed measured speed over counted cycles
   * @param macs multiply-accumulates of the operation
   * @param streamedBytes parameter bytes that have to arrive
   */
  record Step(
      long startCycles,
      long gatherCycles,
      TileWork work,
      double speed,
      long combineCycles,
      long macs,
      long streamedBytes) {

    /** Cycles of the busiest tile, from the first pass to the last. */
    long passCycles() {
      return scaled(work.busiestTileCycles(), speed);
    }

    /** Cycles of one tile's passes. */
    long tileCycles(int tile) {
      return scaled(work.tileCycles(tile), speed);
    }
  }

  /**
   * Parameters arrive in chunks, the last of a step may be shorter.
   *
   * @param chunkBytes bytes of a whole chunk
   * @param bytesPerCycle rate of the link
   */
  record ParameterLink(long chunkBytes, double bytesPerCycle) {

    /** Chunks of a step; a step that streams nothing still takes one pass. */
    int chunks(Step step) {
      return (int) Math.max(1, (step.streamedBytes() + chunkBytes - 1) / chunkBytes);
    }

    long bytes(Step step, int chunk) {
      return Math.min(chunkBytes, step.streamedBytes() - chunk * chunkBytes);
    }

    long cycles(long bytes) {
      return (long) Math.ceil(bytes / bytesPerCycle);
    }
  }

  static Program of(NetworkPlan plan, long inputBytes, AcceleratorSpec spec) {
    double clock = spec.chip().clockHertz();
    List<Step> steps = new ArrayList<>(plan.operations().size());
    for (Operation operation : plan.operations()) {
      steps.add(step(operation, spec));
    }
    // At least two chunks, or nothing could be computed while the next one arrives.
    long buffer = Math.max(spec.chip().memory().streamBufferBytes(), 2 * spec.link().chunkBytes());
    return new Program(
        steps,
        (long) Math.ceil(inputBytes / spec.link().inputBytesPerSecond() * clock),
        (long) Math.ceil(plan.outputBytes() / spec.link().outputBytesPerSecond() * clock),
        buffer,
        new ParameterLink(spec.link().chunkBytes(), spec.link().parameterBytesPerSecond() / clock));
  }

  private static Step step(Operation operation, AcceleratorSpec spec) {
    LayerMapping mapping = operation.mapping();
    TileWork work = mapping.work();
    double speed = speed(work.unit(), spec);
    return new Step(
        startCycles(mapping, spec.chip().sequencer()),
        scaled(work.gatherCycles() + operation.slabCycles(), speed) + moveCycles(mapping, spec),
        work,
        speed,
        scaled(work.combineCycles(), speed),
        mapping.macs(),
        operation.streamedBytes());
  }

  private static long startCycles(LayerMapping mapping, Sequencer sequencer) {
    if (mapping.work().unit() == WorkUnit.NONE) {
      return 0;
    }
    double cycles = sequencer.operationCycles();
    if (mapping.haloBytes() > 0) {
      cycles += sequencer.haloCycles() + mapping.haloBytes() / sequencer.haloBytesPerCycle();
    }
    cycles += Math.max(0, mapping.operands() - 1) * sequencer.joinCycles();
    return Math.round(cycles);
  }

  /**
   * Returns the cycles in which an operator's input and output pass through the narrow memory's
   * port.
   */
  private static long moveCycles(LayerMapping mapping, AcceleratorSpec spec) {
    if (mapping.work().unit() == WorkUnit.NONE) {
      return 0;
    }
    long bytes = mapping.inputBytes() * mapping.operands() + mapping.outputBytes();
    return (long) Math.ceil(bytes / spec.chip().memory().narrowBytesPerCycle());
  }

  private static double speed(WorkUnit unit, AcceleratorSpec spec) {
    if (!(spec.chip().array() instanceof TileArray tiles)) {
      return 1;
    }
    return switch (unit) {
      case CONVOLUTION -> tiles.speed().convolution();
      case DEPTHWISE -> tiles.speed().depthwise();
      case OTHER, NONE -> tiles.speed().other();
    };
  }

  private static long scaled(long cycles, double speed) {
    return speed == 1 ? cycles : (long) Math.ceil(cycles / speed);
  }
}
