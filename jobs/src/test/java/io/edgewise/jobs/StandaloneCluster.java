package io.edgewise.jobs;

import io.edgewise.jobs.history.History;
import io.edgewise.jobs.history.StoredSearch;
import io.edgewise.search.trial.SearchId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/**
 * A Spark standalone cluster on this machine: a master and two workers of one core, each a JVM of
 * its own, of the build's jars, as {@code jobs/src/bench/cluster.sh} starts them. Each worker has a
 * device, the resource {@code edgetpu}, which executors have if they ask for it.
 */
final class StandaloneCluster implements AutoCloseable {

  private static final List<String> WORKERS = List.of("worker-1", "worker-2");

  private static final String DISCOVERY =
      """
      #!/bin/sh
      echo '{"name": "edgetpu", "addresses": ["usb:0"]}'
      """;

  private final Path repository;
  private final Path folder;
  private final Path devices;

  private StandaloneCluster(Path repository, Path folder) throws IOException {
    this.repository = repository;
    this.folder = folder;
    this.devices = Files.writeString(folder.resolveSibling("devices.sh"), DISCOVERY);
    Files.setPosixFilePermissions(devices, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /**
   * @param repository holds {@code jobs/target/edgewise.jar} and {@code jobs/target/spark}
   * @param folder becomes a SPARK_HOME
   */
  static StandaloneCluster start(Path repository, Path folder) throws IOException {
    StandaloneCluster cluster = new StandaloneCluster(repository.toAbsolutePath(), folder);
    cluster.run("start", folder.toString(), Integer.toString(WORKERS.size()));
    return cluster;
  }

  private void run(String... words) throws IOException {
    List<String> command =
        new ArrayList<>(List.of(repository.resolve("jobs/src/bench/cluster.sh").toString()));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("CLUSTER_WORKER_CORES", "1");
    builder
        .environment()
        .put(
            "SPARK_WORKER_OPTS",
            "-Dspark.worker.resource.edgetpu.amount=1"
                + " -Dspark.worker.resource.edgetpu.discoveryScript="
                + devices);
    builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    int code = waitFor(builder.start());
    if (code != 0) {
      throw new IOException(command + " ended with " + code);
    }
  }

  /**
   * Submits a command with {@code conf/spark/standalone.conf} and executors of one core.
   *
   * @param mode client or cluster
   * @param log what it prints
   */
  Process submit(String mode, Path log, String... command) throws IOException {
    return submit(mode, log, List.of(), command);
  }

  /**
   * @param settings KEY=VALUE of Spark, beside those of the file
   */
  Process submit(String mode, Path log, List<String> settings, String... command)
      throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of(
                folder.resolve("bin/spark-submit").toString(),
                "--properties-file",
                repository.resolve("conf/spark/standalone.conf").toString(),
                "--master",
                Files.readString(folder.resolve("url")).strip(),
                "--deploy-mode",
                mode));
    List<String> all =
        new ArrayList<>(
            List.of(
                "spark.driver.memory=1g",
                "spark.executor.cores=1",
                "spark.executor.memory=1g",
                // Both executors, one on each worker.
                "spark.cores.max=2",
                "spark.speculation.minTaskRuntime=1s",
                "spark.ui.enabled=false"));
    all.addAll(settings);
    for (String setting : all) {
      words.add("--conf");
      words.add(setting);
    }
    words.addAll(List.of("--class", "io.edgewise.jobs.Main"));
    words.add(repository.resolve("jobs/target/edgewise.jar").toString());
    words.addAll(List.of(command));
    return new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  /**
   * Kills -9, while a search runs, a worker with its executors in each generation, the one and the
   * other in turn, and starts it again.
   *
   * @return how many were killed
   */
  int killAWorkerInEveryGeneration(Process search, Path history, SearchId id) throws IOException {
    return killInEveryGeneration(
        search,
        history,
        id,
        worker -> {
          kill(worker);
          startAgain(worker);
        });
  }

  /**
   * Kills -9, while a search runs, the executors of a worker in each generation, as happens to
   * those that take more memory than their container has.
   *
   * @return how many times
   */
  int killExecutorsInEveryGeneration(Process search, Path history, SearchId id) throws IOException {
    return killInEveryGeneration(
        search, history, id, worker -> executors(worker).forEach(ProcessHandle::destroyForcibly));
  }

  /**
   * Waits until a command on an executor has written the ids of its processes, its own first.
   *
   * @return the processes; none if the search has ended before
   */
  List<ProcessHandle> family(Process search, Path pids) throws IOException {
    while (search.isAlive() && !(Files.exists(pids) && Files.readString(pids).endsWith("\n"))) {
      pause(50);
    }
    return search.isAlive()
        ? Stream.of(Files.readString(pids).strip().split(" "))
            .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
            .toList()
        : List.of();
  }

  /** Kills -9 the executor that started a process. */
  void killExecutorOf(ProcessHandle command) {
    workerOf(command); // Nothing else is killed.
    command.parent().orElseThrow().destroyForcibly();
  }

  /**
   * Kills -9 the worker whose executor started a process, and leaves the executor to itself.
   *
   * @return the worker
   */
  String killWorkerOf(ProcessHandle command) {
    String worker = workerOf(command);
    process(worker).orElseThrow().destroyForcibly();
    return worker;
  }

  private String workerOf(ProcessHandle command) {
    ProcessHandle executor = command.parent().orElseThrow();
    return WORKERS.stream()
        .filter(worker -> executors(worker).anyMatch(executor::equals))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(executor + " is no executor of this cluster"));
  }

