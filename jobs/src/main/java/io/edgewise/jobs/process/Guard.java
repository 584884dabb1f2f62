package io.edgewise.jobs.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A guard outlives this JVM: a shell of ours that waits for the end of a pipe from it, which comes
 * however the JVM ends, then ends every command that the JVM started and removes their folders. It
 * needs {@code /bin/sh}, {@code grep} and Linux's {@code /proc}; where they are not, commands end
 * with their tasks but may outlive a JVM that is killed.
 */
final class Guard {

  /** The script is fixed; what it is told are arguments. */
  private static final String SCRIPT =
      """
      trap '' HUP INT TERM QUIT
      cat > /dev/null
      round=0
      while [ "$round" -lt 50 ]; do
        found=
        for file in $(grep -l -a -s -e "EDGEWISE_COMMAND=$1" /proc/[0-9]*/environ); do
          pid=${file#/proc/}
          kill -KILL "${pid%/environ}" 2> /dev/null && found=1
        done
        [ -n "$found" ] || break
        round=$((round + 1))
      done
      rm -rf -- "$2"
      """;

  private static final Object LOCK = new Object();
  private static @Nullable Guard running;

  private final String mark = UUID.randomUUID().toString();
  private final AtomicLong commands = new AtomicLong();
  private final Path folder;
  private final @Nullable Process shell;

  private Guard() {
    try {
      this.folder = Files.createTempDirectory("edgewise-commands-");
    } catch (IOException e) {
      throw new UncheckedIOException("no folder can be made for commands", e);
    }
    this.shell = start();
  }

  /** The guard of this JVM. */
  static Guard ofJvm() {
    synchronized (LOCK) {
      if (running == null || running.isGone()) {
        running = new Guard();
      }
      return running;
    }
  }

  private boolean isGone() {
    return shell != null && !shell.isAlive();
  }

  private @Nullable Process start() {
    ProcessBuilder builder =
        new ProcessBuilder("/bin/sh", "-c", SCRIPT, "edgewise-guard", mark, folder.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .directory(Path.of("/").toFile());
    try {
      return builder.start();
    } catch (IOException e) {
      return null;
    }
  }

  /** A mark for one command, which begins with that of this guard. */
  String nextMark() {
    return mark + "." + commands.incrementAndGet();
  }

  /** The folder that is removed with the JVM. */
  Path folder() {
    return folder;
  }
}
