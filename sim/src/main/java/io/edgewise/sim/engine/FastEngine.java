package io.edgewise.sim.engine;

import io.edgewise.sim.engine.Program.Step;

/**
 * The timeline by addition: a step starts, waits for the parameters that it streams, works, adds
 * up. Agrees with {@link EventEngine} to the cycle.
 */
final class FastEngine {

  private FastEngine() {}

  static Timeline run(Program program) {
    Timeline timeline = Timeline.of(program);
    for (int i = 0; i < program.steps().size(); i++) {
      Step step = program.steps().get(i);
      timeline.start()[i] = step.startCycles();
      timeline.stalled()[i] = step.streamedBytes() == 0 ? 0 : program.streamCycles(step);
      timeline.busy()[i] = step.passCycles() + step.combineCycles();
    }
    return timeline;
  }
}
