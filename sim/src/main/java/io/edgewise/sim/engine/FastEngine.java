package io.edgewise.sim.engine;

import io.edgewise.sim.engine.Program.ParameterLink;
import io.edgewise.sim.engine.Program.Step;

/**
 * The timeline by recurrence: for parameter chunk {@code k} that arrives after {@code d(k)} cycles
 * on the link and is computed on for {@code p(k)},
 *
 * <pre>
 *   arrived(k)  = max(arrived(k-1), freed(k)) + d(k)
 *   done(k)     = max(done(k-1) + start, arrived(k)) + p(k)
 *   freed(k)    = done(j) for the first j such that chunks j+1 .. k fit the buffer
 * </pre>
 *
 * where {@code start} counts for the first chunk of a step only. Steps that stream nothing have one
 * pass and wait for nothing. Agrees with {@link EventEngine} to the cycle.
 */
final class FastEngine {

  private FastEngine() {}

  static Timeline run(Program program) {
    Timeline timeline = Timeline.of(program);
    Stream stream = new Stream(program);
    long now = program.inputCycles();
    for (int i = 0; i < program.steps().size(); i++) {
      Step step = program.steps().get(i);
      timeline.start()[i] = step.startCycles();
      timeline.busy()[i] = step.passCycles() + step.combineCycles();
      now += step.startCycles();
      if (step.streamedBytes() == 0) {
        now += step.passCycles();
      } else {
        long before = now;
        now = stream.passes(step, now);
        timeline.stalled()[i] = now - before - step.passCycles();
      }
      now += step.combineCycles();
    }
    return timeline;
  }

  /** The share of a step's passes that chunk {@code chunk} of {@code chunks} feeds. */
  static long share(long cycles, int chunk, int chunks) {
    return cycles * (chunk + 1) / chunks - cycles * chunk / chunks;
  }

  /** The parameter stream: what has arrived, and what still lies in the buffer. */
  private static final class Stream {
    private final ParameterLink link;
    private final long buffer;
    private final long[] heldBytes;
    private final long[] heldUntil;
    private int oldest;
    private int next;
    private long held;
    private long arrived;

    Stream(Program program) {
      link = program.link();
      buffer = program.buffer();
      int chunks = 0;
      for (Step step : program.steps()) {
        chunks += step.streamedBytes() > 0 ? link.chunks(step) : 0;
      }
      heldBytes = new long[chunks];
      heldUntil = new long[chunks];
      arrived = program.inputCycles();
    }

    long passes(Step step, long start) {
      int chunks = link.chunks(step);
      long cycles = step.passCycles();
      long now = start;
      for (int chunk = 0; chunk < chunks; chunk++) {
        now = Math.max(now, arrive(link.bytes(step, chunk))) + share(cycles, chunk, chunks);
        heldUntil[next - 1] = now;
      }
      return now;
    }

    private long arrive(long bytes) {
      while (held + bytes > buffer) {
        arrived = Math.max(arrived, heldUntil[oldest]);
        held -= heldBytes[oldest++];
      }
      held += bytes;
      heldBytes[next++] = bytes;
      arrived += link.cycles(bytes);
      return arrived;
    }
  }
}
