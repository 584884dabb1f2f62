package io.edgewise.search.benchmark;

import io.edgewise.search.GenerationStep;
import io.edgewise.search.benchmark.BenchmarkTable.Row;
import io.edgewise.search.controller.Controller;
import io.edgewise.search.controller.ControllerState;
import io.edgewise.search.evaluation.Screener;
import io.edgewise.search.history.Generation;
import io.edgewise.search.history.KnownTrials;
import io.edgewise.search.reward.Combination;
import io.edgewise.search.reward.MnasNetReward;
import io.edgewise.search.reward.RewardFunction;
import io.edgewise.search.reward.RewardPlan;
import io.edgewise.search.space.SearchSpace;
import io.edgewise.search.trial.Trial;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * One controller's searches on a table: generation after generation by {@link GenerationStep}, as
 * in a real search, until the budget of trainings is spent or nothing new is found any more. The
 * reward is the objective itself; latency is a constraint or an objective of its own.
 */
public final class TableSearch {

  /** Generations in a row without a training after which a search is over. */
  private static final int PATIENCE = 20;

  /** Exponents of 0 take the latency out of the reward. */
  private static final RewardFunction OBJECTIVE_ALONE = new MnasNetReward(1, 0, 0);

  /**
   * An effort says how much is searched.
   *
   * @param budget trainings of distinct networks
   * @param candidates most networks trained in a generation
   * @param pool networks proposed in a generation
   */
  public record Effort(int budget, int candidates, int pool) {}

  private final BenchmarkTable table;
  private final Screener screener;
  private final int accelerators;
  private final Effort effort;

  public TableSearch(BenchmarkTable table, Screener screener, Effort effort) {
    this(table, screener, 1, effort);
  }

  /**
   * @param screener for as many accelerators as the next says
   */
  public TableSearch(BenchmarkTable table, Screener screener, int accelerators, Effort effort) {
    this.table = table;
    this.screener = screener;
    this.accelerators = accelerators;
    this.effort = effort;
  }

  /** Searches once; the same seed gives the same run. */
  public Run run(SearchSpace space, Function<SearchSpace, Controller> make, long seed) {
    Controller controller = make.apply(space);
    GenerationStep step =
        new GenerationStep(
            controller,
            screener,
            new TableEvaluator(table),
            RewardPlan.of(Collections.nCopies(accelerators, OBJECTIVE_ALONE), Combination.EACH),
            new GenerationStep.Plan(seed, effort.candidates(), effort.pool()));
    KnownTrials known = new KnownTrials();
    ControllerState state = controller.initial();
    List<Row> trained = new ArrayList<>();
    int idle = 0;
    for (int number = 0; trained.size() < effort.budget() && idle < PATIENCE; number++) {
      Generation generation = step.run(number, state, known);
      List<Row> rows = trained(generation);
      trained.addAll(rows);
      generation.trials().forEach(known::add);
      state = generation.stateAfter();
      idle = rows.isEmpty() ? idle + 1 : 0;
    }
    return new Run(trained.subList(0, Math.min(trained.size(), effort.budget())));
  }

  private List<Row> trained(Generation generation) {
    return generation.trials().stream()
        .filter(trial -> trial.isMeasured() && trial.repeats().isEmpty())
        .map(this::row)
        .toList();
  }

  private Row row(Trial trial) {
    return table.find(trial.architecture().id()).orElseThrow();
  }
}
