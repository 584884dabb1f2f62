package io.edgewise.jobs.search;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.edgewise.jobs.config.SearchConfig;
import io.edgewise.jobs.history.GenerationRow;
import io.edgewise.jobs.history.SearchWriter;
import io.edgewise.jobs.history.StoredSearch;
import io.edgewise.jobs.history.TrialRow;
import io.edgewise.jobs.status.SearchObserver;
import io.edgewise.jobs.warmstart.WarmStart;
import io.edgewise.search.GenerationStep;
import io.edgewise.search.Proposal;
import io.edgewise.search.Selection;
import io.edgewise.search.controller.ControllerState;
import io.edgewise.search.evaluation.Candidate;
import io.edgewise.search.evaluation.Screener;
import io.edgewise.search.history.Baseline;
import io.edgewise.search.history.Generation;
import io.edgewise.search.history.KnownTrials;
import io.edgewise.search.history.Tally;
import io.edgewise.search.history.Times;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.stopping.Exhaustion;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Trial;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Generation after generation, from what is committed to the last one or to where it stops. */
final class GenerationLoop {

  /**
   * An end says where a search ended.
   *
   * @param tally of everything that is committed
   * @param stopped why before the last generation, if so
   */
  record End(Tally tally, Optional<String> stopped) {}

  private final SearchConfig config;
  private final GenerationStep step;
  private final SearchWriter writer;
  private final List<SearchObserver> observers;
  private final Function<Tally, Optional<String>> deadline;
  private final KnownTrials known = new KnownTrials();
  private final FrontLayers front;
  private final Baselines baselines;
  private List<Baseline> unkept = List.of();
  private @Nullable Exhaustion exhaustion;
  private ControllerState state;
  private Tally tally = Tally.NONE;
  private OptionalDouble expected = OptionalDouble.empty();

  /**
   * @param deadline tells why no further generation may begin, beside what the settings say
   */
  GenerationLoop(
      SearchConfig config,
      GenerationStep step,
      Baselines baselines,
      SearchWriter writer,
      List<SearchObserver> observers,
      Function<Tally, Optional<String>> deadline) {
    this.config = config;
    this.step = step;
    this.baselines = baselines;
    this.writer = writer;
    this.observers = observers;
    this.deadline = deadline;
    this.front = new FrontLayers(config.deployment());
    this.state = config.controller().initial();
  }

  /** Reads what is committed and, before the first generation, learns from earlier searches. */
  void begin(WarmStart warmStart, Screener screener) {
    warmStart.fill(known);
    exhaustion = new Exhaustion(config.space(), screener);
    readCommitted(writer.stored());
    state =
        writer.nextGeneration() == 0
            ? warmStart.initialState(screener)
            : writer.stored().stateAfter(writer.nextGeneration() - 1);
  }

  /** Runs to the end. */
  End run() {
    observers.forEach(o -> o.started(tally));
    Optional<String> stopped = stops();
    if (stopped.isEmpty() && writer.nextGeneration() < config.search().generations()) {
      unkept = baselines.missing(writer.stored());
    }
    while (stopped.isEmpty() && writer.nextGeneration() < config.search().generations()) {
      Stopwatch watch = new Stopwatch();
      observers.forEach(o -> o.proposing(writer.nextGeneration()));
      List<Architecture> pool = step.propose(writer.nextGeneration(), state);
      List<Proposal> proposals = step.screen(pool, known);
      Selection selection = step.select(writer.nextGeneration(), state, proposals);
      OptionalDouble improvement = step.expectation(state, selection);
      List<Evaluation> evaluations = watch.training(() -> train(selection));
      Generation generation =
          step.learn(state, selection, evaluations).expecting(improvement).with(unkept);
      Times times = watch.times();
      remember(generation, times);
      stopped = stops();
      writer.commit(generation, times, front.reports(generation.trials()), stopped);
      unkept = List.of();
      observers.forEach(o -> o.committed(generation, tally));
    }
    return new End(tally, stopped);
  }

  private List<Evaluation> train(Selection selection) {
    int number = selection.generation();
    observers.forEach(o -> o.training(number, selection.candidates().size()));
    return step.train(selection, (candidate, evaluation) -> ended(number, candidate, evaluation));
  }

  private void ended(int number, Candidate candidate, Evaluation evaluation) {
    observers.forEach(o -> o.ended(number, candidate, evaluation));
  }

  private void remember(Generation generation, Times times) {
    state = generation.stateAfter();
    expected = generation.expectedImprovement();
    generation.trials().forEach(known::add);
    tally = tally.plus(generation.counts(), times, generation.trials());
  }

  private void readCommitted(StoredSearch stored) {
    Map<Integer, List<Trial>> trials =
        stored
            .trials()
            .map(TrialRow::trial)
            .collect(groupingBy(Trial::generation, TreeMap::new, toList()));
    stored
        .generations()
        .forEach(row -> recall(row, trials.getOrDefault(row.generation(), List.of())));
    trials.values().forEach(list -> list.forEach(front::add));
  }

  private void recall(GenerationRow row, List<Trial> trials) {
    expected = row.expected();
    trials.forEach(known::add);
    tally = tally.plus(row.counts(), row.times(), trials);
  }

  /** Returns why the search ends here although generations are left; nothing if none is. */
  private Optional<String> stops() {
    if (tally.generations() >= config.search().generations()) {
      return Optional.empty();
    }
    return config
        .search()
        .stopping()
        .stops(tally, config.search().plan().candidates(), expected)
        .or(() -> exhaustion == null ? Optional.empty() : exhaustion.reason(known))
        .or(() -> deadline.apply(tally));
  }
}
