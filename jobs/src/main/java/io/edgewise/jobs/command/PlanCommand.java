package io.edgewise.jobs.command;

import io.edgewise.jobs.actions.SparkStart;
import io.edgewise.jobs.config.SearchConfig;
import io.edgewise.jobs.console.Console;
import io.edgewise.jobs.console.ExitCode;
import io.edgewise.jobs.console.Interruption;
import io.edgewise.jobs.dataset.DatasetAnnouncement;
import io.edgewise.jobs.files.OutputFile;
import io.edgewise.jobs.plan.Planner;
import io.edgewise.jobs.plan.SearchPlan;
import io.edgewise.jobs.report.Drawing;
import io.edgewise.jobs.report.PlanJson;
import io.edgewise.jobs.report.PlanPlot;
import io.edgewise.jobs.report.PlanText;
import io.edgewise.search.dataset.DataSplit;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code edgewise plan}. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = {
      "Tells what a search is and costs before it is run, and what to change.",
      "",
      "Simulates a sample of the space as the search would, asks the executors whether the proxies fit, and trains one as a check: share "
          + "within the limits, distribution of latency and memory, what each decision does, hours and core-hours. Writes no history."
    },
    footer = {
      "",
      "Examples:",
      "  edgewise plan conf/quickstart.conf",
      "  edgewise plan my.conf --set deploy.resolution=192 --json",
      "  edgewise plan my.conf --plot plan.png"
    })
public final class PlanCommand implements Callable<Integer> {

  @Parameters(paramLabel = "CONFIG", description = "Search file (HOCON).")
  private Path config;

  @Mixin private SettingsOption settings;

  @Mixin private AllowCommandsOption commands;

  @Option(names = "--json", description = "Prints JSON.")
  private boolean json;

  @Option(
      names = "--plot",
      paramLabel = "FILE",
      description = "Draws the distributions as PNG into this file.")
  private @Nullable Path plot;

  @SuppressWarnings("NullAway.Init") // picocli sets config and settings
  PlanCommand() {}

  @Override
  public Integer call() {
    SearchConfig search = SearchConfig.read(config, settings.overrides());
    commands.require(search);
    Optional<OutputFile> picture =
        Optional.ofNullable(plot).map(file -> OutputFile.at(file, List.of(config)));
    Console console = Console.system();
    return Interruption.orderly(console, () -> run(search, picture, console));
  }

  private int run(SearchConfig search, Optional<OutputFile> picture, Console console) {
    search.spaceWarnings().forEach(line -> console.note("space: warning: %s", line));
    try (JavaSparkContext spark = SparkStart.start("plan " + search.search().id(), false)) {
      DataSplit data =
          DatasetAnnouncement.load(
              search.task().data(), spark.hadoopConfiguration(), console::note);
      SearchPlan plan = new Planner(search.fittedTo(data.training()), spark, data).plan();
      show(plan, console);
      picture.ifPresent(
          file -> Drawing.here().of(() -> PlanPlot.png(plan.outlook())).ifPresent(file::write));
      return plan.canRun() ? ExitCode.OK : ExitCode.FAILED;
    }
  }

  private void show(SearchPlan plan, Console console) {
    if (json) {
      console.line("%s", PlanJson.of(plan));
    } else {
      PlanText.lines(plan).forEach(line -> console.line("%s", line));
    }
  }
}
