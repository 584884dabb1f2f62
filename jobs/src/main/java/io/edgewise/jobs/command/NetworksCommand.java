package io.edgewise.jobs.command;

import io.edgewise.jobs.console.Console;
import io.edgewise.jobs.console.ExitCode;
import io.edgewise.jobs.console.TextTable;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.networks.Networks;
import io.edgewise.sim.workload.networks.ReferenceNetwork;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code edgewise networks}. */
@Command(
    name = "networks",
    mixinStandardHelpOptions = true,
    description = "Lists the built-in networks at their published resolution.")
public final class NetworksCommand implements Callable<Integer> {

  public NetworksCommand() {}

  @Override
  public Integer call() {
    TextTable table =
        new TextTable()
            .left("network")
            .right("pixels", "M MAC", "M parameters")
            .left("published in");
    for (ReferenceNetwork network : Networks.all()) {
      LayerGraph graph = network.graph();
      table.row(
          network.name(),
          String.valueOf(network.resolution()),
          String.format(Locale.ROOT, "%.1f", graph.macs() / 1e6),
          String.format(Locale.ROOT, "%.2f", graph.parameters() / 1e6),
          network.source());
    }
    table.row("nb201:ARCHITECTURE@RESOLUTION:CLASSES", "any", "", "", "arXiv 2001.00326");
    table.row("chain:conv3x3:CHANNELSxLAYERS@RESOLUTION", "any", "", "", "micro-benchmarks");
    table.row("chain:depthwise3x3:CHANNELSxLAYERS@RESOLUTION", "any", "", "", "micro-benchmarks");
    table.row("chain:dense:OUTPUTSxLAYERS@INPUTS:CLASSES", "", "", "", "micro-benchmarks");
    table.lines().forEach(line -> Console.system().line("%s", line));
    return ExitCode.OK;
  }
}
