package io.edgewise.jobs.console;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;
import org.apache.hadoop.service.launcher.IrqHandler;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.config.Configurator;

/**
 * The end of this process by a signal: Ctrl-C (SIGINT), a driver that systemd, Kubernetes or YARN
 * takes away (SIGTERM), a terminal that is gone (SIGHUP). The process then ends with 128 plus the
 * signal's number, as a shell expects it.
 */
public final class Interruption {

  private static final List<String> SIGNALS = List.of("INT", "TERM", "HUP");

  /** Our hook runs before Spark's own (40), which cancels jobs that then look like faults. */
  private static final int BEFORE_SPARK = 100;

  /** Less than the 30 s that Kubernetes leaves between its SIGTERM and its SIGKILL. */
  private static final long PATIENCE_SECONDS = 15;

  private Interruption() {}

  /** Makes a first signal begin an orderly end, and a second one of its kind end at once. */
  public static void takeSignals() {
    for (String name : SIGNALS) {
      try {
        AtomicBoolean ending = new AtomicBoolean();
        new IrqHandler(name, signal -> end(128 + signal.getNumber(), ending)).bind();
      } catch (IllegalArgumentException e) {
        // A JVM with -Xrs leaves its signals to somebody else.
      }
    }
  }

  private static void end(int code, AtomicBoolean ending) {
    if (ending.getAndSet(true)) {
      Runtime.getRuntime().halt(code);
    } else {
      quieten();
      Runtime.getRuntime().exit(code);
    }
  }

  /**
   * Silences what Spark logs while it is taken down: that is no news, unless somebody asked for its
   * log.
   */
  private static void quieten() {
    if (LogManager.getRootLogger().getLevel().isMoreSpecificThan(Level.WARN)) {
      Configurator.setAllLevels(LogManager.ROOT_LOGGER_NAME, Level.OFF);
    }
  }

  /**
   * Returns whether this process is about to end, so that whatever fails now fails for that reason.
   */
  public static boolean isUnderway() {
    Thread probe = new Thread(() -> {}, "never started");
    try {
      Runtime.getRuntime().addShutdownHook(probe);
      Runtime.getRuntime().removeShutdownHook(probe);
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }

  /**
   * Runs work that has something to put in order before the process may end. On a signal its thread
   * is interrupted and waited for; what it was stopped at is told in one line.
   *
   * @param work throws {@link StoppedException} when it was interrupted and all is in order
   * @return what the work returns
   */
  public static int orderly(Console console, IntSupplier work) {
    Thread worker = Thread.currentThread();
    CountDownLatch ended = new CountDownLatch(1);
    Runnable hook = () -> interrupt(worker, ended);
    ShutdownHookManager hooks = ShutdownHookManager.get();
    hooks.addShutdownHook(hook, BEFORE_SPARK, PATIENCE_SECONDS, TimeUnit.SECONDS);
    try {
      return work.getAsInt();
    } catch (Throwable e) {
      if (isUnderway()) {
        console.note(
            "%s",
            e instanceof StoppedException
                ? String.valueOf(e.getMessage())
                : StoppedException.IN_GENERAL);
      }
      throw e;
    } finally {
      ended.countDown();
      remove(hooks, hook);
    }
  }

  private static void interrupt(Thread worker, CountDownLatch ended) {
    worker.interrupt();
    try {
      var unused = ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void remove(ShutdownHookManager hooks, Runnable hook) {
    try {
      hooks.removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // It is running.
    }
  }
}
