package io.edgewise.jobs;

import com.typesafe.config.ConfigFactory;
import io.edgewise.search.benchmark.BenchmarkTable;
import io.edgewise.search.benchmark.BenchmarkTable.Row;
import io.edgewise.search.benchmark.Run;
import io.edgewise.search.benchmark.TableColumns;
import io.edgewise.search.benchmark.TableScreener;
import io.edgewise.search.benchmark.TableSearch;
import io.edgewise.search.benchmark.TableSearch.Effort;
import io.edgewise.search.benchmark.TabularSpace;
import io.edgewise.search.controller.Controller;
import io.edgewise.search.controllers.Controllers;
import io.edgewise.search.controllers.Controllers.Chips;
import io.edgewise.search.evaluation.Constraints;
import io.edgewise.search.evaluation.FleetScreener;
import io.edgewise.search.evaluation.Screener;
import io.edgewise.search.pareto.Hypervolume;
import io.edgewise.search.space.SearchSpace;
import io.edgewise.sim.accelerator.Energy;
import io.edgewise.sim.engine.CycleSimulator;
import io.edgewise.sim.settings.AcceleratorFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One search for several accelerators on a table of finished trainings, held against a search for
 * each.
 */
final class JointSearch {

  private static final Constraints NO_LIMITS = new Constraints(1e9, Long.MAX_VALUE, Long.MAX_VALUE);

  private final TabularSpace space;
  private final List<String> accelerators;
  private final List<BenchmarkTable> tables = new ArrayList<>();
  private final List<Screener> screeners = new ArrayList<>();
  private final List<double[]> references = new ArrayList<>();
  private final int candidates;
  private final int pool;

  /**
   * @param file columns arch, the objective, and one of milliseconds for each accelerator
   */
  JointSearch(
      Path file,
      TabularSpace space,
      String objective,
      List<String> accelerators,
      int candidates,
      int pool) {
    this.space = space;
    this.accelerators = accelerators;
    this.candidates = candidates;
    this.pool = pool;
    CycleSimulator simulator = new CycleSimulator(AcceleratorFile.find("coral-usb"));
    for (String accelerator : accelerators) {
      BenchmarkTable table =
          BenchmarkTable.read(
              file, new TableColumns(objective, Optional.empty(), Optional.of(accelerator)), space);
      tables.add(table);
      screeners.add(new TableScreener(table, simulator, NO_LIMITS));
      references.add(
          new double[] {
            table.rows().stream().mapToDouble(Row::objective).min().orElseThrow(),
            -table.rows().stream().mapToDouble(Row::latencyMillis).max().orElseThrow()
          });
    }
  }

  List<String> accelerators() {
    return accelerators;
  }

  /**
   * A ratio tells how the one search does on an accelerator against that of its own.
   *
   * @param trainings that it needs for the other's hypervolume, over those of all the others;
   *     infinite if it has not got there with half as many more
   * @param hypervolume that it has after 1.1 times the trainings of all the others, over the
   *     other's
   */
  record Ratio(double trainings, double hypervolume) {}

  /**
   * Searches for each alone, then for all together.
   *
   * @param trainings of the searches for each, added up
   * @return one ratio an accelerator
   */
  List<Ratio> ratios(long seed, int trainings) {
    int share = trainings / accelerators.size();
    Run joint =
        search(
            new FleetScreener(accelerators, screeners, false),
            accelerators.size(),
            3 * trainings / 2,
            seed);
    List<Ratio> ratios = new ArrayList<>();
    for (int i = 0; i < accelerators.size(); i++) {
      double own = hypervolume(i, search(screeners.get(i), 1, share, seed).trained());
      ratios.add(
          new Ratio(
              trainingsUntil(i, own, joint.trained()) / trainings,
              hypervolume(i, joint.first(11 * trainings / 10)) / own));
    }
    return ratios;
  }

  private Run search(Screener screener, int chips, int budget, long seed) {
    Function<SearchSpace, Controller> bayes =
        Controllers.named(
            "bayes",
            ConfigFactory.parseString("controller.objectives = [accuracy, latency]"),
            new Chips(Collections.nCopies(chips, Energy.UNKNOWN), false));
    return new TableSearch(tables.get(0), screener, chips, new Effort(budget, candidates, pool))
        .run(space.space(), bayes, seed);
  }

  private double trainingsUntil(int accelerator, double hypervolume, List<Row> trained) {
    for (int n = 1; n <= trained.size(); n++) {
      // Sums of the same areas in another order differ in the last digits.
      if (hypervolume(accelerator, trained.subList(0, n)) >= hypervolume * (1 - 1e-12)) {
        return n;
      }
    }
    return Double.POSITIVE_INFINITY;
  }

  /** Rows of any of the tables are the same networks in each. */
  private double hypervolume(int accelerator, List<Row> trained) {
    return Hypervolume.of(
        trained.stream()
            .map(row -> tables.get(accelerator).find(row.blueprint().id()).orElseThrow())
            .map(row -> new double[] {row.objective(), -row.latencyMillis()})
            .toList(),
        references.get(accelerator));
  }
}
