package io.edgewise.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.jobs.console.ExitCode;
import io.edgewise.jobs.files.FaultyDisk;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * One call to the disk fails while a command writes its result, whichever: the command is done, or
 * says that the disk is at fault and leaves the file as it was, and nothing beside it.
 */
final class FaultyOutputOfCommandsTest {

  private static final String OLD = "of yesterday\n";

  @TempDir private Path folder;
  private Path measured;

  @BeforeEach
  void measurements() throws IOException {
    System.setProperty("spark.master", "local[1]");
    System.setProperty("spark.ui.enabled", "false");
    System.setProperty("spark.driver.host", "127.0.0.1");
    measured =
        Files.writeString(
            folder.resolve("measured.csv"),
            "network,latency_ms\nmobilenet-v1-0.25@128,0.5\nmobilenet-v1-0.5@128,0.6\n"
                + "mobilenet-v1-0.75@128,0.8\nmobilenet-v1-1.0@128,1.1\n");
  }

  @Test
  void predictionsOfAValidationAreWholeOrAsTheyWere() throws IOException {
    Path file = folder.resolve("predictions.csv");
    holdsFor(
        ValidateCommand::new,
        file,
        "--measurements=" + measured,
        "--accelerator=coral-usb",
        "--predictions=" + file);
  }

  @Test
  void aCalibratedAcceleratorIsWholeOrAsItWas() throws IOException {
    Path file = folder.resolve("mine.conf");
    holdsFor(
        CalibrateCommand::new,
        file,
        "--measurements=" + measured,
        "--accelerator=coral-usb",
        "--fit=host.fixed-micros",
        "--out=" + file);
  }

  private void holdsFor(Supplier<Callable<Integer>> command, Path file, String... args)
      throws IOException {
    Files.writeString(file, OLD);
    FaultyDisk undisturbed = new FaultyDisk(-1);
    assertThat(run(undisturbed, command.get(), file, args).code()).isEqualTo(ExitCode.OK);
    String whole = Files.readString(file);
    assertThat(whole).isNotEqualTo(OLD);
    assertThat(undisturbed.calls()).isGreaterThan(5);
    for (long call = 0; call < undisturbed.calls(); call++) {
      Files.writeString(file, OLD);
      Run run = run(new FaultyDisk(call), command.get(), file, args);
      assertThat(Files.readString(file))
          .as("call %d: %s", call, run)
          .isEqualTo(run.code() == ExitCode.OK ? whole : OLD);
      if (run.code() != ExitCode.OK) {
        assertThat(run.code())
            .as("call %d: %s", call, run)
            .isIn(ExitCode.BAD_INPUT, ExitCode.FAULT);
        assertThat(run.err()).contains(file.toString()).doesNotContain("\tat ", "not your input");
      }
      assertThat(names()).as("call %d", call).containsExactly(fileNames(file));
    }
  }

  private String[] fileNames(Path file) {
    return Stream.of(measured, file)
        .map(f -> f.getFileName().toString())
        .sorted()
        .toArray(String[]::new);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** The end of a command, and what it said. */
  private record Run(int code, String err) {}

  /** Runs a command whose output lies on that disk. */
  private static Run run(FaultyDisk disk, Callable<Integer> command, Path file, String... args) {
    StringWriter err = new StringWriter();
    PrintStream out = System.out;
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
    try {
      int code = execute(disk, command, file, err, args);
      return new Run(code, err.toString());
    } finally {
      System.setOut(out);
    }
  }

  private static int execute(
      FaultyDisk disk, Callable<Integer> command, Path file, StringWriter err, String... args) {
    return new CommandLine(command)
        .registerConverter(
            Path.class, text -> text.equals(file.toString()) ? disk.path(file) : Path.of(text))
        .setErr(new PrintWriter(err, true))
        .setExecutionStrategy(Faults::withErrors)
        .setExecutionExceptionHandler(new Faults())
        .execute(args);
  }
}
