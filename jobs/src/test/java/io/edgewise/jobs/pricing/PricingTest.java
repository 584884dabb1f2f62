package io.edgewise.jobs.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgewise.jobs.explain.DrawnSearch;
import io.edgewise.jobs.explain.Redeployment;
import io.edgewise.jobs.history.History;
import io.edgewise.jobs.history.HistoryException;
import io.edgewise.jobs.history.LayerRow;
import io.edgewise.jobs.history.SearchWriter;
import io.edgewise.jobs.history.StoredSearch;
import io.edgewise.jobs.history.TrialRow;
import io.edgewise.jobs.report.SearchResult;
import io.edgewise.search.controller.ControllerState;
import io.edgewise.search.evaluation.Constraints;
import io.edgewise.search.evaluation.Deployment;
import io.edgewise.search.evaluation.Fleet;
import io.edgewise.search.evaluation.SimulationScreener;
import io.edgewise.search.history.Generation;
import io.edgewise.search.history.Provenance;
import io.edgewise.search.history.Times;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.SearchId;
import io.edgewise.search.trial.Trial;
import io.edgewise.search.trial.TrialKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search on a Coral USB accelerator, priced there and on a Coral Dev Board. */
class PricingTest {

  private static final SearchId PRICED = new SearchId("priced");

  @TempDir private Path root;
  private History history;
  private StoredSearch search;

  @BeforeEach
  void run() throws IOException {
    search = DrawnSearch.run(root, "random");
    history = History.open(new Configuration(), root.toUri().toString());
  }

  private StoredSearch priced(StoredSearch of, String accelerator, SearchId as) {
    Pricing.Priced priced =
        Pricing.of(of, Chip.find(accelerator)).write(history, as, Fleet::screener);
    assertThat(priced.search().trials().map(TrialRow::key).toList())
        .isEqualTo(priced.trials().stream().map(Trial::key).toList());
    return priced.search();
  }

  private static List<Trial> trials(StoredSearch search) {
    return search.trials().map(TrialRow::trial).filter(Trial::isMeasured).toList();
  }

  @Test
  void onItsOwnAcceleratorASearchIsWhatItWas() {
    StoredSearch same = priced(search, "coral-usb", PRICED);

    List<Trial> before = trials(search);
    List<Trial> after = trials(same);
    assertThat(after).hasSameSizeAs(before).hasSizeGreaterThanOrEqualTo(24);
    for (int i = 0; i < after.size(); i++) {
      assertThat(after.get(i).key()).isEqualTo(before.get(i).key());
      assertThat(after.get(i).architecture()).isEqualTo(before.get(i).architecture());
      assertThat(after.get(i).latency()).isEqualTo(before.get(i).latency());
      assertThat(after.get(i).reward()).isEqualTo(before.get(i).reward());
      assertThat(SearchResult.estimate(after.get(i)))
          .isEqualTo(SearchResult.estimate(before.get(i)));
    }
    assertThat(same.layers().map(LayerRow::latencyMs).toList())
        .hasSizeGreaterThan(10)
        .allSatisfy(millis -> assertThat(millis).isNotNegative());
  }

  @Test
  void onAnotherTheAccuraciesStayAndTheLatenciesAreItsOwn() {
    StoredSearch other = priced(search, "coral-dev-board", PRICED);

    Redeployment there = Redeployment.of(other.provenance()).orElseThrow();
    assertThat(there.accelerator()).isEqualTo(Chip.find("coral-dev-board").spec());
    SimulationScreener simulator =
        new SimulationScreener(new Deployment(there.view(), there.accelerator(), Constraints.NONE));
    for (Trial trial : trials(other)) {
      assertThat(trial.latency())
          .isEqualTo(simulator.screen(List.of(trial.architecture())).get(0).latency());
      assertThat(trial.repeats().orElseThrow().search()).hasValue(DrawnSearch.ID);
      assertThat(trial.training()).isEmpty();
    }
    assertThat(trials(other).stream().map(t -> ((Evaluation.Measured) t.evaluation()).accuracy()))
        .containsExactlyElementsOf(
            trials(search).stream()
                .map(t -> ((Evaluation.Measured) t.evaluation()).accuracy())
                .toList());
    assertThat(trials(other).get(0).latency()).isNotEqualTo(trials(search).get(0).latency());
    assertThat(other.provenance().settings())
        .containsEntry("accelerator", "\"coral-dev-board\"")
        .containsEntry("search.priced", "\"drawn\"");
  }

  /** The search has no limit; the copy of it has one that lies in the middle of its latencies. */
  @Test
  void whatBreaksTheSearchsLimitOnTheOtherAcceleratorIsRejectedThere() {
    double limit =
        trials(search).stream()
            .mapToDouble(SearchResult::latencyMillis)
            .sorted()
            .skip(12)
            .findFirst()
            .orElseThrow();
    StoredSearch limited = limited(limit);

    List<Trial> there = priced(limited, "coral-usb", PRICED).trials().map(TrialRow::trial).toList();

    assertThat(there).hasSize(24);
    for (Trial trial : there) {
      assertThat(trial.evaluation() instanceof Evaluation.Infeasible why ? why.constraint() : "")
          .isEqualTo(trial.latency().orElseThrow().latencyMillis() > limit ? "latency" : "");
    }
    assertThat(there.stream().filter(Trial::isMeasured)).hasSize(13);
  }

  private StoredSearch limited(double millis) {
    Provenance old = search.provenance();
    SortedMap<String, String> settings = new TreeMap<>(old.settings());
    settings.put("constraints.latency-millis", Double.toString(millis));
    Provenance limited =
        new Provenance(
            old.space(),
            old.configText(),
            settings,
            old.contents(),
            old.environment(),
            old.createdAt());
    SearchId id = new SearchId("limited");
    try (SearchWriter writer = history.write(id, limited)) {
      List<Trial> all = trials(search).stream().filter(trial -> trial.repeats().isEmpty()).toList();
      for (int number = 0; number < 3; number++) {
        int generation = number;
        writer.commit(
            new Generation(
                number,
                all.stream().filter(trial -> trial.generation() == generation).toList(),
                new ControllerState("random", Map.of(), Map.of()),
                new Generation.Counts(8, 0, 0, 8, 0)),
            new Times(Instant.EPOCH, Instant.EPOCH, 0, 0),
            Map.of());
      }
    }
    return history.search(id);
  }

  @Test
  void aPricingThatBrokeOffIsCompleted() {
    StoredSearch whole = priced(search, "coral-dev-board", PRICED);
    List<TrialRow> trials = whole.trials().toList();
    List<LayerRow> layers = whole.layers().toList();
    history.maintenance().rewind(PRICED, 0);

    StoredSearch completed = priced(search, "coral-dev-board", PRICED);

    assertThat(completed.trials()).containsExactlyElementsOf(trials);
    assertThat(completed.layers()).containsExactlyElementsOf(layers);
  }

  @Test
  void anotherSearchOfThatNameIsNotTouched() {
    assertThatThrownBy(() -> priced(search, "coral-dev-board", DrawnSearch.ID))
        .isInstanceOf(HistoryException.class)
        .hasMessageContaining("search drawn was started with other settings:")
        .hasMessageContaining("search.priced: was not set, is \"drawn\"");
    assertThat(history.search(DrawnSearch.ID).trials().findFirst().orElseThrow().key())
        .isEqualTo(new TrialKey(0, 0));
  }
}
