package io.edgewise.jobs.command;

import io.edgewise.jobs.config.SearchConfig;
import io.edgewise.jobs.console.Console;
import io.edgewise.jobs.proxycheck.ProxyCheckJob;
import io.edgewise.jobs.proxycheck.ProxyVariants;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code edgewise proxy-check}. */
@Command(
    name = "proxy-check",
    mixinStandardHelpOptions = true,
    description = {
      "Tells how far the proxies of a search can be trusted to rank networks, before a search is built on them.",
      "",
      "Trains networks that differ as much as they can, at full length and as cheaper proxies, one training a Spark task, and holds "
          + "the rankings against each other: Kendall's tau and Spearman's rho with 95 %% bootstrap intervals, over all networks and "
          + "over the quarter that is best at full length. Recommends the cheapest proxy whose tau is at least --tau."
    },
    footer = {
      "",
      "Example:",
      "  edgewise proxy-check --config conf/cifar10.conf --networks 16 --full-epochs 12 --zero-cost"
    })
public final class ProxyCheckCommand implements Callable<Integer> {

  private static final int FEWEST = 4;

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "Search file whose space, data set and proxy are checked.")
  private Path config;

  @Option(
      names = "--networks",
      required = true,
      paramLabel = "N",
      description = "Networks that are trained, at least " + FEWEST + ".")
  private int networks;

  @Option(
      names = "--full-epochs",
      paramLabel = "N",
      description = "Epochs of a training at full length (default: 5 times proxy.epochs).")
  private @Nullable Integer fullEpochs;

  @Option(
      names = "--full-width",
      paramLabel = "FACTOR",
      description = "Width factor at full length, 0.01 to 1 (default: proxy.width-factor).")
  private @Nullable Double fullWidth;

  @Option(
      names = "--full-depth",
      paramLabel = "FACTOR",
      description = "Depth factor at full length, 0.01 to 1 (default: proxy.depth-factor).")
  private @Nullable Double fullDepth;

  @Option(
      names = "--epochs",
      split = ",",
      paramLabel = "N",
      description =
          "Epochs of the proxies, separated by commas (default: 1, half of proxy.epochs, proxy.epochs).")
  private @Nullable List<Integer> epochs;

  @Option(
      names = "--tau",
      defaultValue = "0.6",
      paramLabel = "T",
      description = "Kendall's tau that a proxy must reach (default: ${DEFAULT-VALUE}).")
  private double tau;

  @Option(
      names = "--repeats",
      defaultValue = "1",
      paramLabel = "N",
      description =
          "How many times, from different seeds, each network is trained as each proxy (default: ${DEFAULT-VALUE}). From 2 on the "
              + "share of chance is told: how much of what one training says is its seed.")
  private int repeats;

  @Option(
      names = "--zero-cost",
      description = "Adds scores that need no training: parameters, MACs, synflow, jacobian.")
  private boolean zeroCost;

  @Option(names = "--json", description = "Prints JSON in place of the table.")
  private boolean json;

  @Mixin private SettingsOption settings;

  @Mixin private AllowCommandsOption commands;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  ProxyCheckCommand() {}

  @Override
  public Integer call() {
    SearchConfig search = SearchConfig.read(config, settings.overrides());
    commands.require(search);
    int own = search.task().recipe().epochs();
    int full = fullEpochs == null ? 5 * own : fullEpochs;
    List<Integer> cheap =
        (epochs == null ? List.of(1, (own + 1) / 2, own) : epochs)
            .stream().distinct().sorted().toList();
    require(networks >= FEWEST, "--networks", networks, "at least " + FEWEST);
    require(full > 0, "--full-epochs", full, "at least 1");
    require(
        cheap.stream().allMatch(e -> e > 0 && e < full),
        "--epochs",
        cheap,
        "from 1 to below --full-epochs = " + full);
    require(repeats > 0, "--repeats", repeats, "at least 1");
    require(tau >= -1 && tau <= 1, "--tau", tau, "from -1 to 1");
    ProxyVariants variants =
        new ProxyVariants(
            search.task(),
            cheap,
            full,
            factor("--full-width", fullWidth),
            factor("--full-depth", fullDepth));
    return new ProxyCheckJob(search, variants, Console.system())
        .run(networks, repeats, zeroCost, tau, json);
  }

  private @Nullable Double factor(String option, @Nullable Double factor) {
    require(factor == null || (factor >= 0.01 && factor <= 1), option, factor, "from 0.01 to 1");
    return factor;
  }

  private void require(boolean holds, String option, @Nullable Object value, String allowed) {
    if (!holds) {
      throw new ParameterException(
          spec.commandLine(), option + " is " + value + "; it must be " + allowed);
    }
  }
}
