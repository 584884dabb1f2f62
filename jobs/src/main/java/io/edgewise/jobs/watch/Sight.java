package io.edgewise.jobs.watch;

import io.edgewise.jobs.history.GenerationRow;
import io.edgewise.jobs.history.StoredSearch;
import io.edgewise.jobs.history.TrialRow;
import io.edgewise.search.trial.SearchId;
import io.edgewise.search.trial.Trial;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A sight is what is committed of a search, as far as a watcher shows it.
 *
 * @param best networks of the highest rewards, each once, best first
 * @param hosts trainings of the last generation that trained, by executor
 */
public record Sight(
    SearchId search,
    List<GenerationRow> generations,
    List<Trial> best,
    SortedMap<String, Long> hosts) {

  private static final int BEST = 5;

  /**
   * Reads all that is committed.
   *
   * @throws io.edgewise.jobs.history.HistoryException if it is damaged, or of a newer version
   */
  public static Sight of(StoredSearch search) {
    return new Sight(search.id(), List.of(), List.of(), new TreeMap<>()).and(search);
  }

  /** The sight of the same search later; no more is read than the trials that were not seen yet. */
  public Sight next(StoredSearch later) {
    return later.lastGeneration().orElse(-1) == last() ? this : and(later);
  }

  private Sight and(StoredSearch search) {
    List<GenerationRow> rows = search.generations().toList();
    // After a rewind what was seen is gone.
    boolean goesOn =
        rows.size() >= generations.size()
            && rows.subList(0, generations.size()).equals(generations);
    int seen = goesOn ? generations.size() : 0;
    List<Trial> trials =
        rows.stream()
            .skip(seen)
            .flatMap(row -> search.trials(row.generation()).stream())
            .map(TrialRow::trial)
            .toList();
    SortedMap<String, Long> trained = hosts(trials);
    return new Sight(
        search.id(),
        rows,
        best(Stream.concat(goesOn ? best.stream() : Stream.empty(), trials.stream())),
        trained.isEmpty() && goesOn ? hosts : trained);
  }

  private int last() {
    return generations.isEmpty() ? -1 : generations.get(generations.size() - 1).generation();
  }

  private static List<Trial> best(Stream<Trial> trials) {
    Map<String, Trial> byNetwork =
        trials
            .filter(trial -> trial.isTrainedToTheEnd() && Double.isFinite(trial.reward()))
            .sorted(Comparator.comparingDouble(Trial::reward).reversed())
            .collect(
                Collectors.toMap(
                    trial -> trial.architecture().id().hex(),
                    trial -> trial,
                    (better, worse) -> better,
                    LinkedHashMap::new));
    return byNetwork.values().stream().limit(BEST).toList();
  }

  private static SortedMap<String, Long> hosts(List<Trial> trials) {
    int last =
        trials.stream()
            .filter(trial -> trial.cost().isPresent() && trial.repeats().isEmpty())
            .mapToInt(Trial::generation)
            .max()
            .orElse(-1);
    return trials.stream()
        .filter(trial -> trial.generation() == last && trial.repeats().isEmpty())
        .flatMap(trial -> trial.cost().stream())
        .collect(Collectors.groupingBy(cost -> cost.host(), TreeMap::new, Collectors.counting()));
  }
}
