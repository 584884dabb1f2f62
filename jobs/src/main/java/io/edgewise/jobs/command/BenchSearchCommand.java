package io.edgewise.jobs.command;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.edgewise.jobs.config.Overrides;
import io.edgewise.jobs.console.ExitCode;
import io.edgewise.jobs.files.OutputFile;
import io.edgewise.jobs.report.BenchmarkJson;
import io.edgewise.jobs.report.BenchmarkPlot;
import io.edgewise.jobs.report.BenchmarkText;
import io.edgewise.jobs.report.Drawing;
import io.edgewise.search.benchmark.BenchmarkTable;
import io.edgewise.search.benchmark.Score;
import io.edgewise.search.benchmark.TableColumns;
import io.edgewise.search.benchmark.TableScreener;
import io.edgewise.search.benchmark.TableSearch;
import io.edgewise.search.benchmark.TabularSpace;
import io.edgewise.search.benchmark.Yardstick;
import io.edgewise.search.controller.Controller;
import io.edgewise.search.controllers.Controllers;
import io.edgewise.search.evaluation.Constraints;
import io.edgewise.search.space.SearchSpace;
import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.accelerator.Energy;
import io.edgewise.sim.engine.CycleSimulator;
import io.edgewise.sim.settings.AcceleratorFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code edgewise bench-search}. */
@Command(
    name = "bench-search",
    mixinStandardHelpOptions = true,
    description = {
      "Runs controllers on a table of fully trained networks, which stands in for the trainer.",
      "",
      "The loop, the screening and the controllers are those of a real search. With --latency and --limit networks above the limit are "
          + "rejected before training; with --latency alone the controllers look for the whole front of objective and latency."
    },
    footer = {
      "",
      "Example:",
      "  edgewise bench-search --table accuracy.csv --objective cifar10_val_acc --report cifar10_test_acc --controllers bayes,evolution,random",
      "",
      "Every setting of the controllers with its default and meaning: conf/controllers.conf"
    })
public final class BenchSearchCommand implements Callable<Integer> {

  @Option(
      names = "--table",
      required = true,
      paramLabel = "FILE.csv",
      description = "Table with a header; column arch names the networks.")
  private Path table;

  @Option(
      names = "--objective",
      required = true,
      paramLabel = "COLUMN",
      description = "What the search makes large.")
  private String objective;

  @Option(
      names = "--report",
      paramLabel = "COLUMN",
      description = "What the regret is told in; the objective if not given.")
  private @Nullable String report;

  @Option(
      names = "--latency",
      paramLabel = "COLUMN",
      description = "Milliseconds; rows without are left out.")
  private @Nullable String latency;

  @Option(
      names = "--limit",
      paramLabel = "MS",
      description = "Largest latency; networks above it are never trained.")
  private @Nullable Double limit;

  @Option(
      names = "--controllers",
      split = ",",
      defaultValue = "bayes,ppo,reinforce,evolution,local-search,random",
      paramLabel = "NAME",
      description = "Which controllers, separated by commas. Default: ${DEFAULT-VALUE}.")
  private List<String> controllers;

  @Option(
      names = "--seeds",
      defaultValue = "20",
      paramLabel = "N",
      description = "Searches a controller, with seeds 0 to N-1. Default: ${DEFAULT-VALUE}.")
  private int seeds;

  @Option(
      names = "--budget",
      defaultValue = "300",
      paramLabel = "N",
      description = "Distinct networks a search may train. Default: ${DEFAULT-VALUE}.")
  private int budget;

  @Option(
      names = "--candidates",
      defaultValue = "2",
      paramLabel = "N",
      description = "Networks trained in a generation. Default: ${DEFAULT-VALUE}.")
  private int candidates;

  @Option(
      names = "--pool",
      defaultValue = "10000",
      paramLabel = "N",
      description = "Networks proposed and screened in a generation. Default: ${DEFAULT-VALUE}.")
  private int pool;

  @Option(
      names = "--space",
      paramLabel = "FILE",
      description = "Space of the table's networks; NAS-Bench-201 if not given.")
  private @Nullable Path space;

  @Option(
      names = "--accelerator",
      defaultValue = "coral-usb",
      paramLabel = "NAME",
      description = "What simulates the networks. Default: ${DEFAULT-VALUE}.")
  private String accelerator;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Changes a setting of a controller, such as --set controller.ppo.surrogate=false.")
  private Map<String, String> changes = new LinkedHashMap<>();

