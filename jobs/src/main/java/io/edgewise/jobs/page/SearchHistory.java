package io.edgewise.jobs.page;

import io.edgewise.jobs.explain.SearchExplanation;
import io.edgewise.jobs.explain.StoredSettings;
import io.edgewise.jobs.history.GenerationRow;
import io.edgewise.jobs.history.LayerRow;
import io.edgewise.jobs.history.StoredSearch;
import io.edgewise.jobs.history.TrialRow;
import io.edgewise.jobs.report.AcceleratorResult;
import io.edgewise.jobs.report.SearchResult;
import io.edgewise.jobs.status.SearchState;
import io.edgewise.search.history.Baseline;
import io.edgewise.search.history.Provenance;
import io.edgewise.search.trial.SearchId;
import io.edgewise.search.trial.Trial;
import io.edgewise.search.trial.TrialKey;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A search's history as a report reads it: all of what is committed, once.
 *
 * @param baselines known networks that it measured beside its own
 * @param trials in the order of their keys
 * @param byGeneration the same
 * @param drawn the layers of the networks on the front that have the highest rewards, best first
 * @param state what the search's process last wrote; empty if there is nothing to read
 * @param explanation what its networks depend on; empty if that was not learned
 */
public record SearchHistory(
    SearchId id,
    Provenance provenance,
    List<GenerationRow> generations,
    List<Baseline> baselines,
    List<Trial> trials,
    Map<Integer, List<Trial>> byGeneration,
    SearchResult result,
    Map<Trial, List<LayerRow>> drawn,
    Optional<SearchState> state,
    Optional<SearchExplanation> explanation) {

  /** Networks that are drawn block by block. */
  private static final int DRAWN = 3;

  /**
   * Reads a search.
   *
   * @throws io.edgewise.jobs.history.HistoryException if it is damaged, or of a newer version
   */
  public static SearchHistory read(StoredSearch search, Optional<SearchState> state) {
    List<Trial> trials = search.trials().map(TrialRow::trial).toList();
    SearchResult result =
        AcceleratorResult.chosenFrom(trials, new StoredSettings(search.provenance()).isTogether());
    return new SearchHistory(
        search.id(),
        search.provenance(),
        search.generations().toList(),
        search.baselines(),
        trials,
        trials.stream().collect(Collectors.groupingBy(Trial::generation)),
        result,
        layers(search, result),
        state,
        Optional.empty());
  }

  /** The same with what was learned of its networks. */
  public SearchHistory explained(SearchExplanation learned) {
    return new SearchHistory(
        id,
        provenance,
        generations,
        baselines,
        trials,
        byGeneration,
        result,
        drawn,
        state,
        Optional.of(learned));
  }

  /** The history keeps layers of trials that stood on the front when their generation ended. */
  private static Map<Trial, List<LayerRow>> layers(StoredSearch search, SearchResult result) {
    Map<TrialKey, Trial> wanted =
        result.front().stream()
            .filter(trial -> Double.isFinite(trial.reward()))
            .sorted(Comparator.comparingDouble(Trial::reward).reversed())
            .limit(DRAWN)
            .collect(Collectors.toMap(Trial::key, trial -> trial, (a, b) -> a, LinkedHashMap::new));
    Map<TrialKey, List<LayerRow>> rows =
        search
            .layers()
            .filter(row -> wanted.containsKey(key(row)))
            .collect(Collectors.groupingBy(SearchHistory::key));
    Map<Trial, List<LayerRow>> layers = new LinkedHashMap<>();
    wanted.forEach(
        (key, trial) -> {
          if (rows.containsKey(key)) {
            layers.put(trial, rows.get(key));
          }
        });
    return layers;
  }

  private static TrialKey key(LayerRow row) {
    return new TrialKey(row.generation(), row.candidate());
  }

  /** The trials of one generation, in the order of their candidates. */
  List<Trial> trialsOf(int generation) {
    return byGeneration.getOrDefault(generation, List.of());
  }

  /** Says how far a search is, for those who look at it later than it wrote that. */
  static String words(SearchState state) {
    String when = " (as of " + state.updatedAt().truncatedTo(ChronoUnit.SECONDS) + ")";
    String message = state.message().isEmpty() ? "" : ": " + state.message();
    return switch (state.phase()) {
      case RUNNING ->
          "under way, "
              + state.generation()
              + " of "
              + state.generations()
              + " generations are committed; this report shows those"
              + when;
      case FINISHED -> "finished after " + state.generation() + " generations" + when;
      case STOPPED -> "stopped" + message + when;
      case FAILED -> "failed" + message + when;
    };
  }
}
