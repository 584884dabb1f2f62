package io.edgewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No command is run because a settings file says so. */
class AllowCommandsTest {

  @TempDir private Path folder;

  private Path settings(String more) throws IOException {
    return Files.writeString(folder.resolve("mine.conf"), "search.history = runs\n" + more);
  }

  private static CommandLineRun run(String command, Path file) {
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    words.add(file.toString());
    return CommandLineRun.edgewise(1, words.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"search", "plan", "nightly", "proxy-check --networks 4 --config"})
  void aFileThatAsksForOneIsRefused(String command) throws IOException {
    Path ran = folder.resolve("ran");
    Path file =
        settings("proxy { trainer = command, command = [touch, " + ran + ", \"{result.json}\"] }");

    CommandLineRun run = run(command, file);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains(
            file + ": 2 mistakes",
            "  proxy.trainer: is command, which runs touch "
                + ran
                + " {result.json}; allowed only with --allow-commands on the command line, if you"
                + " trust this file",
            "  nightly.full-training.proxy.trainer: is command");
    assertThat(ran).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"search", "plan", "nightly", "proxy-check --networks 4 --config"})
  void soIsAFileThatHasADeviceAsked(String command) throws IOException {
    Path ran = folder.resolve("ran");
    Path file = settings("latency.command = [touch, " + ran + ", \"{tflite}\"]");

    CommandLineRun run = run(command, file);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains(
            "  latency.command: runs touch "
                + ran
                + " {tflite}; allowed only with --allow-commands on the command line, if you trust"
                + " this file");
    assertThat(ran).doesNotExist();
  }

  @Test
  void whatIsSaidOfADeviceIsChecked() throws IOException {
    Path file =
        settings(
            "latency { command = [measure, \"{onnx}\"], resource = Edge TPU, measure = 0,"
                + " retries = -1 }");

    CommandLineRun run = CommandLineRun.edgewise(1, "search", "--allow-commands", file.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains(
            "latency.retries: is -1; allowed is a whole number from 0 to 100",
            "latency.measure: is 0; allowed is a whole number from 1 to 1000",
            "latency.resource: is Edge TPU; allowed is none, or the name of a resource of Spark's"
                + " in lower case, such as edgetpu",
            "latency.command: has {onnx}; allowed in braces is architecture, device, tflite",
            "latency.command: does not say {tflite}, the file that is to be measured");
    CommandLineRun nothing =
        CommandLineRun.edgewise(1, "search", settings("latency.recalibrate = true").toString());
    assertThat(nothing.err())
        .contains(
            "latency.recalibrate: is true, but there is no latency.command whose measurements it"
                + " could follow; allowed is false");
  }

  @Test
  void oneDeviceIsNotSeveralAccelerators() throws IOException {
    Path file =
        settings(
            "accelerators = [coral-usb, coral-usb2]\nlatency.command = [measure, \"{tflite}\"]");

    CommandLineRun run = CommandLineRun.edgewise(1, "search", "--allow-commands", file.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains(
            "latency.command: measures one device, but the search has the accelerators coral-usb,"
                + " coral-usb2; allowed is [] with several");
  }

  @Test
  void aResourceThatNoExecutorHasIsAMistakeAndNoSearchThatWaitsForIt() throws IOException {
    Path file =
        settings(
            "search.generations = 1\nlatency { command = [measure, \"{tflite}\"], resource ="
                + " edgetpu }");

    CommandLineRun run = CommandLineRun.edgewise(1, "search", "--allow-commands", file.toString());

    assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
    assertThat(run.err())
        .contains(
            "latency.resource: is edgetpu, but spark.executor.resource.edgetpu.amount is not set;"
                + " allowed is a resource that executors have, or none for a device at the driver");
    assertThat(folder.resolve("runs")).doesNotExist();
  }

  @Test
  void aCommandThatCannotBeRunIsRefusedWithIt() throws IOException {
    Path file = settings("proxy { trainer = command, command = [train, \"{result}\"] }");

    CommandLineRun run = CommandLineRun.edgewise(1, "search", "--allow-commands", file.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains(
            "proxy.command: has {result}; allowed in braces is batch-size, checkpoints, data,"
                + " epochs, from-epoch, learning-rate, network.json, network.py, resolution,"
                + " result.json, seed, to-epoch",
            "proxy.command: does not say {result.json}, the file that the accuracy is read from");
  }

  @Test
  void trainersThatNeedAKeyMissIt() throws IOException {
    CommandLineRun command =
        CommandLineRun.edgewise(1, "search", settings("proxy.trainer = command").toString());
    assertThat(command.err())
        .contains(
            "proxy.command: missing; allowed with trainer = command is a list of a program and its"
                + " arguments, such as [\"python3\", \"train.py\", …]");
    CommandLineRun table =
        CommandLineRun.edgewise(
            1, "search", settings("proxy { trainer = table, halving.enabled = true }").toString());
    assertThat(table.err())
        .contains(
            "proxy.table: missing; allowed with trainer = table is the CSV file or Parquet of finished"
                + " trainings",
            "proxy.halving.enabled: is true, but proxy.trainer = table knows finished trainings"
                + " only");
  }
}
