package io.edgewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.edgewise.jobs.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchSearchCommandTest {

  private static final String DIGITS = "[\"0\", \"1\", \"2\", \"3\", \"4\", \"5\", \"6\", \"7\"]";

  @TempDir private Path folder;
  private Path table;
  private Path space;

  /** Accuracy 100 - (a - 5)^2 - (b - 2)^2 at 1 + a + b ms, for a and b from 0 to 7. */
  @BeforeEach
  void squares() throws IOException {
    StringBuilder csv = new StringBuilder("arch,acc,ms\n");
    for (int a = 0; a < 8; a++) {
      for (int b = 0; b < 8; b++) {
        int accuracy = 100 - (a - 5) * (a - 5) - (b - 2) * (b - 2);
        csv.append(a + "-" + b + "," + accuracy + "," + (1 + a + b) + "\n");
      }
    }
    table = Files.writeString(folder.resolve("squares.csv"), csv);
    space =
        Files.writeString(
            folder.resolve("squares.conf"),
            "name = squares\nfamily = table\npattern = \"{a}-{b}\"\ndecisions = [{ name = a, options = "
                + DIGITS
                + " }, { name = b, options = "
                + DIGITS
                + " }]");
  }

  @Test
  void printsAMedianAndItsIntervalForEachController() {
    CommandLineRun run = bench("--controllers", "bayes,random", "--seeds", "4");
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
    assertThat(run.out())
        .contains("squares.csv: 64 networks, best acc 100.00; 4 seeds")
        .containsPattern("bayes +\\d+ \\[\\d+, \\d+\\]")
        .contains("regret after")
        .doesNotContain("hypervolume");
  }

  @Test
  void printsJsonForPrograms() throws IOException {
    CommandLineRun run =
        bench("--controllers", "random,bayes", "--seeds", "4", "--latency", "ms", "--json");
    JsonNode root = new JsonMapper().readTree(run.out());
    assertThat(root.get("table").asText()).isEqualTo("squares.csv");
    assertThat(root.get("objective").asText()).isEqualTo("acc");
    assertThat(root.get("seeds").asInt()).isEqualTo(4);
    JsonNode random = root.get("controllers").get(0);
    assertThat(random.get("name").asText()).isEqualTo("random");
    assertThat(random.has("median_to_0.5")).isTrue();
    assertThat(random.has("median_to_0.1")).isTrue();
    assertThat(random.get("regret").get("50").asDouble()).isNotNegative();
    assertThat(random.get("infeasible_share").asDouble()).isZero();
    JsonNode bayes = root.get("controllers").get(1);
    assertThat(bayes.get("regret").get("50").asDouble()).isCloseTo(0, within(1e-9));
  }

  @Test
  void aMedianThatIsNotReachedIsNull() throws IOException {
    CommandLineRun run =
        bench("--controllers", "random", "--seeds", "3", "--budget", "1", "--json");
    JsonNode random = new JsonMapper().readTree(run.out()).get("controllers").get(0);
    assertThat(random.get("median_to_0.1").isNull()).isTrue();
    assertThat(random.get("regret").isEmpty()).isTrue();
  }

  @Test
  void drawsTheCurves() throws IOException {
    Path png = folder.resolve("curves.png");
    bench("--controllers", "random", "--seeds", "2", "--chart", png.toString());
    assertThat(Files.readAllBytes(png)).startsWith(0x89, 'P', 'N', 'G');
  }

  @Test
  void sameSeedsSameNumbers() {
    String[] options = {"--controllers", "reinforce,evolution", "--seeds", "3", "--json"};
    assertThat(bench(options).out()).isEqualTo(bench(options).out());
  }

  @Test
  void refusesWhatItCannotUse() {
    assertBad(bench("--controllers", "bayess"), "controller.kind: is \"bayess\"");
    assertBad(bench("--limit", "3"), "--limit is 3.0; it must be used together with --latency");
    assertBad(bench("--latency", "ms", "--limit", "0.5"), "the fastest takes 1.0 ms");
    assertBad(bench("--latency", "millis"), "no column millis; it has arch, acc, ms");
    assertBad(bench("--pool", "1"), "--pool is 1; it must be at least --candidates = 2");
    assertBad(bench("--set", "controller.ppo.hiden=3"), "controller.ppo.hiden: unknown key");
    assertBad(
        CommandLineRun.edgewise(
            1, "bench-search", "--table", table.toString(), "--objective", "acc"),
        "line 2: column arch: cell 0-0: must be");
  }

  private static void assertBad(CommandLineRun run, String message) {
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains(message).doesNotContain("\tat ");
  }

  private CommandLineRun bench(String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "bench-search",
                "--table",
                table.toString(),
                "--objective",
                "acc",
                "--space",
                space.toString(),
                "--pool",
                "100",
                "--budget",
                "50"));
    // An option may be given once.
    for (String option : List.of("--pool", "--budget")) {
      if (Arrays.asList(more).contains(option)) {
        int at = args.indexOf(option);
        args.subList(at, at + 2).clear();
      }
    }
    args.addAll(Arrays.asList(more));
    return CommandLineRun.edgewise(1, args.toArray(String[]::new));
  }
}
