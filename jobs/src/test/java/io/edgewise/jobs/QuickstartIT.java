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
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The first generation of the quickstart, held against what version 0.1.0 (commit 3f5f050) wrote: a
 * redesign changes no trial.
 */
class QuickstartIT {

  /** The search file as users start it. */
  private static final Path CONFIG = Path.of("../conf/quickstart.conf");

  @TempDir private static Path folder;
  private static List<JsonNode> rows;

  /**
   * A proposal is what is simulated, and what a training starts from; it is plain arithmetic, the
   * same everywhere.
   */
  private record Proposed(
      int candidate,
      String architecture,
      String status,
      double latencyMillis,
      long cycles,
      long macs,
      long parameters,
      long residentBytes,
      long narrowBytes) {}

  /**
   * A trained network is what a training came to, on a processor with AVX-512: OpenBLAS takes its
   * kernels by that.
   */
  private record Trained(
      int candidate, long seed, long proxyMacs, double accuracy, double loss, double reward) {}

  private static final List<Proposed> PROPOSED =
      List.of(
          new Proposed(
              0,
              "0cbd8cb72947119c",
              "measured",
              3.7722199999999995,
              1278703,
              972793856,
              5885904,
              6688640,
              102984),
          new Proposed(
              1,
              "c3e41befcb833395",
              "infeasible",
              16.128771999999998,
              4145246,
              3520400384L,
              12767432,
              6553600,
              98816),
          new Proposed(
              2,
              "b491a38347a9e15a",
              "measured",
              4.0036059999999996,
              897029,
              538288640,
              4973568,
              6252800,
              173568),
          new Proposed(
              3,
              "e1308ff56c82900e",
              "infeasible",
              11.137322000000001,
              7709382,
              6782212096L,
              2969016,
              3282176,
              196608),
          new Proposed(
              4,
              "f053bba11271cb08",
              "measured",
              3.7578979999999995,
              994811,
              625142512,
              4448720,
              5541504,
              88008),
          new Proposed(
              5,
              "4108eebb005e219b",
              "measured",
              3.3537460000000006,
              2363014,
              2087879536,
              3101784,
              3407104,
              158208),
          new Proposed(
              6,
              "d5bdd324b4f588ed",
              "infeasible",
              6.376424,
              2883757,
              2403067136L,
              8409032,
              6553600,
              134496),
          new Proposed(
              7,
              "b6dd5de1a2928abe",
              "infeasible",
              16.37734,
              4852125,
              4464283496L,
              12944176,
              6553600,
              136388));

  private static final List<Trained> TRAINED =
      List.of(
          new Trained(
              0, -5653703133376969021L, 4752864, 0.28, 2.0974311339855194, 0.30557760082617286),
          new Trained(
              2, 2086163135720482291L, 2726528, 0.218125, 2.2267272377014162, 0.24154489717087893),
          new Trained(
              4, 9021294660820647873L, 2818880, 0.3, 2.1058644288778305, 0.32605748550304864),
          new Trained(
              5, 2506034031350721966L, 4496288, 0.229375, 2.257360326051712, 0.25587769226576035));

  @BeforeAll
  static void searches() throws IOException {
    CommandLineRun search =
        CommandLineRun.edgewise(
            2, TinySearch.args(CONFIG, folder.resolve("runs"), "search.generations=1"));
    assertThat(search.exitCode()).as(search.err()).isEqualTo(ExitCode.OK);
    CommandLineRun export =
        CommandLineRun.edgewise(
            1,
            "history",
            "export",
            "quickstart",
            "--format",
            "json",
            "--history",
            folder.resolve("runs").toString());
    assertThat(export.exitCode()).as(export.err()).isEqualTo(ExitCode.OK);
    rows = new ArrayList<>();
    for (String line : export.out().lines().toList()) {
      rows.add(new JsonMapper().readTree(line));
    }
  }

  @Test
  @DisplayName("the same networks are proposed, simulated and rejected, to the last digit")
  void theSameIsProposed() {
    assertThat(rows)
        .extracting(
            row ->
                new Proposed(
                    row.path("candidate").asInt(),
                    row.path("architecture_id").asText(),
                    row.path("status").asText(),
                    row.path("latency_ms").asDouble(),
                    row.path("cycles").asLong(),
                    row.path("macs").asLong(),
                    row.path("parameters").asLong(),
                    row.path("cached_parameter_bytes").asLong(),
                    row.path("narrow_memory_bytes_per_tile").asLong()))
        .containsExactlyElementsOf(PROPOSED);
  }

  @Test
  @DisplayName("the same trainings give the same accuracies, losses and rewards")
  void theSameIsTrained() throws IOException {
    double exact = 0;
    double other = 0.05; // Another kind of processor rounds differently from the first step on.
    double tolerance =
        Files.readString(Path.of("/proc/cpuinfo")).contains("avx512") ? exact : other;
    for (Trained expected : TRAINED) {
      JsonNode row = rows.get(expected.candidate());
      assertThat(row.path("seed").asLong()).isEqualTo(expected.seed());
      assertThat(row.path("proxy_macs").asLong()).isEqualTo(expected.proxyMacs());
      assertThat(row.path("accuracy").asDouble()).isCloseTo(expected.accuracy(), within(tolerance));
      assertThat(row.path("epoch_losses").path(0).asDouble())
          .isCloseTo(expected.loss(), within(tolerance));
      assertThat(row.path("reward").asDouble()).isCloseTo(expected.reward(), within(tolerance));
    }
  }
}
