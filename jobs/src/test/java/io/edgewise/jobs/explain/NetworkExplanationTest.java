package io.edgewise.jobs.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgewise.jobs.explain.Neighbour.Difference;
import io.edgewise.jobs.history.HistoryException;
import io.edgewise.jobs.history.StoredSearch;
import io.edgewise.jobs.history.TrialRow;
import io.edgewise.search.controller.Expectation;
import io.edgewise.search.trial.Trial;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small search with a surrogate and one without; forests have nothing to say in either. */
class NetworkExplanationTest {

  @TempDir private Path root;

  private static final SearchExplanation SILENT =
      new SearchExplanation(
          "drawn",
          24,
          24,
          30,
          30,
          Arrays.stream(Target.values())
              .map(target -> new Explanation(target, 0, false, List.of()))
              .toList());

  private static List<Trial> trials(StoredSearch search) {
    return search.trials().map(TrialRow::trial).toList();
  }

  private static Trial trained(StoredSearch search, int generation) {
    return trials(search).stream()
        .filter(t -> t.generation() == generation && t.training().isPresent())
        .findFirst()
        .orElseThrow();
  }

  private static NetworkExplanation explained(StoredSearch search, Trial trial) {
    return NetworkExplanation.of(
        search,
        trials(search),
        trial,
        MeasuredNetworks.of(search.id(), trials(search)),
        new TargetModels(Map.of(), SILENT));
  }

  @Test
  void whatTheSurrogateExpectedIsMadeAgainFromWhatItKnewThen() throws IOException {
    StoredSearch search = DrawnSearch.run(root, "bayes");
    Trial trial = trained(search, 2);

    NetworkExplanation network = explained(search, trial);

    assertThat(network.foresight().reason()).isEmpty();
    Expectation expectation = network.foresight().expectation().orElseThrow();
    assertThat(expectation.reward()).isBetween(expectation.lowest(), expectation.highest());
    assertThat(network.proposal().controller()).isEqualTo("bayes");
    assertThat(network.proposal().proposed()).isEqualTo(40);
    assertThat(network.proposal().trained()).isEqualTo(8);
    assertThat(explained(search, trained(search, 0)).foresight().reason())
        .contains("nothing was known before the first generation");
    assertThat(NetworkText.of(network).subList(0, 2))
        .containsExactly(
            "drawn " + trial.key() + " (" + trial.architecture().id().hex() + ")",
            "trained to the end");
  }

  @Test
  void aControllerWithoutASurrogateExpectedNothing() throws IOException {
    StoredSearch search = DrawnSearch.run(root, "evolution");

    assertThat(explained(search, trained(search, 2)).foresight())
        .isEqualTo(
            new Foresight(
                Optional.empty(),
                Optional.of("controller evolution expects no reward of a network")));
  }

  @Test
  void neighboursDifferInTheFewestDecisionsAndChangesAreSimulated() throws IOException {
    StoredSearch search = DrawnSearch.run(root, "random");
    Trial trial = trained(search, 1);
    NetworkExplanation network = explained(search, trial);

    assertThat(network.neighbours()).hasSize(5);
    assertThat(network.neighbours().stream().map(n -> n.differences().size()).toList()).isSorted();
    Map<String, String> own = trial.architecture().valuesByDecision();
    for (Neighbour neighbour : network.neighbours()) {
      Trial other = new TrialName(neighbour.trial()).in("drawn", trials(search));
      Map<String, String> others = other.architecture().valuesByDecision();
      assertThat(other).isNotEqualTo(trial);
      for (Difference difference : neighbour.differences()) {
        assertThat(difference.own()).isEqualTo(Optional.ofNullable(own.get(difference.decision())));
        assertThat(difference.other())
            .isEqualTo(Optional.ofNullable(others.get(difference.decision())))
            .isNotEqualTo(difference.own());
      }
    }
    assertThat(network.prospects())
        .isNotEmpty()
        .allSatisfy(prospect -> assertThat(prospect.change().savedMillis()).isPositive())
        .allSatisfy(prospect -> assertThat(prospect.gain()).isEmpty());
  }

  @Test
  void aTrialIsNamedByItsKeyOrItsArchitecture() throws IOException {
    StoredSearch search = DrawnSearch.run(root, "random");
    List<Trial> trials = trials(search);
    Trial trial = trained(search, 1);

    assertThat(new TrialName(trial.key().toString()).in("drawn", trials)).isEqualTo(trial);
    assertThat(new TrialName(trial.architecture().id().hex()).in("drawn", trials)).isEqualTo(trial);
    assertThatThrownBy(() -> new TrialName("9/9").in("drawn", trials))
        .isInstanceOf(HistoryException.class)
        .hasMessage(
            "search drawn has no trial 9/9; it has "
                + trials.size()
                + ", from "
                + trials.get(0).key()
                + " to "
                + trials.get(trials.size() - 1).key()
                + ": edgewise history export drawn lists them");
    assertThatThrownBy(() -> new TrialName("best"))
        .hasMessage(
            "\"best\" names no trial; allowed is GENERATION/INDEX such as 2/907, or the id of an"
                + " architecture, of 16 hexadecimal digits");
  }
}
