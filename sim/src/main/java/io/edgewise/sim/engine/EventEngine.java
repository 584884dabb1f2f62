package io.edgewise.sim.engine;

import io.edgewise.sim.engine.Program.Step;
import java.util.PriorityQueue;

/**
 * The timeline by simulation of events: a sequencer that starts steps, a link that brings their
 * parameters, tiles that work on their passes and wait for the slowest of them. Keeps books while
 * it runs, see {@link Books}.
 */
final class EventEngine {

  private enum Kind {
    INPUT_THERE,
    STEP_STARTED,
    PARAMETERS_THERE,
    TILE_DONE,
    COMBINED,
    OUTPUT_GONE
  }

  private record Event(long time, long order, Kind kind, int tile) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(time, other.time);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  private final Program program;
  private final Timeline timeline;
  private final Books books;
  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private long order;
  private long now;

  // The array: the step it works on.
  private int step;
  private int tilesBusy;

  private EventEngine(Program program) {
    this.program = program;
    this.timeline = Timeline.of(program);
    this.books = new Books(program);
  }

  /** Runs a program; the books are checked by {@link Books#requireBalance}. */
  static Result run(Program program) {
    EventEngine engine = new EventEngine(program);
    engine.after(program.inputCycles(), Kind.INPUT_THERE, 0);
    while (!engine.events.isEmpty()) {
      Event event = engine.events.poll();
      engine.now = event.time();
      engine.handle(event);
    }
    engine.books.close(engine.now, engine.timeline);
    return new Result(engine.timeline, engine.books);
  }

  record Result(Timeline timeline, Books books) {}

  private void handle(Event event) {
    switch (event.kind()) {
      case INPUT_THERE -> startStep();
      case STEP_STARTED -> fetch();
      case PARAMETERS_THERE -> work();
      case TILE_DONE -> tileDone();
      case COMBINED -> {
        timeline.busy()[step] += current().combineCycles();
        step++;
        startStep();
      }
      case OUTPUT_GONE -> {}
    }
  }

  private Step current() {
    return program.steps().get(step);
  }

  private void startStep() {
    if (step == program.steps().size()) {
      after(program.outputCycles(), Kind.OUTPUT_GONE, 0);
      return;
    }
    timeline.start()[step] += current().startCycles();
    after(current().startCycles(), Kind.STEP_STARTED, 0);
  }

  private void fetch() {
    long cycles = program.streamCycles(current());
    books.streamed(current().streamedBytes());
    timeline.stalled()[step] += cycles;
    after(cycles, Kind.PARAMETERS_THERE, 0);
  }

  private void work() {
    long phase = current().passCycles();
    timeline.busy()[step] += phase;
    int tiles = current().work().grid().tiles();
    tilesBusy = tiles;
    for (int tile = 0; tile < tiles; tile++) {
      long busy = current().tileCycles(tile);
      books.tileWorked(step, tile, busy, phase - busy);
      after(busy, Kind.TILE_DONE, tile);
    }
  }

  private void tileDone() {
    if (--tilesBusy == 0) {
      books.stepDone(step);
      after(current().combineCycles(), Kind.COMBINED, 0);
    }
  }

  private void after(long cycles, Kind kind, int tile) {
    events.add(new Event(now + cycles, order++, kind, tile));
  }
}
