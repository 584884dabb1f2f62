package io.edgewise.jobs.command;

import io.edgewise.jobs.actions.SparkScreener;
import io.edgewise.jobs.console.Console;
import io.edgewise.jobs.console.ExitCode;
import io.edgewise.jobs.history.GenerationRow;
import io.edgewise.jobs.history.History;
import io.edgewise.jobs.history.StoredSearch;
import io.edgewise.jobs.pricing.Chip;
import io.edgewise.jobs.pricing.Pricing;
import io.edgewise.jobs.report.AcceleratorResult;
import io.edgewise.jobs.report.SearchResult;
import io.edgewise.jobs.report.SummaryText;
import io.edgewise.search.history.Tally;
import io.edgewise.search.trial.SearchId;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code edgewise price}: what a search would have found on another chip. */
@Command(
    name = "price",
    mixinStandardHelpOptions = true,
    description = {
      "Simulates every network that a search trained on another accelerator, and keeps that as a search of its own: the accuracies are "
          + "the search's, latencies, limits and rewards those of the accelerator. Nothing is trained.",
      "",
      "The new search is there for every command that looks at one, and can be learned from (search.warm-start) by a search on that "
          + "accelerator; going on with it, there is nothing to go on with. Started again, the command completes what it left."
    },
    footer = {
      "",
      "Examples:",
      "  edgewise price quickstart --accelerator mine.conf",
      "  edgewise price quickstart --accelerator coral-dev-board --as on-the-board",
      "  edgewise report quickstart on-the-board"
    })
public final class PriceCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "SEARCH",
      converter = HistoryCommand.SearchIdConverter.class,
      description = "Id of a search.")
  private SearchId search;

  @Option(
      names = "--accelerator",
      required = true,
      paramLabel = "FILE",
      description = "Accelerator file or built-in name.")
  private String accelerator;

  @Option(
      names = "--as",
      paramLabel = "ID",
      converter = HistoryCommand.SearchIdConverter.class,
      description = "Id of the new search (default: SEARCH-on-ACCELERATOR).")
  private @Nullable SearchId as;

  @Mixin private HistoryOptions options;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets search, accelerator, options and spec
  PriceCommand() {}

  @Override
  public Integer call() {
    Chip chip = Chip.find(accelerator);
    History history = options.history();
    StoredSearch stored = history.search(search);
    SearchId id = as == null ? onChip(chip) : as;
    Pricing pricing = Pricing.of(stored, chip);
    try (SimulationSession session = SimulationSession.start("price")) {
      Pricing.Priced priced =
          pricing.write(history, id, fleet -> new SparkScreener(session.spark(), fleet));
      show(pricing, priced);
    }
    return ExitCode.OK;
  }

  private SearchId onChip(Chip chip) {
    String name = search + "-on-" + chip.spec().name();
    try {
      return new SearchId(name);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), e.getMessage() + "; name the new search with --as");
    }
  }

  private static void show(Pricing pricing, Pricing.Priced priced) {
    Tally tally = Tally.NONE;
    for (GenerationRow row : priced.search().generations().toList()) {
      tally = tally.plus(row.counts(), row.times(), List.of());
    }
    new SummaryText(
            SearchResult.of(priced.trials()),
            tally,
            pricing.deployment().constraints(),
            AcceleratorResult.of(priced.trials()),
            pricing.aim().reward().targetsMillis())
        .lines()
        .forEach(line -> Console.system().line("%s", line));
    Console.system()
        .line("priced: %s, on %s", priced.search().id(), pricing.deployment().accelerator().name());
  }
}
