package io.edgewise.jobs.command;

import io.edgewise.jobs.console.Console;
import io.edgewise.jobs.console.ExitCode;
import io.edgewise.jobs.console.Version;
import io.edgewise.jobs.explain.MeasuredNetworks;
import io.edgewise.jobs.explain.TargetModels;
import io.edgewise.jobs.files.OutputFile;
import io.edgewise.jobs.history.History;
import io.edgewise.jobs.page.Page;
import io.edgewise.jobs.page.Pictures;
import io.edgewise.jobs.page.SearchHistory;
import io.edgewise.jobs.report.Drawing;
import io.edgewise.search.trial.SearchId;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code edgewise report}: shows searches as one page of HTML. Spark is started only where there
 * are networks enough to learn what they depend on.
 */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = {
      "Writes searches as one page of HTML that opens without a network, to look at, compare and choose from, and its pictures as PNG beside it.",
      "",
      "A search that is under way is shown as far as it is committed. Which decisions matter is shown as `edgewise explain` says it, "
          + "if 20 networks or more were trained to the end."
    },
    footer = {
      "",
      "Examples:",
      "  edgewise report quickstart",
      "  edgewise report nightly-2026-11-27 nightly-2026-11-28 --history hdfs:///edgewise --out nights.html"
    })
public final class ReportCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "SEARCH",
      arity = "1..*",
      converter = HistoryCommand.SearchIdConverter.class,
      description = "Ids of searches; several are compared.")
  private List<SearchId> searches = List.of();

  @Mixin private HistoryOptions options;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The page (default: SEARCH.html, after the first search).")
  private @Nullable Path out;

  @SuppressWarnings("NullAway.Init") // picocli sets options
  public ReportCommand() {}

  @Override
  public Integer call() {
    Path file = out == null ? Path.of(searches.get(0) + ".html") : out;
    OutputFile page = OutputFile.at(file, List.of());
    History history = options.history();
    List<SearchHistory> read =
        explained(
            searches.stream()
                .distinct()
                .map(id -> SearchHistory.read(history.search(id), options.state(id)))
                .toList());
    Page report = Page.of(Version.EDGEWISE, read);
    page.write(report.html());
    Console.system().line("%s", file);
    Drawing.here()
        .of(() -> Pictures.of(report, read))
        .ifPresent(pictures -> pictures.forEach((name, png) -> write(file, name, png)));
    return ExitCode.OK;
  }

  /** Learns what the networks of each search depend on, where there are enough. */
  private static List<SearchHistory> explained(List<SearchHistory> searches) {
    Map<SearchId, MeasuredNetworks> networks = new HashMap<>();
    searches.forEach(
        search ->
            MeasuredNetworks.find(search.id(), search.trials())
                .ifPresent(enough -> networks.put(search.id(), enough)));
    if (networks.isEmpty()) {
      return searches;
    }
    try (SimulationSession session = SimulationSession.start("report")) {
      return searches.stream()
          .map(
              search ->
                  networks.containsKey(search.id())
                      ? search.explained(
                          TargetModels.of(session.spark(), networks.get(search.id())).explanation())
                      : search)
          .toList();
    }
  }

  /** Writes a picture beside the page: {@code page-front.png} beside {@code page.html}. */
  private static void write(Path page, String name, byte[] png) {
    String stem = String.valueOf(page.getFileName()).replaceFirst("\\.html?$", "");
    Path file = page.resolveSibling(stem + "-" + name + ".png");
    OutputFile.at(file, List.of()).write(png);
    Console.system().line("%s", file);
  }
}
