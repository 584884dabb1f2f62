package io.edgewise.jobs.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.edgewise.jobs.Damage;
import io.edgewise.jobs.files.RecordJson;
import io.edgewise.jobs.history.HistoryException;
import io.edgewise.jobs.network.NetworkFileTest;
import io.edgewise.jobs.nightly.Contest.Verdict;
import io.edgewise.search.trial.SearchId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContestTest {

  private static final Contest CONTEST = new Contest(0.01);
  private static final Finalist CHAMPION = finalist("c", 0.5);

  @TempDir private Path folder;

  private static Finalist finalist(String architecture, double reward) {
    return new Finalist(
        architecture,
        "nightly-2026-11-23",
        "3/1",
        "task",
        Optional.of(reward),
        Optional.empty(),
        Optional.of(reward),
        4.5,
        "");
  }

  private static Finalist failed(String architecture) {
    return new Finalist(
        architecture,
        "n",
        "0/0",
        "task",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        4.5,
        "diverged: NaN");
  }

  @Test
  void theBetterOfTheFinalistsChallengesTheChampion() {
    Verdict verdict =
        CONTEST.decide(List.of(finalist("a", 0.52), finalist("b", 0.53)), Optional.of(CHAMPION));
    assertThat(verdict.promoted()).contains(finalist("b", 0.53));
    assertThat(verdict.reason())
        .isEqualTo("reward 0.5300 against the champion's 0.5000 on the full task (margin 0.01)");
  }

  /** sqrt(0.015² + 0.02²) = 0.025, and 1.96 of it 0.049. */
  @Test
  void theVerdictSaysHowFarChanceMayHaveDecided() {
    Finalist champion = sure("c", 0.5, 0.015);
    assertThat(CONTEST.decide(List.of(sure("a", 0.53, 0.02)), Optional.of(champion)).reason())
        .isEqualTo(
            "reward 0.5300 against the champion's 0.5000 on the full task (margin 0.01); they differ"
                + " in accuracy by less than chance: 0.030 (±0.049, standard error 0.025)");
    assertThat(CONTEST.decide(List.of(sure("a", 0.45, 0.02)), Optional.of(champion)).reason())
        .endsWith(
            "; they differ in accuracy by more than chance: 0.050 (±0.049, standard error 0.025)");
    assertThat(CONTEST.decide(List.of(sure("a", 0.53, 0.02)), Optional.of(CHAMPION)).reason())
        .as("a champion of an earlier version, of which no error is known")
        .endsWith("(margin 0.01)");
  }

  private static Finalist sure(String architecture, double accuracy, double error) {
    return new Finalist(
        architecture,
        "nightly-2026-11-23",
        "3/1",
        "task",
        Optional.of(accuracy),
        Optional.of(error),
        Optional.of(accuracy),
        4.5,
        "");
  }

  @Test
  void aChallengerWithinTheMarginDoesNotReplaceTheChampion() {
    Verdict verdict = CONTEST.decide(List.of(finalist("a", 0.51)), Optional.of(CHAMPION));
    assertThat(verdict.promoted()).isEmpty();
    assertThat(verdict.reason()).startsWith("reward 0.5100 against the champion's 0.5000");
  }

  @Test
  void theFirstNightsBestIsTheFirstChampion() {
    Verdict verdict = CONTEST.decide(List.of(finalist("a", -1)), Optional.empty());
    assertThat(verdict.promoted()).contains(finalist("a", -1));
    assertThat(verdict.reason()).isEqualTo("there was no champion");
  }

  @Test
  void whoCannotBeTrainedCannotWin() {
    assertThat(CONTEST.decide(List.of(failed("a")), Optional.of(CHAMPION)))
        .isEqualTo(new Verdict(Optional.empty(), "no finalist could be trained on the full task"));
    assertThat(CONTEST.decide(List.of(), Optional.of(CHAMPION)).reason())
        .isEqualTo("the night had no network to put against the champion");
    assertThat(CONTEST.decide(List.of(), Optional.empty()))
        .isEqualTo(new Verdict(Optional.empty(), "the night measured no network"));
    assertThat(CONTEST.decide(List.of(finalist("a", 0.1)), Optional.of(failed("c"))).reason())
        .isEqualTo("the champion could not be trained on the full task: diverged: NaN");
  }

  @Test
  void finalistsAreReadBackAsTheyWereWritten() {
    for (Finalist finalist : List.of(CHAMPION, sure("b", 0.5, 0.01), failed("a"))) {
      assertThat(RecordJson.read(RecordJson.write(finalist), Finalist.class)).isEqualTo(finalist);
    }
  }

  /** The first version of Edgewise wrote this report. */
  @Test
  void theReportOfAnEarlierVersionIsRead() {
    NightOutcome outcome =
        RecordJson.read(
            """
            { "night" : "nightly-2026-11-23", "date" : "2026-11-23", "finished_at" : "2026-11-24T06:00:00Z",
              "measured" : 8, "learned_from" : [ ],
              "full_training" : [
                { "role" : "finalist", "architecture" : "a", "search" : "s", "trial" : "1/2", "task" : "t",
                  "latency_ms" : 4.5, "accuracy" : 0.5, "reward" : 0.4 },
                { "role" : "champion", "architecture" : "b", "search" : "s", "trial" : "0/0", "task" : "t",
                  "latency_ms" : 1.0, "detail" : "diverged: NaN" } ],
              "promoted" : true, "reason" : "there was no champion" }
            """,
            NightOutcome.class);
    assertThat(outcome)
        .isEqualTo(
            new NightOutcome(
                8,
                Instant.parse("2026-11-24T06:00:00Z"),
                List.of(
                    new Finalist(
                        "a",
                        "s",
                        "1/2",
                        "t",
                        Optional.of(0.5),
                        Optional.empty(),
                        Optional.of(0.4),
                        4.5,
                        ""),
                    new Finalist(
                        "b",
                        "s",
                        "0/0",
                        "t",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        1,
                        "diverged: NaN"))));
  }

  @Test
  @DisplayName(
      "champions follow each other, the old ones stay, and promoting twice changes nothing")
  void championsFollowEachOther() {
    NightFiles files = new NightFiles(new Configuration(), folder.toString(), "nightly");
    Night first = new Night("nightly", LocalDate.parse("2026-11-23"));
    Night second = new Night("nightly", LocalDate.parse("2026-11-24"));
    assertThat(Champion.now(files)).isEmpty();

    Champion one = champion(first, Optional.empty());
    one.promote(files);
    assertThat(Champion.now(files)).contains(one);
    assertThat(Champion.before(first, files)).as("found by the first night").isEmpty();
    assertThat(Champion.before(second, files)).as("found by the second").contains(one);

    Champion two = champion(second, Optional.of(first.toString()));
    two.promote(files);
    two.promote(files);
    assertThat(Champion.now(files)).contains(two);
    assertThat(Champion.before(second, files)).contains(one);
    assertThat(folder.resolve("nightly/nightly/champions"))
        .isDirectoryContaining("glob:**/nightly-2026-11-23.json")
        .isDirectoryContaining("glob:**/nightly-2026-11-24.json");
  }

  private static Champion champion(Night night, Optional<String> previous) {
    return new Champion(
        CHAMPION,
        NetworkFileTest.NETWORK,
        night.toString(),
        previous,
        Instant.parse("2026-11-24T06:00:00Z"));
  }

  @Test
  void aChampionOfAnEarlierVersionIsRead() throws IOException {
    NightFiles files = new NightFiles(new Configuration(), folder.toString(), "nightly");
    Night first = new Night("nightly", LocalDate.parse("2026-11-23"));
    Champion champion = champion(first, Optional.empty());
    ObjectNode old = (ObjectNode) RecordJson.tree(champion.toJson());
    String architecture = old.path("architecture").toPrettyString();
    old.retain("night", "promoted_at", "result").put("network", architecture);
    files.champion().replace(old.toPrettyString());

    Champion read = Champion.now(files).orElseThrow();

    assertThat(read.architecture()).isEqualTo(champion.architecture());
    assertThat(read.finalist()).isEqualTo(champion.finalist());
    assertThat(read.network().finding()).isEmpty();
  }

  @Test
  void damagedFilesOfNightsAreReadOrRefusedByName() throws IOException {
    NightFiles files = new NightFiles(new Configuration(), folder.toString(), "nightly");
    Night first = new Night("nightly", LocalDate.parse("2026-11-23"));
    Night second = new Night("nightly", LocalDate.parse("2026-11-24"));
    champion(first, Optional.empty()).promote(files);
    Champion champion = champion(second, Optional.of(first.toString()));
    champion.promote(files);
    Damage.readOrRefused(
        folder.resolve("nightly/nightly/champion.json"),
        champion.toJson(),
        file -> Champion.before(second, files));

    SearchId night = new SearchId(second.toString());
    NightOutcome outcome =
        new NightOutcome(3, Instant.parse("2026-11-24T06:00:00Z"), List.of(failed("a"), CHAMPION));
    files.reportJson(night).replace(RecordJson.write(outcome));
    Damage.readOrRefused(
        folder.resolve("nightly/nightly/nights/" + night + "/report.json"),
        RecordJson.write(outcome),
        file -> files.outcome(night));
  }

  @Test
  void aDamagedChampionIsNamed() throws java.io.IOException {
    Path file = folder.resolve("nightly/nightly/champion.json");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "{ cut sho");
    NightFiles files = new NightFiles(new Configuration(), folder.toString(), "nightly");
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> Champion.now(files))
        .isInstanceOf(HistoryException.class)
        .hasMessageContaining("champion.json: is no JSON")
        .hasMessageContaining("move it away to go on");
  }
}
