package io.edgewise.jobs.command;

import io.edgewise.jobs.config.Overrides;
import io.edgewise.jobs.config.SearchConfig;
import io.edgewise.jobs.console.Console;
import io.edgewise.jobs.console.Interruption;
import io.edgewise.jobs.nightly.NightPlan;
import io.edgewise.jobs.nightly.NightlyCheck;
import io.edgewise.jobs.nightly.NightlyJob;
import io.edgewise.jobs.nightly.NightlyList;
import io.edgewise.jobs.search.SearchTracking;
import io.edgewise.jobs.training.TrainJob;
import io.edgewise.search.trial.SearchId;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code edgewise nightly}. */
@Command(
    name = "nightly",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the search of a night, compares its best with the champion, and writes a report.",
      "",
      "The search is called NAME-DATE and learns from the nights before. Its best networks and the champion are trained on the full "
          + "task (nightly.full-training); the better becomes champion. Started again for the same date it goes on where it was, and "
          + "does nothing when that night is done. Ends with 1 if the night measured nothing."
    },
    footer = {
      "",
      "Beside the history, in nightly/NAME: champion.json, champions/ with every one there was, nights/NAME-DATE/report.md and .json.",
      "",
      "Examples:",
      "  edgewise nightly conf/nightly.conf",
      "  edgewise nightly conf/nightly.conf --date 2026-11-24",
      "  edgewise nightly --list conf/nightly.conf",
      "  edgewise nightly --check conf/nightly.conf || mail -s 'no night' me@example.com"
    })
public final class NightlyCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "CONFIG",
      description = "Search file with a section nightly, such as conf/nightly.conf.")
  private Path config;

  @Option(
      names = "--date",
      paramLabel = "YYYY-MM-DD",
      converter = DateConverter.class,
      description = "Date of the night (default: today in nightly.zone).")
  private @Nullable LocalDate date;

  @Option(
      names = "--check",
      description =
          "Runs nothing: tells whether a night was done lately (nightly.fresh-for); ends with 1 if"
              + " not.")
  private boolean check;

  @Option(
      names = "--list",
      description =
          "Runs nothing: lists the nights, what each measured, and whether it made a champion; ends"
              + " with 1 if there is none.")
  private boolean list;

  @Mixin private SettingsOption settings;

  @Mixin private AllowCommandsOption commands;

  @Spec private CommandSpec spec;

  @Option(names = "--verbose", description = "Shows Spark's own log.")
  private boolean verbose;

  @SuppressWarnings("NullAway.Init") // picocli sets config, settings and spec
  NightlyCommand() {}

  @Override
  public Integer call() {
    Overrides given = settings.overrides();
    SearchConfig search = SearchConfig.read(config, given);
    Console console = Console.system();
    Clock clock = Clock.systemUTC();
    if (check && list) {
      throw new ParameterException(
          spec.commandLine(), "--check and --list are given; allowed is one of them");
    }
    if (list) {
      return new NightlyList(search, clock).run(console);
    }
    if (check) {
      return new NightlyCheck(search, clock).run(console);
    }
    if (search.nightly().exports()) {
      TrainJob.require(search);
    }
    commands.require(search);
    SearchTracking.require(search);
    LocalDate night = date == null ? LocalDate.now(clock.withZone(search.nightly().zone())) : date;
    NightlyJob job =
        new NightlyJob(
            new NightPlan(search, tonight -> SearchConfig.read(config, tonight.over(given)), night),
            champion -> delivery(search, console).ofNight(champion),
            console,
            clock,
            verbose);
    return Interruption.orderly(console, job::run);
  }

  private static DeliveryStep delivery(SearchConfig search, Console console) {
    return new DeliveryStep(search, new SearchId(search.nightly().name()), console);
  }
}
