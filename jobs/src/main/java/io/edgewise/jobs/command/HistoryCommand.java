package io.edgewise.jobs.command;

import io.edgewise.jobs.console.Console;
import io.edgewise.jobs.console.ExitCode;
import io.edgewise.jobs.history.Export;
import io.edgewise.jobs.history.Finding;
import io.edgewise.jobs.history.History;
import io.edgewise.jobs.history.HistoryException;
import io.edgewise.jobs.history.Table;
import io.edgewise.search.trial.SearchId;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code edgewise history}: looks at the history and keeps it in order, without starting Spark. */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Shows, checks, exports and tidies the history of searches.",
    footer = {
      "",
      "Examples:",
      "  edgewise history show",
      "  edgewise history show --config my.conf",
      "  edgewise history export quickstart --format csv > trials.csv",
      "  edgewise history retain --prefix nightly- --keep 30"
    })
public final class HistoryCommand implements Callable<Integer> {

  @Mixin private HistoryOptions options;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets spec and options
  HistoryCommand() {}

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getOut());
    return ExitCode.OK;
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = {
        "Lists the searches, or the generations of one.",
        "",
        "A search is running, finished, stopped (it was told to), failed, or interrupted: its process was ended or is gone, and "
            + "the same command goes on."
      })
  int show(
      @Parameters(paramLabel = "SEARCH", arity = "0..1", converter = SearchIdConverter.class)
          @Nullable SearchId search) {
    HistoryText text = new HistoryText(options.history(), options::state);
    List<String> lines = search == null ? text.searches() : text.of(search);
    Console console = Console.system();
    lines.forEach(line -> console.line("%s", line));
    return ExitCode.OK;
  }

  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description =
          "Reads everything that is committed and checks it: files whole, keys unique, counts"
              + " right. Ends with 2 if there is damage.")
  int verify(
      @Parameters(
              paramLabel = "SEARCH",
              arity = "0..*",
              converter = SearchIdConverter.class,
              description = "Default: every search.")
          @Nullable List<SearchId> searches) {
    History history = options.history();
    List<SearchId> checked = searches == null ? history.searches() : searches;
    checked.forEach(history.maintenance()::requireThere);
    long whole = checked.stream().filter(search -> isWhole(history, search)).count();
    return whole == checked.size() ? ExitCode.OK : ExitCode.BAD_INPUT;
  }

  /** Tells what is found; what a newer version wrote keeps no other search from being checked. */
  private static boolean isWhole(History history, SearchId search) {
    Console console = Console.system();
    try {
      List<Finding> findings = history.verify(search);
      boolean whole = findings.stream().allMatch(Finding::harmless);
      console.line("%s: %s", search, whole ? "whole" : "damaged");
      findings.forEach(finding -> console.line("  %s", finding));
      return whole;
    } catch (HistoryException e) {
      console.line("%s: not checked: %s", search, String.valueOf(e.getMessage()));
      return false;
    }
  }

  @Command(
      name = "compact",
      mixinStandardHelpOptions = true,
      description =
          "Merges a search's small files and deletes what crashed runs left. Trials stay one file"
              + " a generation. A search that was compacted can be rewound to its last generation"
              + " and no further back; that is said before it is done.")
  int compact(
      @Option(
              names = "--states",
              paramLabel = "N",
              defaultValue = "1",
              converter = AtLeastOne.class,
              description = "Controller states that are kept, the last ones (default: 1).")
          int states,
      @Option(names = "--dry-run", description = "Only says what it would do.") boolean dryRun,
      @Parameters(paramLabel = "SEARCH", arity = "1..*", converter = SearchIdConverter.class)
          List<SearchId> searches) {
    History history = options.history();
    searches.forEach(history.maintenance()::requireThere);
    for (SearchId search : searches) {
      history
          .search(search)
          .lastGeneration()
          .ifPresent(
              last ->
                  Console.system()
                      .line(
                          "%s: generations 0 to %d become one; rewind can then go to %d or later",
                          search, last, last));
      if (!dryRun) {
        history.maintenance().compact(search, states);
        Console.system().line("%s: compacted", search);
      }
    }
    return ExitCode.OK;
  }

  @Command(
      name = "export",
      mixinStandardHelpOptions = true,
      description = "Prints a table of a search as CSV or JSON lines.")
  int export(
      @Parameters(paramLabel = "SEARCH", converter = SearchIdConverter.class) SearchId search,
      @Option(
              names = "--table",
              paramLabel = "TABLE",
              defaultValue = "trials",
              description = "${COMPLETION-CANDIDATES} (default: trials).")
          Table table,
      @Option(
              names = "--format",
              paramLabel = "FORMAT",
              defaultValue = "csv",
              description = "${COMPLETION-CANDIDATES} (default: csv).")
          Export.Format format) {
    Export.write(options.history().search(search), table, format, System.out);
    return ExitCode.OK;
  }

  @Command(
      name = "rewind",
      mixinStandardHelpOptions = true,
      description = "Drops the last generations of a search, so that it goes on before them.")
  int rewind(
      @Parameters(paramLabel = "SEARCH", converter = SearchIdConverter.class) SearchId search,
      @Option(
              names = "--to",
              required = true,
              paramLabel = "GENERATION",
              description = "The last one that is kept; -1 for none.")
          int generation) {
    options.history().maintenance().rewind(search, generation);
    Console.system().line("%s: goes on after generation %d", search, generation);
    return ExitCode.OK;
  }

  @Command(
      name = "remove",
      mixinStandardHelpOptions = true,
      description =
          "Deletes searches with everything in them. If one of them is not there or is being run,"
              + " nothing is deleted.")
  int remove(
      @Option(names = "--dry-run", description = "Only says what it would delete.") boolean dryRun,
      @Parameters(paramLabel = "SEARCH", arity = "1..*", converter = SearchIdConverter.class)
          List<SearchId> searches) {
    return remove(options.history(), searches, dryRun);
  }

  @Command(
      name = "retain",
      mixinStandardHelpOptions = true,
      description = "Deletes all but the youngest searches.")
  int retain(
      @Option(
              names = "--prefix",
              required = true,
              paramLabel = "TEXT",
              description = "Only searches whose id begins so, such as nightly-.")
          String prefix,
      @Option(
              names = "--keep",
              required = true,
              paramLabel = "N",
              converter = AtLeastOne.class,
              description = "How many stay, at least 1.")
          int keep,
      @Option(names = "--dry-run", description = "Only says what it would delete.")
          boolean dryRun) {
    History history = options.history();
    return remove(history, history.maintenance().surplus(prefix, keep), dryRun);
  }

  private static int remove(History history, List<SearchId> searches, boolean dryRun) {
    if (dryRun) {
      searches.forEach(history.maintenance()::requireThere);
    } else {
      history.maintenance().remove(searches);
    }
    for (SearchId search : searches) {
      Console.system().line("%s: %s", search, dryRun ? "would be removed" : "removed");
    }
    return ExitCode.OK;
  }

  /** Tells a wrong id as a wrong command line. */
  static final class SearchIdConverter implements CommandLine.ITypeConverter<SearchId> {
    @Override
    public SearchId convert(String value) {
      try {
        return new SearchId(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
