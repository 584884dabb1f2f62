package io.edgewise.jobs.process;

import io.edgewise.jobs.process.End.Reason;
import java.io.File;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Runs one command to its end, and ends it with all that it started. */
public final class ForeignProcess {

  /** All that a command learns of this process's environment. */
  private static final List<String> ENVIRONMENT =
      List.of(
          "PATH",
          "HOME",
          "USER",
          "LANG",
          "LC_ALL",
          "TZ",
          "TMPDIR",
          "LD_LIBRARY_PATH",
          "PYTHONPATH",
          "VIRTUAL_ENV",
          "CUDA_VISIBLE_DEVICES");

  private static final int POLL_MILLIS = 50;
  private static final long MEMORY_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Time for the last of the output, which only what escaped from the family could hold up. */
  private static final int DRAIN_MILLIS = 10_000;

  private final Call call;
  private final BooleanSupplier cancelled;
  private final Process process;
  private final Family family;
  private final Output output;
  private final long start = System.nanoTime();
  private long memorySeen = start;

  private ForeignProcess(
      Call call,
      Process process,
      String mark,
      Predicate<String> goesOn,
      BooleanSupplier cancelled) {
    this.call = call;
    this.cancelled = cancelled;
    this.process = process;
    this.family = new Family(process, mark);
    this.output = new Output(process.getInputStream(), call.limits().outputBytes(), goesOn);
  }

  /**
   * Runs a command. Nothing that it started is left when this returns.
   *
   * @param goesOn told each line that it prints, on another thread; false ends it
   * @param cancelled asked time and again whether it is to be given up
   */
  public static End run(Call call, Predicate<String> goesOn, BooleanSupplier cancelled) {
    String mark = Guard.ofJvm().nextMark();
    try {
      return new ForeignProcess(call, start(call, mark), mark, goesOn, cancelled).untilEnd();
    } catch (IOException e) {
      return new End(Reason.NOT_STARTED, String.valueOf(e.getMessage()), "");
    }
  }

  private static Process start(Call call, String mark) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(call.words())
            .directory(call.folder().toFile())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    Map<String, String> environment = builder.environment();
    Map<String, String> whole = new HashMap<>(environment);
    environment.clear();
    for (String name : ENVIRONMENT) {
      String value = whole.get(name);
      if (value != null) {
        environment.put(name, value);
      }
    }
    environment.putAll(call.environment());
    environment.put(Family.MARK, mark);
    return builder.start();
  }

  private End untilEnd() {
    output.start();
    @Nullable End early = null;
    boolean interrupted = false;
    try {
      while (early == null && !process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        early = early();
      }
    } catch (InterruptedException e) {
      interrupted = true;
      early = new End(Reason.CANCELLED, "interrupted", "");
    } finally {
      family.end();
    }
    drain();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return ended(early);
  }

  /** Returns why the command is to be ended; null while it may go on. */
  private @Nullable End early() {
    Limits limits = call.limits();
    long now = System.nanoTime();
    if (cancelled.getAsBoolean()) {
      return new End(Reason.CANCELLED, "no longer wanted", "");
    }
    if (output.tooMuch() || output.enough()) {
      return ofOutput();
    }
    if (now - start > TimeUnit.MILLISECONDS.toNanos(limits.millis())) {
      return new End(Reason.TIMED_OUT, "limit " + limits.millis() + " ms", "");
    }
    if (now - memorySeen > MEMORY_NANOS) {
      memorySeen = now;
      return ofMemory(family.residentBytes());
    }
    return null;
  }

  private @Nullable End ofMemory(long bytes) {
    long limit = call.limits().memoryBytes();
    return bytes <= limit
        ? null
        : new End(
            Reason.OUT_OF_MEMORY,
            String.format(Locale.ROOT, "holds %d MB, the limit is %d MB", bytes >> 20, limit >> 20),
            "");
  }

  private End ofOutput() {
    return output.tooMuch()
        ? new End(
            Reason.TOO_MUCH_OUTPUT,
            String.format(
                Locale.ROOT, "printed more than %d MB", call.limits().outputBytes() >> 20),
            "")
        : new End(Reason.ENOUGH, "", "");
  }

  private End ended(@Nullable End early) {
    End end = early;
    if (end == null && (output.tooMuch() || output.enough())) {
      end = ofOutput();
    }
    if (end == null) {
      int code = process.exitValue();
      end = code == 0 ? new End(Reason.DONE, "", "") : new End(Reason.EXIT_CODE, told(code), "");
    }
    return new End(end.reason(), end.detail(), output.last());
  }

  /** Signals are told as the JDK and shells tell them: 128 and their number. */
  private static String told(int code) {
    return code > 128 ? "ended by signal " + (code - 128) : "exit code " + code;
  }

  private void drain() {
    try {
      output.join(DRAIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