  @Option(names = "--json", description = "Prints JSON in place of the table.")
  private boolean json;

  @Option(
      names = "--chart",
      paramLabel = "FILE.png",
      description = "Draws the regret of each controller against its trainings.")
  private @Nullable Path chart;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  BenchSearchCommand() {}

  @Override
  public Integer call() throws IOException {
    requireSane();
    Optional<OutputFile> picture =
        Optional.ofNullable(chart).map(file -> OutputFile.at(file, inputs()));
    TabularSpace tabular = space == null ? TabularSpace.nasBench201() : TabularSpace.read(space);
    TableColumns columns =
        new TableColumns(objective, Optional.ofNullable(report), Optional.ofNullable(latency));
    BenchmarkTable networks = BenchmarkTable.read(table, columns, tabular);
    double millis = limit == null ? Double.POSITIVE_INFINITY : limit;
    Yardstick yardstick = Yardstick.of(networks, millis);
    AcceleratorSpec chip = AcceleratorFile.find(accelerator);
    TableSearch search =
        new TableSearch(
            networks,
            new TableScreener(
                networks,
                new CycleSimulator(chip),
                new Constraints(millis, Long.MAX_VALUE, Long.MAX_VALUE)),
            new TableSearch.Effort(budget, candidates, pool));
    List<Score> scores =
        makers(chip.energy()).entrySet().stream()
            .map(maker -> score(maker.getKey(), maker.getValue(), search, tabular, yardstick))
            .toList();
    tell(networks, yardstick, scores, picture);
    return ExitCode.OK;
  }

  private List<Path> inputs() {
    return space == null ? List.of(table) : List.of(table, space);
  }

  private void requireSane() {
    require(seeds >= 1, "--seeds", seeds, "at least 1");
    require(budget >= 1, "--budget", budget, "at least 1");
    require(candidates >= 1, "--candidates", candidates, "at least 1");
    require(pool >= candidates, "--pool", pool, "at least --candidates = " + candidates);
    require(limit == null || latency != null, "--limit", limit, "used together with --latency");
    require(limit == null || limit > 0, "--limit", limit, "above 0");
  }

  private void require(boolean holds, String option, @Nullable Object value, String allowed) {
    if (!holds) {
      throw new ParameterException(
          spec.commandLine(), option + " is " + value + "; it must be " + allowed);
    }
  }

  /** Reads every controller before the first one runs, so that mistakes show at once. */
  private Map<String, Function<SearchSpace, Controller>> makers(Energy energy) {
    Config config = Overrides.of(changes).over(defaults());
    Map<String, Function<SearchSpace, Controller>> makers = new LinkedHashMap<>();
    for (String name : controllers) {
      makers.put(name, Controllers.named(name, config, Controllers.Chips.one(energy)));
    }
    return makers;
  }

  /** Says what is looked for: the whole front where latencies are known and none is too large. */
  private Config defaults() {
    return latency == null || limit != null
        ? ConfigFactory.empty()
        : Overrides.NONE
            .with("controller.objectives", List.of("accuracy", "latency"))
            .over(ConfigFactory.empty());
  }

  /** One search a seed, over all cores; the order in which they end does not matter. */
  private Score score(
      String name,
      Function<SearchSpace, Controller> maker,
      TableSearch search,
      TabularSpace tabular,
      Yardstick yardstick) {
    return Score.of(
        name,
        IntStream.range(0, seeds)
            .parallel()
            .mapToObj(seed -> search.run(tabular.space(), maker, seed))
            .toList(),
        yardstick,
        budget);
  }

  private void tell(
      BenchmarkTable networks,
      Yardstick yardstick,
      List<Score> scores,
      Optional<OutputFile> picture)
      throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(BenchmarkJson.of(networks.name(), objective, seeds, scores));
    } else {
      BenchmarkText.of(networks, objective, seeds, yardstick, scores).forEach(out::println);
    }
    if (picture.isPresent()) {
      Drawing.here()
          .of(() -> BenchmarkPlot.png(networks.name() + ", " + objective, scores))
          .ifPresent(picture.get()::write);
    }
    out.flush();
  }
}
