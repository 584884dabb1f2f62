package io.edgewise.jobs.page;

import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Trial;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A timeline is when the trainings of a search ran, and where.
 *
 * @param untold trainings of which the history does not tell it, and those before the last {@value
 *     #MOST} of which it does
 * @param lanes what can run one training at a time: as many of an executor as it ever ran at once
 * @param runs of the trainings, in the order in which they were begun
 * @param rounds one for each generation that has a run
 */
record Timeline(int untold, List<Lane> lanes, List<Run> runs, List<Round> rounds) {

  /** More bars than this are too thin to be told apart, and make a page large. */
  static final int MOST = 1000;

  private static final Comparator<Run> BY_START =
      Comparator.comparingLong(Run::fromMillis)
          .thenComparingInt(Run::generation)
          .thenComparing(Run::trial);

  private static final Comparator<Trial> BY_BEGIN =
      Comparator.comparing(Timeline::start)
          .thenComparingInt(Trial::generation)
          .thenComparingInt(Trial::index);

  /**
   * A lane is a place for one training at a time.
   *
   * @param host of the executor
   * @param slot from 1
   */
  record Lane(String host, int slot) {}

  /**
   * A run is one training.
   *
   * @param trial generation/candidate
   * @param lane its place among the lanes
   * @param fromMillis since the first of the search was begun, as its host's clock has it
   * @param busyMillis what it took without the pauses between its rungs
   */
  record Run(
      String trial,
      int generation,
      int lane,
      long fromMillis,
      long toMillis,
      long busyMillis,
      boolean failed) {}

  /**
   * A round is what the trainings of one generation have in common: they are waited for together.
   *
   * @param waitedMillis of all lanes, each from the end of its last training to the end of the
   *     round's last
   * @param occupancy the share of the round in which lanes trained; 1 if none ever waited
   */
  record Round(
      int generation, long fromMillis, long toMillis, long waitedMillis, double occupancy) {}

  /** Reads it off trials. */
  static Timeline of(Collection<Trial> trials) {
    List<Trial> trained =
        trials.stream()
            .filter(trial -> trial.repeats().isEmpty() && trial.cost().isPresent())
            .toList();
    List<Trial> told =
        trained.stream()
            .filter(trial -> trial.cost().get().span() != null)
            .sorted(BY_BEGIN)
            .toList();
    List<Trial> shown = told.subList(Math.max(0, told.size() - MOST), told.size());
    Lanes lanes = new Lanes();
    List<Run> runs = shown.stream().map(trial -> lanes.run(trial, start(told.get(0)))).toList();
    List<Run> ordered = lanes.inOrder(runs);
    return new Timeline(
        trained.size() - shown.size(), lanes.all(), ordered, rounds(ordered, lanes.all().size()));
  }

  private static Instant start(Trial trial) {
    return span(trial).from();
  }

  private static Evaluation.Span span(Trial trial) {
    Evaluation.Span span = trial.cost().orElseThrow().span();
    if (span == null) {
      throw new IllegalArgumentException("trial " + trial.key() + " does not tell when it ran");
    }
    return span;
  }

  /** Gives each training the first lane of its host that is free. */
  private static final class Lanes {

    private final Map<String, List<Long>> busyUntil = new TreeMap<>();
    private final Map<Run, Lane> lanes = new HashMap<>();

    Run run(Trial trial, Instant zero) {
      Evaluation.Cost cost = trial.cost().orElseThrow();
      long from = Duration.between(zero, span(trial).from()).toMillis();
      long to = Math.max(from, Duration.between(zero, span(trial).to()).toMillis());
      List<Long> ends = busyUntil.computeIfAbsent(cost.host(), host -> new ArrayList<>());
      int slot = 0;
      while (slot < ends.size() && ends.get(slot) > from) {
        slot++;
      }
      if (slot == ends.size()) {
        ends.add(to);
      } else {
        ends.set(slot, to);
      }
      boolean failed = trial.evaluation() instanceof Evaluation.Failed;
      Run run =
          new Run(
              trial.key().toString(),
              trial.generation(),
              0,
              from,
              to,
              cost.trainingMillis(),
              failed);
      lanes.put(run, new Lane(cost.host(), slot + 1));
      return run;
    }

    List<Lane> all() {
      return busyUntil.entrySet().stream()
          .flatMap(
              host ->
                  IntStream.rangeClosed(1, host.getValue().size())
                      .mapToObj(slot -> new Lane(host.getKey(), slot)))
          .toList();
    }

    /** The same runs with the places of their lanes, which are known when all have one. */
    List<Run> inOrder(List<Run> runs) {
      Map<Lane, Integer> places = new HashMap<>();
      all().forEach(lane -> places.put(lane, places.size()));
      return runs.stream()
          .map(
              run ->
                  new Run(
                      run.trial(),
                      run.generation(),
                      places.getOrDefault(lanes.get(run), 0),
                      run.fromMillis(),
                      run.toMillis(),
                      run.busyMillis(),
                      run.failed()))
          .sorted(BY_START)
          .toList();
    }
  }

  private static List<Round> rounds(List<Run> runs, int lanes) {
    Map<Integer, List<Run>> byGeneration =
        runs.stream()
            .collect(Collectors.groupingBy(Run::generation, TreeMap::new, Collectors.toList()));
    return byGeneration.entrySet().stream()
        .map(entry -> round(entry.getKey(), entry.getValue(), lanes))
        .toList();
  }

  private static Round round(int generation, List<Run> runs, int lanes) {
    long from = runs.stream().mapToLong(Run::fromMillis).min().orElse(0);
    long to = runs.stream().mapToLong(Run::toMillis).max().orElse(0);
    long[] ends = new long[lanes];
    Arrays.fill(ends, from);
    runs.forEach(run -> ends[run.lane()] = Math.max(ends[run.lane()], run.toMillis()));
    long waited = Arrays.stream(ends).map(end -> to - end).sum();
    long busy = runs.stream().mapToLong(Run::busyMillis).sum();
    double all = (double) lanes * (to - from);
    return new Round(generation, from, to, waited, all == 0 ? 1 : Math.min(1, busy / all));
  }
}
