package io.edgewise.jobs.explain;

import io.edgewise.jobs.history.HistoryException;
import io.edgewise.jobs.report.SearchResult;
import io.edgewise.search.space.Choice;
import io.edgewise.search.trial.SearchId;
import io.edgewise.search.trial.Trial;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The measured networks are what a search is explained by: each network that was trained to the
 * end, once, as far as its latency and reward are numbers.
 *
 * @param search their search's id
 * @param trials in the order of generation and index
 * @param learned those of them that the forests learn from: all, or of very many some, evenly taken
 *     from the whole search
 * @param factors the decisions that vary among these
 */
public record MeasuredNetworks(
    String search, List<Trial> trials, List<Trial> learned, List<Factor> factors) {

  /** Nothing can be said of fewer networks that chance would not say as well. */
  private static final int FEWEST = 20;

  /** More networks take longer, and tell no decision that these do not. */
  private static final int MOST = 1000;

  /**
   * Takes the measured networks of a search.
   *
   * @throws HistoryException if there are too few
   */
  public static MeasuredNetworks of(SearchId search, List<Trial> trials) {
    List<Trial> measured = measured(trials);
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
    List<Trial> learned = evenly(measured, Math.min(MOST, measured.size()));
    return new MeasuredNetworks(
        search.value(),
        measured,
        learned,
        Factor.of(learned.stream().map(Trial::architecture).toList()));
  }

  /** Takes so many of all, from the first to the last. */
  private static List<Trial> evenly(List<Trial> all, int wanted) {
    return IntStream.range(0, wanted)
        .mapToObj(i -> all.get((int) ((long) i * all.size() / wanted)))
        .toList();
  }

  /** Takes the measured networks of a search; empty if there are too few. */
  public static Optional<MeasuredNetworks> find(SearchId search, List<Trial> trials) {
    return measured(trials).size() < FEWEST ? Optional.empty() : Optional.of(of(search, trials));
  }

  private static List<Trial> measured(List<Trial> trials) {
    return SearchResult.of(trials).measured().stream()
        .filter(
            trial ->
                Arrays.stream(Target.values())
                    .allMatch(target -> Double.isFinite(target.learned(target.value(trial)))))
        .toList();
  }

  /** The decisions that any of the networks that are learned from met. */
  int decisions() {
    return (int)
        learned.stream()
            .flatMap(trial -> trial.architecture().choices().stream())
            .map(Choice::decision)
            .distinct()
            .count();
  }

  /** The target of each network that is learned from. */
  double[] values(Target target) {
    return learned.stream().mapToDouble(target::value).toArray();
  }
}
