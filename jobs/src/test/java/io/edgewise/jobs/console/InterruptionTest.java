package io.edgewise.jobs.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ends by signals, of processes of their own. */
final class InterruptionTest {

  /** Work that waits for ever, and puts in order what it was interrupted at. */
  static final class Waiting {
    public static void main(String[] args) {
      Interruption.takeSignals();
      try {
        Interruption.orderly(Console.system(), () -> await(args[0].equals("stubborn")));
      } catch (StoppedException e) {
        // Told; the command line says nothing more either.
      }
    }

    private static int await(boolean stubborn) {
      System.out.println("waits");
      do {
        try {
          Thread.sleep(60_000);
        } catch (InterruptedException e) {
          System.out.println("interrupted, end under way: " + Interruption.isUnderway());
          if (!stubborn) {
            throw new StoppedException("stopped after 3 of 7", e);
          }
        }
      } while (stubborn);
      return 0;
    }
  }

  /** The numbers of signal(7), on every processor that Linux runs on. */
  private static final Map<String, Integer> NUMBERS = Map.of("HUP", 1, "INT", 2, "TERM", 15);

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
  void endsInOrderWithTheSignalsCodeAndOneLine(String signal, int code) throws Exception {
    Process process = start("obedient", signal);
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).isEqualTo("waits");
      kill(process, signal);
      assertThat(out.readLine()).isEqualTo("interrupted, end under way: true");
      assertThat(process.waitFor()).isEqualTo(code);
      assertThat(err.lines().collect(Collectors.toList())).containsExactly("stopped after 3 of 7");
    }
  }

  @Test
  void endsAtOnceOnASecondSignal() throws Exception {
    Process process = start("stubborn", "INT");
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).isEqualTo("waits");
      kill(process, "INT");
      assertThat(out.readLine()).isEqualTo("interrupted, end under way: true");
      kill(process, "INT");
      assertThat(process.waitFor()).isEqualTo(130);
      assertThat(out.readLine()).isNull();
    }
  }

  @Test
  void isNotUnderwayInAProcessThatLives() {
    assertThat(Interruption.isUnderway()).isFalse();
  }

  @Test
  void leavesWorkThatEndsByItselfAlone() {
    assertThat(Interruption.orderly(Console.system(), () -> 7)).isEqualTo(7);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  /** Starts a process that heeds a signal, unless whoever started this one had it ignored. */
  private static Process start(String manner, String signal) throws IOException {
    assumeThat(signals("SigIgn"))
        .as("SIG" + signal + " is ignored here, as in the background of a shell or under nohup")
        .doesNotContain(NUMBERS.get(signal));
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Waiting.class.getName(),
            manner)
        .start();
  }

  /** Returns the numbers of the signals of a mask in proc(5)'s status of this process. */
  private static List<Integer> signals(String mask) throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return List.of();
    }
    String line =
        Files.readAllLines(status).stream()
            .filter(l -> l.startsWith(mask))
            .findFirst()
            .orElseThrow();
    BitSet bits = BitSet.valueOf(new long[] {Long.parseUnsignedLong(line.split("\\s+")[1], 16)});
    return bits.stream().map(bit -> bit + 1).boxed().toList();
  }

  private static void kill(Process process, String signal) throws Exception {
    List<String> kill = List.of("sh", "-c", "kill -" + signal + " " + process.pid());
    assertThat(new ProcessBuilder(kill).start().waitFor()).isZero();
  }
}
