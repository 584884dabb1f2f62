package io.edgewise.jobs.command;

import io.edgewise.jobs.config.SearchConfig;
import io.edgewise.jobs.console.Console;
import io.edgewise.jobs.console.ExitCode;
import io.edgewise.jobs.console.Interruption;
import io.edgewise.jobs.network.NetworkFile;
import io.edgewise.jobs.search.SearchJob;
import io.edgewise.jobs.search.SearchTracking;
import io.edgewise.jobs.training.TrainJob;
import io.edgewise.sim.settings.Settings;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code edgewise search}. */
@Command(
    name = "search",
    mixinStandardHelpOptions = true,
    description = {
      "Searches for networks that are accurate and fast on an accelerator.",
      "",
      "Proposes architectures, simulates their latency, trains their proxies over the cores of Spark, turns both into a reward and "
          + "learns from it, generation by generation. Started again, it goes on after the last committed generation."
    },
    footer = {
      "",
      "Examples:",
      "  edgewise search conf/quickstart.conf",
      "  edgewise search conf/cifar10-device.conf --then export",
      "  edgewise search conf/cifar10.conf --set dataset.path=/data/cifar-10-batches-bin --set search.generations=20",
      "",
      "Every setting with its default and meaning: conf/reference.conf"
    })
public final class SearchCommand implements Callable<Integer> {

  /** The fewest of the example in proxy-check's help. */
  private static final int NETWORKS_CHECKED = 16;

  @Parameters(
      paramLabel = "CONFIG",
      description = "Search file (HOCON), such as conf/quickstart.conf.")
  private Path config;

  @Mixin private SettingsOption settings;

  @Mixin private AllowCommandsOption commands;

  /** A step that follows the search. */
  enum Then {
    EXPORT;

    @Override
    public String toString() {
      return Settings.label(this);
    }
  }

  @Option(
      names = "--then",
      paramLabel = "STEP",
      description =
          "export: trains the best network within the target, if there is one, to its end, by the section train, quantises it and exports it into "
              + "export.folder. Started again, each step that is done stays.")
  private @Nullable Then then;

  @Option(
      names = "--int8-front",
      description =
          "Tells what each network of the front is worth in int8, run in TensorFlow Lite (search.int8-front = true).")
  private boolean int8Front;

  @Option(names = "--verbose", description = "Shows Spark's own log.")
  private boolean verbose;

  @SuppressWarnings("NullAway.Init") // picocli sets config and settings
  SearchCommand() {}

  @Override
  public Integer call() {
    SearchConfig search =
        SearchConfig.read(
            config,
            int8Front ? settings.overridesWith("search.int8-front", "true") : settings.overrides());
    commands.require(search);
    SearchTracking.require(search);
    if (then != null) {
      TrainJob.require(search); // A search takes hours, and what follows it is known before.
    }
    Console console = Console.system();
    return Interruption.orderly(
        console,
        new SearchJob(
                search,
                console,
                verbose,
                proxyCheck(),
                table -> calibrate(search, table),
                best -> follow(search, best, console))
            ::run);
  }

  private int follow(SearchConfig search, NetworkFile best, Console console) {
    if (then == null) {
      return ExitCode.OK;
    }
    double latency = best.finding().orElseThrow().metrics().latencyMillis();
    double target = search.reward().targetMillis();
    if (latency > target) {
      console.note(
          "edgewise: search: nothing is exported: the best network, %s, takes %.3f ms, and none is"
              + " within reward.target-millis = %s; raise that, or train the network's own file"
              + " (edgewise train --help)",
          best.architecture().id(), latency, target);
      return ExitCode.FAILED;
    }
    return new DeliveryStep(search, search.search().id(), console).run(best);
  }

  private static String calibrate(SearchConfig search, String table) {
    return "edgewise calibrate --measurements "
        + ShellWord.of(table.replaceFirst("^file:(//)?(?=/)", ""))
        + " --accelerator "
        + ShellWord.of(search.acceleratorName())
        + " --out calibrated.conf";
  }

  private String proxyCheck() {
    return "edgewise proxy-check --config "
        + ShellWord.of(config.toString())
        + " --networks "
        + NETWORKS_CHECKED
        + settings.words()
        + commands.words();
  }
}
