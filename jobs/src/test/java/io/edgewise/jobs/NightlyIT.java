package io.edgewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.edgewise.jobs.console.ExitCode;
import io.edgewise.jobs.history.History;
import io.edgewise.jobs.history.StoredSearch;
import io.edgewise.jobs.history.TrialRow;
import io.edgewise.search.trial.SearchId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nights of a search whose trainings take a fraction of a second. */
class NightlyIT {

  private static final String NIGHTLY =
      """
      search.generations = 2
      controller.kind = random
      nightly.full-training.proxy.epochs = 2
      """;

  @TempDir private Path folder;

  private CommandLineRun nightly(String... args) throws IOException {
    Path config = TinySearch.config(folder, NIGHTLY);
    List<String> all = new ArrayList<>(List.of("nightly", config.toString()));
    all.addAll(List.of("--set", "search.history=" + history()));
    all.addAll(Arrays.asList(args));
    return CommandLineRun.edgewise(2, all.toArray(String[]::new));
  }

  private CommandLineRun night(String date, String... settings) throws IOException {
    List<String> args = new ArrayList<>(List.of("--date", date));
    Stream.of(settings).forEach(setting -> args.addAll(List.of("--set", setting)));
    return nightly(args.toArray(String[]::new));
  }

  private Path history() {
    return folder.resolve("runs");
  }

  private Path file(String name) {
    return history().resolve("nightly/nightly").resolve(name);
  }

  private JsonNode json(String name) throws IOException {
    return new ObjectMapper().readTree(file(name).toFile());
  }

  private StoredSearch stored(String night) {
    return History.open(new Configuration(), history().toString()).search(new SearchId(night));
  }

  @Test
  @DisplayName("a first night makes a champion; the same date again trains nothing")
  void firstNight() throws IOException {
    CommandLineRun run = night("2026-11-23");

    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode report = json("nights/nightly-2026-11-23/report.json");
    JsonNode champion = json("champion.json");
    assertThat(report.path("trained").asInt()).isEqualTo(8);
    assertThat(report.path("promoted").asBoolean()).isTrue();
    assertThat(report.path("reason").asText()).isEqualTo("there was no champion");
    assertThat(champion.path("result").path("architecture"))
        .as("the best of the search by its reward")
        .isEqualTo(report.path("best").path(0).path("architecture"));
    assertThat(champion.path("result").path("accuracy").asDouble()).isBetween(0.0, 1.0);
    String markdown = Files.readString(file("nights/nightly-2026-11-23/report.md"));
    assertThat(run.out())
        .contains(markdown)
        .contains("files: file:" + file("nights/nightly-2026-11-23/report.md"));
    assertThat(markdown)
        .startsWith("# nightly-2026-11-23\n\n**New champion ")
        .contains("## Tried", "8 trained", "## Won", "## On the full training task")
        .contains("Aim: target 8.00 ms; limits: none.")
        .contains("## Won\nNew champion: " + champion.path("result").path("architecture").asText())
        .contains("## Failed\nNothing.", "There is no night before.");

    List<TrialRow> trials = stored("nightly-2026-11-23").trials().toList();
    CommandLineRun again = night("2026-11-23");
    assertThat(again.exitCode()).isZero();
    assertThat(again.err()).contains("nightly-2026-11-23 is done").doesNotContain("generation");
    assertThat(again.out()).contains(markdown);
    assertThat(stored("nightly-2026-11-23").trials()).isEqualTo(trials);
    assertThat(json("champion.json")).isEqualTo(champion);
  }

  @Test
  @DisplayName(
      "a later night learns from those before, trains nothing of theirs again, and meets the"
          + " champion on the full task")
  void secondNight() throws IOException {
    night("2026-11-23");
    CommandLineRun same = night("2026-11-24");
    assertThat(same.exitCode()).as(same.err()).isZero();
    JsonNode report = json("nights/nightly-2026-11-24/report.json");
    assertThat(report.path("learned_from").path(0).asText()).isEqualTo("nightly-2026-11-23");
    assertThat(report.path("trained").asInt()).as("the seed proposes the same again").isZero();
    assertThat(report.path("taken_over").asInt()).isEqualTo(8);
    assertThat(report.path("changes").path("new_on_front")).isEmpty();
    assertThat(report.path("changes").path("best_reward"))
        .isEqualTo(report.path("changes").path("best_reward_before"));

    String reigning = json("champion.json").path("night").asText();
    CommandLineRun other = night("2026-11-25", "search.seed=8");
    assertThat(other.exitCode()).as(other.err()).isZero();
    JsonNode third = json("nights/nightly-2026-11-25/report.json");
    assertThat(third.path("trained").asInt()).isPositive();
    assertThat(third.path("learned_from")).hasSize(2);
    assertThat(third.path("changes").path("settings").path(0).asText())
        .isEqualTo("search.seed: was 7, is 8");
    JsonNode full = third.path("full_training");
    assertThat(full).hasSize(2);
    assertThat(full.path(0).path("role").asText()).isEqualTo("finalist");
    assertThat(full.path(1).path("role").asText()).isEqualTo("champion");
    boolean better =
        full.path(0).path("reward").asDouble() > full.path(1).path("reward").asDouble();
    assertThat(third.path("promoted").asBoolean()).isEqualTo(better);
    assertThat(json("champion.json").path("night").asText())
        .isEqualTo(better ? "nightly-2026-11-25" : reigning);
    assertThat(third.path("champion").path("architecture"))
        .isEqualTo(full.path(better ? 0 : 1).path("architecture"));
  }

