package io.edgewise.jobs.explain;

import io.edgewise.jobs.config.Overrides;
import io.edgewise.jobs.config.SearchConfig;
import io.edgewise.jobs.history.History;
import io.edgewise.jobs.history.SearchWriter;
import io.edgewise.jobs.history.StoredSearch;
import io.edgewise.jobs.search.SearchProvenance;
import io.edgewise.search.GenerationStep;
import io.edgewise.search.Selection;
import io.edgewise.search.controller.ControllerState;
import io.edgewise.search.evaluation.Candidate;
import io.edgewise.search.evaluation.Evaluator;
import io.edgewise.search.evaluation.Proxy;
import io.edgewise.search.evaluation.SimulationScreener;
import io.edgewise.search.history.Generation;
import io.edgewise.search.history.KnownTrials;
import io.edgewise.search.history.Times;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.SearchId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.hadoop.conf.Configuration;

/** Searches as they are, but that an accuracy is drawn from the candidate's seed. */
public final class DrawnSearch {

  /** The id of the search. */
  public static final SearchId ID = new SearchId("drawn");

  private static final Times TIMES =
      new Times(
          Instant.parse("2026-11-24T02:30:00Z"), Instant.parse("2026-11-24T02:31:00Z"), 100, 200);

  private static final String SETTINGS =
      """
      search { id = drawn, generations = 3, candidates = 8, pool = 40 }
      deploy { channels = 3, classes = 1000 }
      constraints.latency-millis = none
      controller.kind = %s
      """;

  private DrawnSearch() {}

  /** Runs a search of three generations of eight trainings each. */
  public static StoredSearch run(Path root, String controller) throws IOException {
    Path file =
        Files.writeString(
            root.resolve("drawn.conf"), String.format(Locale.ROOT, SETTINGS, controller));
    SearchConfig config = SearchConfig.read(file, Overrides.NONE);
    History history = History.open(new Configuration(), root.toUri().toString());
    GenerationStep step =
        new GenerationStep(
            config.controller(),
            new SimulationScreener(config.deployment()),
            new Drawing(),
            config.reward().plan(),
            config.search().plan());
    try (SearchWriter writer =
        history.write(
            ID,
            SearchProvenance.of(
                config,
                config.settings().decisive(),
                config.descriptions().contentsWith(new TreeMap<>()),
                Optional.empty()))) {
      KnownTrials known = new KnownTrials();
      ControllerState state = config.controller().initial();
      while (writer.nextGeneration() < config.search().generations()) {
        Generation generation = generation(step, writer.nextGeneration(), state, known);
        generation.trials().forEach(known::add);
        state = generation.stateAfter();
        writer.commit(generation, TIMES, Map.of());
      }
    }
    return history.search(ID);
  }

  private static Generation generation(
      GenerationStep step, int number, ControllerState state, KnownTrials known) {
    Selection selection =
        step.select(number, state, step.screen(step.propose(number, state), known));
    List<Evaluation> evaluations = step.train(selection, (candidate, evaluation) -> {});
    return step.learn(state, selection, evaluations).expecting(step.expectation(state, selection));
  }

  private record Drawing() implements Evaluator {

    @Override
    public Proxy proxy(Architecture architecture) {
      return new Proxy("drawn", 1, 1);
    }

    @Override
    public List<Evaluation> evaluate(
        List<Candidate> candidates, BiConsumer<Candidate, Evaluation> ended) {
      return candidates.stream().map(Drawing::drawn).toList();
    }

    private static Evaluation drawn(Candidate candidate) {
      double accuracy = (candidate.seed() >>> 11) * 0x1p-53;
      return new Evaluation.Measured(accuracy, List.of(), new Evaluation.Cost(1, "somewhere"));
    }
  }
}
