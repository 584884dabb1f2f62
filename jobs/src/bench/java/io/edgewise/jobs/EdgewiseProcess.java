package io.edgewise.jobs;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Starts {@code edgewise} in JVMs of their own, quickly: from an archive of loaded classes. How
 * long one lives is counted in time of the cores, so that a seed decides what is hit and not how
 * busy the machine is.
 */
final class EdgewiseProcess {

  private final Path archive;

  /**
   * @param folder takes the archive
   */
  EdgewiseProcess(Path folder) {
    this.archive = folder.resolve("classes.jsa");
  }

  /** Runs a command once and writes the archive at its end. */
  void prepare(Path log, String... command) throws IOException {
    int code =
        StandaloneCluster.waitFor(start(log, "-XX:ArchiveClassesAtExit=" + archive, command));
    if (code != 0) {
      throw new IOException("a command ended with " + code + ":\n" + Files.readString(log));
    }
  }

  /**
   * Starts a command.
   *
   * @param log takes what it prints, behind what is there
   */
  Process start(Path log, String... command) throws IOException {
    return start(log, "-XX:SharedArchiveFile=" + archive, command);
  }

  private static Process start(Path log, String archiving, String... command) throws IOException {
    List<String> words = new ArrayList<>();
    words.add(System.getProperty("java.home") + "/bin/java");
    words.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    words.addAll(
        List.of(
            "-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xlog:cds=off", archiving));
    String repository = System.getProperty("edgewise.repository");
    words.addAll(
        List.of(
            "-cp",
            repository + "/jobs/target/edgewise.jar:" + repository + "/jobs/target/spark/*"));
    words.add("io.edgewise.jobs.Main");
    words.addAll(List.of(command));
    return new ProcessBuilder(words)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  /**
   * Waits for a process that is not disturbed.
   *
   * @return the time that it took of the cores
   * @throws IOException if it does not end well
   */
  static Duration timeToEnd(Process process) throws IOException {
    Duration last = Duration.ZERO;
    while (process.isAlive()) {
      last = busy(process).orElse(last);
      pause();
    }
    if (process.exitValue() != 0) {
      throw new IOException("the undisturbed process ended with " + process.exitValue());
    }
    return last;
  }

  /** Returns whether it ends before it has been busy for so long. */
  static boolean ends(Process process, Duration moment) {
    while (process.isAlive() && busy(process).orElse(Duration.ZERO).compareTo(moment) < 0) {
      pause();
    }
    return !process.isAlive();
  }

  private static Optional<Duration> busy(Process process) {
    return process.info().totalCpuDuration();
  }

  /** Deletes the folder of a run that came to its end; one that did not leaves its logs. */
  static void deleteAll(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(5);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
