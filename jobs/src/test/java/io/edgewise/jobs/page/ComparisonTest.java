package io.edgewise.jobs.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.jobs.history.History;
import io.edgewise.jobs.history.HistorySamples;
import io.edgewise.search.history.Provenance;
import io.edgewise.search.trial.SearchId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {

  @TempDir Path root;

  private SearchHistory shorter;
  private SearchHistory longer;

  @BeforeEach
  void read() {
    shorter = history("shorter", 2);
    longer = history("longer", 6);
  }

  /** The first generations of the two are the same. */
  private SearchHistory history(String name, int generations) {
    SearchId id = new SearchId(name);
    HistorySamples.write(root, id, generations, 20);
    return SearchHistory.read(
        History.open(new Configuration(), root.toUri().toString()).search(id), Optional.empty());
  }

  private static SearchHistory with(String setting, String value, SearchHistory history) {
    Provenance old = history.provenance();
    SortedMap<String, String> settings = new TreeMap<>(old.settings());
    settings.put(setting, value);
    return new SearchHistory(
        history.id(),
        new Provenance(
            old.space(),
            old.configText(),
            settings,
            old.contents(),
            old.environment(),
            old.createdAt()),
        history.generations(),
        history.baselines(),
        history.trials(),
        history.byGeneration(),
        history.result(),
        history.drawn(),
        history.state(),
        history.explanation());
  }

  @Test
  void aSearchThatGoesOnCoversNoLessAndReachesTheCommonRewardAtTheSameTraining() {
    Comparison comparison = Comparison.of(List.of(shorter, longer));

    Comparison.Standing one = comparison.standings().get(0);
    Comparison.Standing two = comparison.standings().get(1);
    assertThat(two.hypervolume()).isGreaterThanOrEqualTo(one.hypervolume());
    assertThat(comparison.commonReward()).isEqualTo(one.bestReward());
    assertThat(one.trainingsToCommon())
        .contains(one.rises().get(one.rises().size() - 1).trainings())
        .isEqualTo(two.trainingsToCommon());
    assertThat(two.rises().subList(0, one.rises().size())).isEqualTo(one.rises());
  }

  @Test
  void everyNetworkOfTheShorterSearchIsShared() {
    Comparison comparison = Comparison.of(List.of(shorter, longer));

    assertThat(comparison.shared()).hasSameSizeAs(shorter.result().measured());
    assertThat(comparison.shared())
        .allSatisfy(
            network ->
                assertThat(network.accuracies().get(0)).isEqualTo(network.accuracies().get(1)));
  }

  @Test
  void onlySettingsThatDifferAreShown() {
    assertThat(Comparison.of(List.of(shorter, longer)).differences()).isEmpty();
    assertThat(Comparison.of(List.of(shorter, with("mood", "good", longer))).differences())
        .containsExactly(new Comparison.Difference("mood", List.of("not set", "good")));
  }

  @Test
  void aSearchWithoutARewardHasNoneInCommonWithOthers() {
    Comparison comparison = Comparison.of(List.of(shorter, history("empty", 0)));

    assertThat(comparison.commonReward()).isEmpty();
    assertThat(comparison.standings().get(1).hypervolume()).isZero();
    assertThat(comparison.standings().get(1).bestReward()).isEmpty();
  }
}
