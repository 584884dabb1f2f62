package io.edgewise.jobs;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts {@code edgewise search} in a JVM of its own, quickly: from an archive of loaded classes.
 */
final class SearchProcess {

  private final Path folder;
  private final Path config;
  private final Path archive;

  /**
   * @param folder takes the logs and the archive
   */
  SearchProcess(Path folder, Path config) {
    this.folder = folder;
    this.config = config;
    this.archive = folder.resolve("classes.jsa");
  }

  /** Runs the search once and writes the archive at its end. */
  void prepare(Path history) throws IOException {
    int code = StandaloneCluster.waitFor(start(history, "-XX:ArchiveClassesAtExit=" + archive));
    if (code != 0) {
      throw new IOException("a search ended with " + code + ":\n" + Files.readString(log(history)));
    }
  }

  Process start(Path history) throws IOException {
    return start(history, "-XX:SharedArchiveFile=" + archive);
  }

  private Process start(Path history, String archiving) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(
        List.of(
            "-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xlog:cds=off", archiving));
    String repository = System.getProperty("edgewise.repository");
    command.addAll(
        List.of(
            "-cp",
            repository + "/jobs/target/edgewise.jar:" + repository + "/jobs/target/spark/*"));
    command.add("io.edgewise.jobs.Main");
    command.addAll(List.of(TinySearch.args(config, history)));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log(history).toFile()))
        .start();
  }

  private Path log(Path history) {
    return folder.resolve(history.getFileName() + ".log");
  }
}
