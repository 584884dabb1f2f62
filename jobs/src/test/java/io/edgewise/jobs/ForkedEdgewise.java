package io.edgewise.jobs;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** One command in a JVM of its own, with the classes of this one: it can be killed. */
final class ForkedEdgewise {

  private ForkedEdgewise() {}

  /**
   * Starts a command on an embedded Spark of two cores.
   *
   * @param log takes what it prints
   * @param options of its JVM, beside those of this one
   */
  static Process start(Path log, List<String> options, String... words) throws IOException {
    return startWithout("", log, options, words);
  }

  /**
   * Starts it without some of the jars of this JVM.
   *
   * @param jars the beginning of their names; of none if it is empty
   */
  static Process startWithout(String jars, Path log, List<String> options, String... words)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    command.addAll(
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(
                option ->
                    option.startsWith("--add-opens")
                        || option.startsWith("-Dorg.bytedeco")
                        || option.startsWith("-Xmx"))
            .toList());
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1", // A second compiler would take the seconds it lives.
            "-Dspark.master=local[2]",
            "-Dspark.ui.enabled=false",
            "-Dspark.driver.host=127.0.0.1"));
    command.addAll(options);
    command.add("-cp");
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    command.add(
        Arrays.stream(all.split(File.pathSeparator, -1))
            .filter(
                jar -> jars.isEmpty() || !Path.of(jar).getFileName().toString().startsWith(jars))
            .collect(Collectors.joining(File.pathSeparator)));
    command.add("io.edgewise.jobs.Main");
    command.addAll(List.of(words));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  /**
   * Kills a command, with kill -9, as soon as it has come so far.
   *
   * @return whether it was still running
   */
  static boolean killAt(Process process, BooleanSupplier soFar) throws InterruptedException {
    while (process.isAlive() && !soFar.getAsBoolean()) {
      Thread.sleep(5);
    }
    boolean running = process.isAlive();
    process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
    return running;
  }
}
