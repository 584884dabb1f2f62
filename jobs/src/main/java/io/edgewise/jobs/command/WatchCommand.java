package io.edgewise.jobs.command;

import io.edgewise.jobs.console.Console;
import io.edgewise.jobs.console.ExitCode;
import io.edgewise.jobs.history.History;
import io.edgewise.jobs.status.SearchState;
import io.edgewise.jobs.watch.Sight;
import io.edgewise.jobs.watch.WatchText;
import io.edgewise.search.trial.SearchId;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code edgewise watch}: shows a search while it runs, without starting Spark. */
@Command(
    name = "watch",
    mixinStandardHelpOptions = true,
    description = {
      "Shows a search while it runs, from any machine that sees its history: rewards, executors, the best networks, time left.",
      "",
      "On a terminal it is drawn anew until the search ends or you press Ctrl-C, which does nothing to the search. Elsewhere it "
          + "is printed once. Only the status file and what is committed are read; the search's driver is not asked."
    },
    footer = {
      "",
      "Examples:",
      "  edgewise watch quickstart",
      "  edgewise watch nightly-2026-11-27 --history hdfs:///edgewise --every 30"
    })
public final class WatchCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "SEARCH",
      converter = HistoryCommand.SearchIdConverter.class,
      description = "Id of a search.")
  private SearchId search;

  @Mixin private HistoryOptions options;

  @Option(
      names = "--every",
      paramLabel = "SECONDS",
      defaultValue = "5",
      converter = AtLeastOne.class,
      description = "Time between two looks, in seconds (default: ${DEFAULT-VALUE}).")
  private int everySeconds;

  @Option(names = "--once", description = "Looks once, on a terminal too.")
  private boolean once;

  @SuppressWarnings("NullAway.Init") // picocli sets search and options
  public WatchCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    Console console = Console.system();
    History history = options.history();
    Sight sight = Sight.of(history.search(search));
    Optional<SearchState> state = options.state(search);
    boolean redrawn = !once && Console.isTerminalOut();
    while (redrawn && isRunning(state)) {
      console.page(new WatchText(sight, state, Instant.now()).lines());
      TimeUnit.SECONDS.sleep(everySeconds);
      sight = sight.next(history.search(search));
      state = options.state(search);
    }
    new WatchText(sight, state, Instant.now()).lines().forEach(line -> console.line("%s", line));
    return ExitCode.OK;
  }

  private static boolean isRunning(Optional<SearchState> state) {
    return state.filter(known -> known.phase() == SearchState.Phase.RUNNING).isPresent();
  }
}
