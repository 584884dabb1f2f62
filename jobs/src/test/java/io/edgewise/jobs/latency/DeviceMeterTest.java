package io.edgewise.jobs.latency;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.jobs.process.Command;
import io.edgewise.search.lowering.DeployView;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.file.SearchSpaceFile;
import io.edgewise.search.trial.DeviceLatency;
import io.edgewise.search.trial.DeviceLatency.Timed;
import io.edgewise.search.trial.DeviceLatency.Untimed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A command measures, or leaves its network a reason; it leaves nothing behind. */
@EnabledOnOs(OS.LINUX)
class DeviceMeterTest {

  private static final Architecture NETWORK = SearchSpaceFile.find("efficientnet-edgetpu").first();
  private static final DeployView VIEW = new DeployView(32, 3, 10);

  @TempDir private Path folder;

  private static DeviceLatency measure(int retries, List<String> words) {
    LatencyCommand command = new LatencyCommand(new Command(words), 1000, 30_000_000, retries);
    return new DeviceMeter(command, VIEW).measure(NETWORK, List.of(), () -> false);
  }

  /** The script's one argument is the file. */
  private static DeviceLatency measure(String script) {
    return measure(0, List.of("sh", "-c", script, "measure", "{tflite}"));
  }

  /** 4 and 2 are the middle of five; a quarter of the way is 2.5, three quarters 4.5. */
  @Test
  void theMedianAndTheSpreadOfItsLinesAreKept() {
    assertThat(measure("echo warming up; echo 4.5; echo 2; echo '3.5 ms'; echo 2.5ms; echo 1e1"))
        .isEqualTo(new Timed(3.5, 2.0, 5));
    assertThat(measure("printf 7.25")).isEqualTo(new Timed(7.25, Double.NaN, 1));
  }

  @Test
  void itGetsTheNetworkAsAFileInAFolderOfItsOwnAndTheDevicesThatAreItsOwn() throws IOException {
    Path seen = folder.resolve("seen");
    LatencyCommand command =
        new LatencyCommand(
            new Command(
                List.of(
                    "sh",
                    "-c",
                    "env > "
                        + seen
                        + "; echo $# \"$@\" >> "
                        + seen
                        + "; dd if=$1 bs=1 skip=4 count=4 >> "
                        + seen
                        + "; echo 1",
                    "measure",
                    "{tflite}",
                    "of {architecture} on {device}")),
            10_000,
            1L << 30,
            0);

    DeviceLatency latency =
        new DeviceMeter(command, VIEW).measure(NETWORK, List.of("usb:0", "usb:1"), () -> false);

    assertThat(latency).isEqualTo(new Timed(1, Double.NaN, 1));
    String text = Files.readString(seen);
    assertThat(text)
        .contains("EDGEWISE_DEVICE=usb:0,usb:1\n")
        .containsPattern(
            "\n2 /\\S+/edgewise-commands-\\S+/network.tflite of "
                + NETWORK.id().hex()
                + " on usb:0,usb:1\n")
        .contains("TFL3")
        .doesNotContain("JAVA_HOME");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          exit 3                          | gave-up    | exit code 3
          echo 5; exit 3                  | gave-up    | exit code 3; it last printed: 5
          echo no device found            | no-latency | printed no milliseconds; it last printed: no device found
          true                            | no-latency | printed no milliseconds
          echo NaN; sleep 300             | no-latency | printed NaN; allowed are milliseconds from 0.0001 to 1,000,000; it last printed: NaN
          echo inf                        | no-latency | printed inf; allowed are milliseconds from 0.0001 to 1,000,000; it last printed: inf
          echo -5                         | no-latency | printed -5; allowed are milliseconds from 0.0001 to 1,000,000; it last printed: -5
          echo 0                          | no-latency | printed 0; allowed are milliseconds from 0.0001 to 1,000,000; it last printed: 0
          echo 3e9 ms                     | no-latency | printed 3e9 ms; allowed are milliseconds from 0.0001 to 1,000,000; it last printed: 3e9 ms
          head -c 3000000000 /dev/zero    | no-latency | printed more than 1 MB
          echo 5; sleep 300               | timed-out  | limit 1000 ms; it last printed: 5
          sleep 300 & setsid sleep 300    | timed-out  | limit 1000 ms
          kill -9 $$                      | gave-up    | ended by signal 9
          """)
  void whateverGoesWrongIsAReason(String script, String reason, String detail) {
    assertThat(measure(script)).isEqualTo(new Untimed(reason, detail));
  }

  @Test
  void soIsAProgramThatIsNotThere() {
    Untimed untimed = (Untimed) measure(9, List.of(folder.resolve("none") + "", "{tflite}"));

    assertThat(untimed.reason()).isEqualTo("not-started");
    assertThat(untimed.detail()).startsWith("Cannot run program \"" + folder.resolve("none"));
  }

  @Test
  void memoryBeyondTheLimitEndsIt() {
    LatencyCommand command =
        new LatencyCommand(
            new Command(
                List.of("sh", "-c", "x=$(head -c 60000000 /dev/zero | tr '\\0' x); sleep 300")),
            100_000,
            30_000_000,
            0);

    assertThat(new DeviceMeter(command, VIEW).measure(NETWORK, List.of(), () -> false))
        .isInstanceOfSatisfying(
            Untimed.class,
            untimed -> {
              assertThat(untimed.reason()).isEqualTo("out-of-memory");
              assertThat(untimed.detail()).endsWith(" MB, the limit is 28 MB");
            });
  }

  @Test
  void whatItForkedIsEndedWithIt() throws IOException {
    Path pid = folder.resolve("pid");
    DeviceLatency latency =
        measure("(setsid sleep 300 > /dev/null & echo $! > " + pid + "); echo 5");

    assertThat(latency).isEqualTo(new Timed(5, Double.NaN, 1));
    assertThat(
            ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                .filter(process -> process.isAlive() && process.info().command().isPresent()))
        .isEmpty();
  }

  @Test
  void aDeviceThatAnswersTheSecondTimeIsAskedASecondTime() {
    String script =
        "echo >> "
            + folder.resolve("asked")
            + "; [ $(wc -l < "
            + folder.resolve("asked")
            + ") = 2 ] && echo 5";
    List<String> words = List.of("sh", "-c", script, "measure", "{tflite}");

    assertThat(measure(1, words)).isEqualTo(new Timed(5, Double.NaN, 1));
  }
}
