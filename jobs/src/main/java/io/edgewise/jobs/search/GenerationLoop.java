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
import io.edgewise.search.controller.ControllerState;
import io.edgewise.search.evaluation.Candidate;
import io.edgewise.search.evaluation.Evaluator;
import io.edgewise.search.evaluation.Screener;
import io.edgewise.search.history.Generation;
import io.edgewise.search.history.KnownTrials;
import io.edgewise.search.history.Tally;
import io.edgewise.search.history.Times;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Trial;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;

/** Generation after generation, from what is committed to the last one or to where it stops. */
final class GenerationLoop {

  /**
   * Where it ended.
   *
   * @param tally of everything that is committed
   * @param stopped why before the last generation, if so
   */
  record End(Tally tally, Optional<String> stopped) {}

  private final SearchConfig config;
  private final SearchWriter writer;
  private final List<SearchObserver> observers;
  private final Function<Tally, Optional<String>> deadline;
  private final KnownTrials known = new KnownTrials();
  private final FrontLayers front;
  private final Trainings trainings = new Trainings();
  private ControllerState state;
  private Tally tally = Tally.NONE;
  private OptionalDouble expected = OptionalDouble.empty();

  /**
   * @param deadline tells why no further generation may begin, beside what the settings say
   */
  GenerationLoop(
      SearchConfig config,
      SearchWriter writer,
      List<SearchObserver> observers,
      Function<Tally, Optional<String>> deadline) {
    this.config = config;
    this.writer = writer;
    this.observers = observers;
    this.deadline = deadline;
    this.front = new FrontLayers(config.deployment());
    this.state = config.controller().initial();
  }

  /** The trainings of the generation under way: told to the observers, their time taken. */
  final class Trainings {

    private final Stopwatch watch = new Stopwatch();

    List<Evaluation> run(Evaluator evaluator, List<Candidate> candidates) {
      observers.forEach(o -> o.training(writer.nextGeneration(), candidates.size()));
      return watch.time(() -> evaluator.evaluate(candidates));
    }

    void ended(Candidate candidate, Evaluation evaluation) {
      observers.forEach(o -> o.ended(writer.nextGeneration(), candidate, evaluation));
    }
  }

  /** Reads what is committed and, before the first generation, learns from earlier searches. */
  GenerationLoop begin(WarmStart warmStart, Screener screener) {
    warmStart.fill(known);
    readCommitted(writer.stored());
    state =
        writer.nextGeneration() == 0
            ? warmStart.initialState(screener)
            : writer.stored().stateAfter(writer.nextGeneration() - 1);
    return this;
  }

  /**
   * Runs to the end.
   *
   * @param steps makes the step whose trainings are told to what it is given
   */
  End run(Function<Trainings, GenerationStep> steps) {
    observers.forEach(o -> o.started(tally));
    GenerationStep step = steps.apply(trainings);
    Optional<String> stopped = stops();
    while (stopped.isEmpty() && writer.nextGeneration() < config.generations()) {
      Instant start = Instant.now();
      trainings.watch.reset();
      Generation generation = step.run(writer.nextGeneration(), state, known);
      Times times = trainings.watch.since(start);
      state = generation.stateAfter();
      count(generation, times);
      stopped = stops();
      writer.commit(generation, times, front.reports(generation.trials()), stopped);
      observers.forEach(o -> o.committed(generation, tally));
    }
    return new End(tally, stopped);
  }

  private void readCommitted(StoredSearch stored) {
    Map<Integer, List<Trial>> trials =
        stored
            .trials()
            .map(TrialRow::trial)
            .collect(groupingBy(Trial::generation, TreeMap::new, toList()));
    stored
        .generations()
        .forEach(row -> count(row, trials.getOrDefault(row.generation(), List.of())));
    trials.values().forEach(list -> list.forEach(front::add));
  }

  private void count(GenerationRow row, List<Trial> trials) {
    trials.forEach(known::add);
    tally = tally.plus(row.counts(), row.times(), trials);
    expected = row.expected();
  }

  private void count(Generation generation, Times times) {
    generation.trials().forEach(known::add);
    tally = tally.plus(generation.counts(), times, generation.trials());
    expected = generation.expectedImprovement();
  }

  /** Why the search ends here although generations are left; nothing if none is. */
  private Optional<String> stops() {
    if (tally.generations() >= config.generations()) {
      return Optional.empty();
    }
    return config
        .stopping()
        .stops(tally, config.plan().candidates(), expected)
        .or(() -> deadline.apply(tally));
  }
}
