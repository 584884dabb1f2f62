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
import io.edgewise.search.history.Baseline;
import io.edgewise.search.history.Generation;
import io.edgewise.search.history.KnownTrials;
import io.edgewise.search.history.Tally;
import io.edgewise.search.history.Times;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.stopping.Exhaustion;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Trial;
import io.edgewise.search.trial.TrialKey;
import io.edgewise.sim.LatencyReport;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
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

  private final AcceleratorInForce inForce;
  private final Optional<DeviceMeasurements> device;
  private final SearchWriter writer;
  private final List<SearchObserver> observers;
  private final Function<Tally, Optional<String>> deadline;
  private final KnownTrials known = new KnownTrials();
  private final Baselines baselines;
  private GenerationStep step;
  private FrontLayers front;
  private List<Baseline> unkept = List.of();
  private @Nullable Exhaustion exhaustion;
  private @Nullable WarmStart warmStart;
  private ControllerState state;
  private Tally tally = Tally.NONE;
  private OptionalDouble expected = OptionalDouble.empty();

  /**
   * @param device measures networks, if anything does
   * @param deadline tells why no further generation may begin, beside what the settings say
   */
  GenerationLoop(
      AcceleratorInForce inForce,
      GenerationStep step,
      Optional<DeviceMeasurements> device,
      Baselines baselines,
      SearchWriter writer,
      List<SearchObserver> observers,
      Function<Tally, Optional<String>> deadline) {
    this.inForce = inForce;
    this.step = step;
    this.device = device;
    this.baselines = baselines;
    this.writer = writer;
    this.observers = observers;
    this.deadline = deadline;
    this.front = new FrontLayers(config().deployment());
    this.state = config().controller().initial();
  }

  private SearchConfig config() {
    return inForce.config();
  }

  /** Reads what is committed and, before the first generation, learns from earlier searches. */
  void begin(WarmStart from) {
    warmStart = from;
    from.fill(known);
    lastAccelerator(writer.stored()).ifPresent(inForce::recall);
    takeAccelerator();
    readCommitted(writer.stored());
    state =
        writer.nextGeneration() == 0
            ? from.initialState(inForce.screener())
            : writer.stored().stateAfter(writer.nextGeneration() - 1);
  }

  private static Optional<String> lastAccelerator(StoredSearch stored) {
    return stored
        .generations()
        .flatMap(row -> Stream.ofNullable(row.accelerator()))
        .reduce((earlier, later) -> later);
  }

  /** Simulates with the accelerator in force from here on. */
  private void takeAccelerator() {
    step = step.with(inForce.screener());
    exhaustion = new Exhaustion(config().space(), inForce.screener());
    front = new FrontLayers(config().deployment());
  }

  /** Runs to the end. */
  End run() {
    observers.forEach(o -> o.started(tally));
    Optional<String> stopped = stops();
    if (stopped.isEmpty() && writer.nextGeneration() < config().search().generations()) {
      unkept = baselines.missing(writer.stored());
    }
    while (stopped.isEmpty() && writer.nextGeneration() < config().search().generations()) {
      Stopwatch watch = new Stopwatch();
      observers.forEach(o -> o.proposing(writer.nextGeneration()));
      List<Architecture> pool = step.propose(writer.nextGeneration(), state);
      List<Proposal> proposals = step.screen(pool, known);
      Selection selection = step.select(writer.nextGeneration(), state, proposals);
      OptionalDouble improvement = step.expectation(state, selection);
      List<Evaluation> evaluations = watch.training(() -> train(selection));
      Generation learned =
          step.learn(state, selection, evaluations).expecting(improvement).with(unkept);
      Generation measured = device.map(d -> d.measured(learned)).orElse(learned);
      Map<TrialKey, LatencyReport> reports = front.reports(measured.trials());
      Generation generation = recalibrated(measured);
      Times times = watch.times();
      remember(generation, times);
      stopped = stops();
      writer.commit(generation, times, reports, stopped);
      unkept = List.of();
      observers.forEach(o -> o.committed(generation, tally));
    }
    return new End(tally, stopped);
  }

  /**
   * Fits the accelerator to the device, if that is asked for and they disagree. What was learned is
   * learned again from the rewards that the trials have there; none is trained again.
   */
  private Generation recalibrated(Generation generation) {
    boolean isNews = generation.trials().stream().anyMatch(trial -> trial.timed().isPresent());
    if (!config().latency().recalibrate() || !isNews) {
      return generation;
    }
    List<Trial> trials = with(generation);
    return inForce
        .fitted(trials)
        .map(description -> generation.recalibrated(description, relearned(trials)))
        .orElse(generation);
  }

  /** Everything that is committed, and a generation that is not yet. */
  private List<Trial> with(Generation generation) {
    return Stream.concat(
            writer.stored().trials().map(TrialRow::trial), generation.trials().stream())
        .toList();
  }

  private ControllerState relearned(List<Trial> trials) {
    takeAccelerator();
    List<Trial> now = inForce.rescreened(trials);
    now.forEach(front::add);
    ControllerState relearned =
        Objects.requireNonNull(warmStart, "it has begun").initialState(inForce.screener());
    for (List<Trial> generation : byGeneration(now).values()) {
      relearned = config().controller().update(relearned, generation);
    }
    return relearned;
  }

  private static Map<Integer, List<Trial>> byGeneration(List<Trial> trials) {
    return trials.stream().collect(groupingBy(Trial::generation, TreeMap::new, toList()));
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
    if (generation.accelerator().isPresent()) {
      tally = tally.rewarded(inForce.rescreened(with(generation)));
    }
  }

  private void readCommitted(StoredSearch stored) {
    List<Trial> all = stored.trials().map(TrialRow::trial).toList();
    Map<Integer, List<Trial>> trials = byGeneration(all);
    stored
        .generations()
        .forEach(row -> recall(row, trials.getOrDefault(row.generation(), List.of())));
    List<Trial> now = inForce.rescreened(all);
    now.forEach(front::add);
    tally = tally.rewarded(now);
    device.ifPresent(d -> all.forEach(d::recall));
  }

  private void recall(GenerationRow row, List<Trial> trials) {
    expected = row.expected();
    trials.forEach(known::add);
    tally = tally.plus(row.counts(), row.times(), trials);
  }

  /** Returns why the search ends here although generations are left; nothing if none is. */
  private Optional<String> stops() {
    if (tally.generations() >= config().search().generations()) {
      return Optional.empty();
    }
    return config()
        .search()
        .stopping()
        .stops(tally, config().search().plan().candidates(), expected)
        .or(() -> exhaustion == null ? Optional.empty() : exhaustion.reason(known))
        .or(() -> deadline.apply(tally));
  }
}
