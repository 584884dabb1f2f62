package io.edgewise.jobs.command;

import io.edgewise.jobs.console.Console;
import io.edgewise.jobs.console.ExitCode;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.networks.Networks;
import io.edgewise.sim.workload.networks.ReferenceNetwork;
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
    Console console = Console.system();
    for (ReferenceNetwork network : Networks.all()) {
      LayerGraph graph = network.graph();
      console.line(
          "%-24s %4d px %10.1f M MAC %8.2f M parameters   %s",
          network.name(),
          network.resolution(),
          graph.macs() / 1e6,
          graph.parameters() / 1e6,
          network.source());
    }
    console.line(
        "%-24s any      nb201:ARCHITECTURE@RESOLUTION:CLASSES   arXiv 2001.00326", "nb201");
    return ExitCode.OK;
  }
}
