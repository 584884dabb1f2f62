package io.edgewise.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.edgewise.jobs.history.HistoryException;
import io.edgewise.sim.settings.SettingsException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import javax.security.auth.login.LoginException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** These tests say how a command ends whose work fails, and what its user is told. */
final class FaultsTest {

  @Command(name = "work")
  static final class Work implements Callable<Integer> {

    @Option(names = "--verbose")
    private boolean verbose;

    private final Supplier<? extends Throwable> failure;

    Work(Supplier<? extends Throwable> failure) {
      this.failure = failure;
    }

    @Override
    public Integer call() throws Exception {
      Throwable thrown = failure.get();
      if (thrown instanceof Error error) {
        throw error;
      }
      throw (Exception) thrown;
    }
  }

  /** Returns what Hadoop throws when it writes to a disk that is full, as /dev/full always is. */
  private static Throwable fullDisk() {
    return catchThrowableOfType(
        FSError.class,
        () -> {
          RawLocalFileSystem files = new RawLocalFileSystem();
          files.initialize(URI.create("file:///"), new Configuration(false));
          try (FSDataOutputStream out = files.create(new Path("/dev/full"))) {
            out.write(1);
          }
        });
  }

  private record End(int code, String err) {}

  private static End end(Supplier<? extends Throwable> failure, String... args) {
    StringWriter err = new StringWriter();
    int code =
        new CommandLine(new Work(failure))
            .setErr(new PrintWriter(err))
            .setExecutionStrategy(Faults::withErrors)
            .setExecutionExceptionHandler(new Faults())
            .execute(args);
    return new End(code, err.toString());
  }

  @Test
  void aWrongInputIsTold() {
    assertThat(end(() -> new SettingsException("a.conf", List.of("is wrong"))).code()).isEqualTo(2);
    assertThat(end(() -> new HistoryException("no history at /nowhere")))
        .isEqualTo(new End(2, "edgewise: no history at /nowhere\n"));
  }

  @Test
  void aFullDiskIsTheMachinesWhoeverMeetsIt() {
    IOException full = new IOException("No space left on device");
    assertThat(end(() -> new HistoryException("cannot write /h/x: No space left on device", full)))
        .isEqualTo(
            new End(
                70,
                "edgewise: work: cannot write /h/x: No space left on device; make room there and"
                    + " run the same command again\n"));
    assertThat(end(FaultsTest::fullDisk))
        .isEqualTo(
            new End(
                70,
                "edgewise: work: java.io.IOException: No space left on device; make room there and"
                    + " run the same command again\n"));
  }

  @Test
  void memoryThatDoesNotSufficeIsTold() {
    assertThat(end(() -> new OutOfMemoryError("Java heap space")))
        .isEqualTo(
            new End(
                70,
                "edgewise: work: not enough memory (Java heap space); raise EDGEWISE_MEMORY, or the memory of driver and executors with spark-submit\n"));
  }

  @Test
  void aLibraryThatCannotBeLoadedIsToldThroughTheErrorsThatFollowFromIt() {
    End end =
        end(
            () ->
                new ExceptionInInitializerError(
                    new UnsatisfiedLinkError("/tmp/libnd4j.so: failed to map segment")));
    assertThat(end.code()).isEqualTo(70);
    assertThat(end.err())
        .isEqualTo(
            "edgewise: work: a native library cannot be loaded (/tmp/libnd4j.so: failed to map"
                + " segment); libraries are unpacked into the temporary folder and ~/.javacpp,"
                + " which must not be mounted noexec: name others by"
                + " JAVA_TOOL_OPTIONS=\"-Djava.io.tmpdir=DIR"
                + " -Dorg.bytedeco.javacpp.cachedir=DIR\"\n");
  }

  @Test
  void aMachineWithoutANameAndAUserWithoutOneAreTold() {
    assertThat(end(() -> new UncheckedIOException(new UnknownHostException("box: unknown"))).err())
        .isEqualTo(
            "edgewise: work: no address is known of a host (box: unknown); if it is this machine,"
                + " set SPARK_LOCAL_IP=127.0.0.1, or add it to /etc/hosts\n");
    assertThat(end(() -> new IOException("login", new LoginException("null name"))).err())
        .isEqualTo(
            "edgewise: work: Hadoop does not know who runs this (null name); give the user id a"
                + " name in /etc/passwd\n");
  }

  @Test
  void aHostThatAnInputNamesIsAWrongInput() {
    UnknownHostException unknown = new UnknownHostException("nohost");
    assertThat(end(() -> new HistoryException("history root hdfs://nohost/x: nohost", unknown)))
        .isEqualTo(new End(2, "edgewise: history root hdfs://nohost/x: nohost\n"));
  }

  @Test
  void aFaultIsOneLineThatNamesTheFileOfItsTrace() throws IOException {
    End end = end(() -> new IllegalStateException("two\nlines"));
    assertThat(end.code()).isEqualTo(70);
    assertThat(end.err())
        .matches("edgewise: work: IllegalStateException: two; where it happened is told in \\S+\n");
    java.nio.file.Path trace = java.nio.file.Path.of(end.err().strip().replaceFirst(".* ", ""));
    assertThat(Files.readString(trace)).contains("IllegalStateException: two").contains("at io.");
    Files.delete(trace);
  }

  @Test
  void aTraceIsPrintedOnlyIfItIsAskedFor() {
    assertThat(end(() -> new AssertionError("odd"), "--verbose").err())
        .startsWith("edgewise: work: AssertionError: odd\njava.lang.AssertionError: odd\n\tat io.");
  }
}
