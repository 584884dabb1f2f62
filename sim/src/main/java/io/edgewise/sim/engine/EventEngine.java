package io.edgewise.sim.engine;

import io.edgewise.sim.engine.Program.ParameterLink;
import io.edgewise.sim.engine.Program.Step;
import java.util.ArrayDeque;
import java.util.PriorityQueue;

/**
 * The timeline by simulation of events: a parameter link that fills a buffer, a sequencer that
 * starts steps, tiles that work on their passes and wait for the slowest of them. Keeps books while
 * it runs, see {@link Books}.
 */
final class EventEngine {

  private enum Kind {
    INPUT_THERE,
    CHUNK_THERE,
    STEP_STARTED,
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
  private final ParameterLink link;
  private final Timeline timeline;
  private final Books books;
  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private long order;
  private long now;

  // The link: the chunk it sends, and what lies in the buffer.
  private int sendStep;
  private int sendChunk;
  private boolean sending;
  private boolean inputThere;
  private final ArrayDeque<Long> buffered = new ArrayDeque<>();
  private long bufferedBytes;
  private int chunksThere;

  // The array: the step and chunk it works on.
  private int step;
  private int chunk;
  private boolean waiting;
  private long waitingSince;
  private int tilesBusy;

  private EventEngine(Program program) {
    this.program = program;
    this.link = program.link();
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
      case INPUT_THERE -> {
        inputThere = true;
        skipToStreamingStep();
        sendNextChunk();
        startStep();
      }
      case CHUNK_THERE -> chunkThere();
      case STEP_STARTED -> {
        chunk = 0;
        beginPasses();
      }
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

  /** Begins the passes that the current chunk feeds, or waits for it. */
  private void beginPasses() {
    boolean streams = current().streamedBytes() > 0;
    if (streams && chunksThere == 0) {
      waiting = true;
      waitingSince = now;
      return;
    }
    chunksThere -= streams ? 1 : 0;
    int chunks = streams ? link.chunks(current()) : 1;
    long phase = FastEngine.share(current().passCycles(), chunk, chunks);
    long before = current().passCycles() * chunk / chunks;
    timeline.busy()[step] += phase;
    int tiles = current().work().grid().tiles();
    tilesBusy = tiles;
    for (int tile = 0; tile < tiles; tile++) {
      long left = Math.max(0, current().tileCycles(tile) - before);
      long busy = Math.min(phase, left);
      books.tileWorked(step, tile, busy, phase - busy);
      after(busy, Kind.TILE_DONE, tile);
    }
  }

  private void tileDone() {
    if (--tilesBusy > 0) {
      return;
    }
    boolean streams = current().streamedBytes() > 0;
    if (streams) {
      bufferedBytes -= buffered.remove();
      sendNextChunk();
    }
    if (streams && ++chunk < link.chunks(current())) {
      beginPasses();
      return;
    }
    books.stepDone(step);
    after(current().combineCycles(), Kind.COMBINED, 0);
  }

  private void sendNextChunk() {
    if (sending || !inputThere || sendStep == program.steps().size()) {
      return;
    }
    long bytes = link.bytes(program.steps().get(sendStep), sendChunk);
    if (bufferedBytes + bytes > program.buffer()) {
      return;
    }
    sending = true;
    bufferedBytes += bytes;
    buffered.add(bytes);
    books.streamed(bytes);
    after(link.cycles(bytes), Kind.CHUNK_THERE, 0);
  }

  private void chunkThere() {
    sending = false;
    chunksThere++;
    if (++sendChunk == link.chunks(program.steps().get(sendStep))) {
      sendChunk = 0;
      sendStep++;
      skipToStreamingStep();
    }
    sendNextChunk();
    if (waiting) {
      waiting = false;
      timeline.stalled()[step] += now - waitingSince;
      beginPasses();
    }
  }

  private void skipToStreamingStep() {
    while (sendStep < program.steps().size()
        && program.steps().get(sendStep).streamedBytes() == 0) {
      sendStep++;
    }
  }

  private void after(long cycles, Kind kind, int tile) {
    events.add(new Event(now + cycles, order++, kind, tile));
  }
}
