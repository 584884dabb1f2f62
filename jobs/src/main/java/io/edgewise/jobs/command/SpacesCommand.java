package io.edgewise.jobs.command;

import io.edgewise.jobs.console.Console;
import io.edgewise.jobs.console.ExitCode;
import io.edgewise.jobs.console.TextTable;
import io.edgewise.jobs.report.SpaceText;
import io.edgewise.search.space.SearchSpace;
import io.edgewise.search.space.file.SearchSpaceFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code edgewise spaces}. */
@Command(
    name = "spaces",
    mixinStandardHelpOptions = true,
    description =
        "Lists the built-in search spaces, or tells what files leave open and fix; those of the built-in ones are in conf/spaces.")
public final class SpacesCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description = "Space files or built-in names, to be told in whole.")
  private List<String> files = new ArrayList<>();

  public SpacesCommand() {}

  @Override
  public Integer call() {
    if (files.isEmpty()) {
      table().lines().forEach(line -> Console.system().line("%s", line));
      return ExitCode.OK;
    }
    Map<String, SearchSpace> spaces = new LinkedHashMap<>();
    files.forEach(file -> spaces.put(file, SearchSpaceFile.find(file)));
    spaces.forEach(SpacesCommand::tell); // All are read before the first is told.
    return ExitCode.OK;
  }

  private static void tell(String file, SearchSpace space) {
    Console console = Console.system();
    console.line(
        "%s: %d decisions, %s networks",
        space.name(), space.decisions().size(), SpaceText.size(space));
    SpaceText.lines(space).forEach(line -> console.line("%s", line));
    SearchSpaceFile.warnings(file, SearchSpaceFile.settings(file))
        .forEach(line -> console.line("  warning: %s", line));
  }

  private static TextTable table() {
    TextTable table = new TextTable().left("space").right("decisions", "fixed", "networks");
    for (String name : SearchSpaceFile.builtIn()) {
      SearchSpace space = SearchSpaceFile.find(name);
      table.row(
          name,
          String.valueOf(space.decisions().size()),
          String.valueOf(space.fixed().size()),
          SpaceText.size(space));
    }
    return table;
  }
}
