package io.edgewise.jobs.report;

import io.edgewise.search.trial.Costs;
import io.edgewise.search.trial.OnAccelerator;
import io.edgewise.search.trial.Trial;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The findings of a search for one of its accelerators.
 *
 * @param accelerator its name; empty where a search has one only, and no trial says which
 * @param result its front and its best, by its latencies, rewards and limits
 */
public record AcceleratorResult(String accelerator, SearchResult result) {

  /**
   * Returns what a search chooses from: of one accelerator what was found, of several that on the
   * first, and where one network is for all, what was found by their common reward.
   */
  public static SearchResult chosenFrom(List<Trial> trials, boolean together) {
    return together ? SearchResult.of(trials) : of(trials).get(0).result();
  }

  /** The results of a search, one an accelerator, in the search's order; at least one. */
  public static List<AcceleratorResult> of(List<Trial> trials) {
    List<String> names =
        trials.stream()
            .map(Trial::costs)
            .filter(Costs::areSeveral)
            .findFirst()
            .map(costs -> costs.each().stream().map(OnAccelerator::accelerator).toList())
            .orElse(List.of(""));
    return IntStream.range(0, names.size())
        .mapToObj(
            place ->
                new AcceleratorResult(
                    names.get(place),
                    SearchResult.of(trials.stream().map(trial -> trial.on(place)).toList())))
        .toList();
  }
}
