package io.edgewise.sim.engine;

import io.edgewise.sim.engine.Program.Step;

/**
 * The books hold what the event engine counted while it ran, to be held against what should have
 * happened: every multiply-accumulate done once, every tile either busy or waiting, every streamed
 * byte moved, no cycle lost.
 */
final class Books {

  private final Program program;
  private final long[] busyTileCycles;
  private final long[] idleTileCycles;
  private long macsDone;
  private long positionsDone;
  private long bytesStreamed;
  private long endedAt;
  private long accountedFor;

  Books(Program program) {
    this.program = program;
    this.busyTileCycles = new long[program.steps().size()];
    this.idleTileCycles = new long[program.steps().size()];
  }

  void tileWorked(int step, int tile, long busy, long idle) {
    busyTileCycles[step] += busy;
    idleTileCycles[step] += idle;
  }

  /** A step's tiles are through: each has done its block of the positions. */
  void stepDone(int index) {
    Step step = program.steps().get(index);
    long positions = 0;
    for (int tile = 0; tile < step.work().grid().tiles(); tile++) {
      positions += step.work().grid().block(tile, step.work().height(), step.work().width());
    }
    long all = (long) step.work().height() * step.work().width();
    positionsDone += positions;
    macsDone += step.macs() / all * positions + step.macs() % all;
  }

  void streamed(long bytes) {
    bytesStreamed += bytes;
  }

  void close(long time, Timeline timeline) {
    endedAt = time;
    accountedFor = timeline.totalCycles();
  }

  /**
   * Checks the books.
   *
   * @throws IllegalStateException naming the entry that does not balance
   */
  void requireBalance() {
    long macs = 0;
    long positions = 0;
    long bytes = 0;
    for (int i = 0; i < program.steps().size(); i++) {
      Step step = program.steps().get(i);
      macs += step.macs();
      positions += (long) step.work().height() * step.work().width();
      bytes += step.streamedBytes();
      long tiles = step.work().grid().tiles();
      require(
          "tile cycles of step " + i,
          step.passCycles() * tiles,
          busyTileCycles[i] + idleTileCycles[i]);
    }
    require("multiply-accumulates", macs, macsDone);
    require("positions", positions, positionsDone);
    require("streamed bytes", bytes, bytesStreamed);
    require("cycles", endedAt, accountedFor);
  }

  private static void require(String entry, long expected, long counted) {
    if (expected != counted) {
      throw new IllegalStateException(
          "books do not balance: " + entry + ": expected " + expected + ", counted " + counted);
    }
  }
}