  @Test
  @DisplayName("a night that broke off between search and promotion, or after it, goes on there")
  void goesOn() throws IOException {
    night("2026-11-23");
    JsonNode report = json("nights/nightly-2026-11-23/report.json");
    JsonNode champion = json("champion.json");
    List<TrialRow> trials = stored("nightly-2026-11-23").trials().toList();

    Files.delete(file("nights/nightly-2026-11-23/report.json"));
    CommandLineRun afterPromotion = night("2026-11-23");
    assertThat(afterPromotion.exitCode()).as(afterPromotion.err()).isZero();
    assertSameNight(report, champion);

    Files.delete(file("nights/nightly-2026-11-23/report.json"));
    Files.delete(file("champion.json"));
    CommandLineRun beforePromotion = night("2026-11-23");
    assertThat(beforePromotion.exitCode()).as(beforePromotion.err()).isZero();
    assertThat(beforePromotion.err()).contains("all 2 generations are done");
    assertSameNight(report, champion);
    assertThat(stored("nightly-2026-11-23").trials()).isEqualTo(trials);
  }

  private void assertSameNight(JsonNode report, JsonNode champion) throws IOException {
    JsonNode again = json("nights/nightly-2026-11-23/report.json");
    for (String field : List.of("started_at", "best", "full_training", "promoted", "reason")) {
      assertThat(again.path(field)).as(field).isEqualTo(report.path(field));
    }
    assertThat(json("champion.json").path("result")).isEqualTo(champion.path("result"));
    assertThat(json("champion.json").path("previous")).isEqualTo(champion.path("previous"));
  }

  @Test
  @DisplayName("the check tells alarms whether a night was done lately; old nights are deleted")
  void isChecked() throws IOException {
    CommandLineRun none = nightly("--check");
    assertThat(none.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(none.out()).contains("stale: no night has ever measured a network");
    CommandLineRun nothing = nightly("--list");
    assertThat(nothing.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(nothing.out()).startsWith("no night of nightly in ");
    for (String date : List.of("2026-11-22", "2026-11-23", "2026-11-24")) {
      night(date, "nightly.keep=2", "search.generations=1");
    }
    CommandLineRun fresh = nightly("--check");
    assertThat(fresh.exitCode()).isZero();
    assertThat(fresh.out()).contains("fresh: the last good night, nightly-2026-11-24, was done 0.");
    CommandLineRun list = nightly("--list");
    assertThat(list.exitCode()).isZero();
    assertThat(list.out().lines().map(line -> line.replaceAll(" +", " ")))
        .hasSize(4)
        .anyMatch(line -> line.matches("nightly-2026-11-23 4 (new|stays) .*Z done"))
        .anyMatch(line -> line.matches("nightly-2026-11-24 4 (new|stays) .*Z done"))
        .anyMatch(line -> line.startsWith("champion "));
    CommandLineRun stale = nightly("--check", "--set", "nightly.fresh-for=1ms");
    assertThat(stale.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(stale.out()).contains("stale: the last good night");

    assertThat(History.open(new Configuration(), history().toString()).searches())
        .extracting(SearchId::value)
        .containsExactly("nightly-2026-11-23", "nightly-2026-11-24");
    assertThat(history().resolve("fronts/nightly-2026-11-22")).doesNotExist();
    assertThat(file("nights/nightly-2026-11-22/report.json")).as("reports stay").exists();
  }

  @Test
  @DisplayName("a night in which every training fails ends with 1 and says why")
  void aBadNight() throws IOException {
    CommandLineRun run =
        night(
            "2026-11-23", "search.generations=1", "proxy.resolution=1024", "proxy.batch-size=4096");
    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.out())
        .contains("**No champion**: the night measured no network.")
        .contains("Nothing was measured.")
        .contains("* 4 out-of-memory")
        .containsPattern("\\* trial 0/\\d on .+, attempt 0: out-of-memory: ");
    assertThat(nightly("--check").exitCode()).isEqualTo(ExitCode.FAILED);
  }

  @Test
  @DisplayName("two nights at once: the second is refused")
  void refusesToRunBesideALiveOne() throws IOException {
    try (History.Hold hold =
        History.open(new Configuration(), history().toString()).hold(new SearchId("nightly"))) {
      CommandLineRun run = night("2026-11-23");
      assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
      assertThat(run.err()).contains("nightly is being run by process");
      assertThat(hold).isNotNull();
    }
  }
}