  /** Starts a worker that was killed, as a cluster's manager does. */
  void startAgain(String worker) throws IOException {
    run("worker", folder.toString(), worker);
  }

  /** Waits for processes to end; returns those that have not after so many seconds. */
  static List<ProcessHandle> leftAfter(int seconds, List<ProcessHandle> processes) {
    List<ProcessHandle> left = processes;
    for (int tenth = 0; tenth < 10 * seconds && !left.isEmpty(); tenth++) {
      pause(100);
      left = left.stream().filter(ProcessHandle::isAlive).toList();
    }
    return left;
  }

  private interface Killer {
    void kill(String worker) throws IOException;
  }

  private int killInEveryGeneration(Process search, Path history, SearchId id, Killer killer)
      throws IOException {
    int killed = 0;
    while (search.isAlive()) {
      pause(100);
      // The first dies in its first training: an executor that has no task yet is no loss.
      boolean trains =
          killed > 0 || executors(WORKERS.get(0)).anyMatch(StandaloneCluster::hasLoadedNd4j);
      if (trains && committed(history, id) >= killed) {
        pause(300);
        if (search.isAlive()) {
          killer.kill(WORKERS.get(killed % WORKERS.size()));
          killed++;
        }
      }
    }
    return killed;
  }

  /** Natives are loaded by the first training, which then still has all its steps to do. */
  private static boolean hasLoadedNd4j(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", String.valueOf(process.pid()), "maps"))
          .contains("libnd4jcpu");
    } catch (IOException e) {
      return false; // it has just ended
    }
  }

  /** A worker with its executors: all of a host at once. */
  private void kill(String worker) {
    List<ProcessHandle> executors = executors(worker).toList();
    process(worker).ifPresent(ProcessHandle::destroyForcibly);
    executors.forEach(ProcessHandle::destroyForcibly);
  }

  private Stream<ProcessHandle> executors(String worker) {
    return process(worker).stream().flatMap(ProcessHandle::descendants);
  }

  private Optional<ProcessHandle> process(String worker) {
    try {
      return ProcessHandle.of(
          Long.parseLong(Files.readString(folder.resolve(worker + ".pid")).strip()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Generations. */
  private static int committed(Path history, SearchId id) {
    return History.open(new Configuration(), history.toString())
            .find(id)
            .map(StoredSearch::lastGeneration)
            .orElse(OptionalInt.empty())
            .orElse(-1)
        + 1;
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static int waitFor(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    run("stop", folder.toString());
  }
}
