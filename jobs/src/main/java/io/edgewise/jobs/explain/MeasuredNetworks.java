package io.edgewise.jobs.explain;

import io.edgewise.jobs.history.HistoryException;
import io.edgewise.jobs.report.SearchResult;
import io.edgewise.search.space.Choice;
import io.edgewise.search.trial.SearchId;
import io.edgewise.search.trial.Trial;
import java.util.Arrays;
import java.util.List;

/**
 * The measured networks are what a search is explained by: each network that was trained to the
 * end, once, as far as its latency and reward are numbers.
 *
 * @param search their search's id
 * @param trials in the order of generation and index
 * @param factors the decisions that vary among them
 */
public record MeasuredNetworks(String search, List<Trial> trials, List<Factor> factors) {

  /** Nothing can be said of fewer networks that chance would not say as well. */
  private static final int FEWEST = 20;

  /**
   * Takes the measured networks of a search.
   *
   * @throws HistoryException if there are too few
   */
  public static MeasuredNetworks of(SearchId search, List<Trial> trials) {
    List<Trial> measured =
        SearchResult.of(trials).measured().stream()
            .filter(
                trial ->
                    Arrays.stream(Target.values())
                        .allMatch(target -> Double.isFinite(target.learned(target.value(trial)))))
            .toList();
    if (measured.size() < FEWEST) {
      throw new HistoryException(
          "search "
              + search
              + " has "
              + measured.size()
              + " networks that were trained to the end; at least "
              + FEWEST
              + " are needed to tell what they depend on");
    }
    return new MeasuredNetworks(
        search.value(), measured, Factor.of(measured.stream().map(Trial::architecture).toList()));
  }

  /** The decisions that any of the networks met. */
  int decisions() {
    return (int)
        trials.stream()
            .flatMap(trial -> trial.architecture().choices().stream())
            .map(Choice::decision)
            .distinct()
            .count();
  }

  /** The target of each network. */
  double[] values(Target target) {
    return trials.stream().mapToDouble(target::value).toArray();
  }
}
