package io.edgewise.jobs.command;

import io.edgewise.jobs.config.Overrides;
import io.edgewise.jobs.config.SearchConfig;
import io.edgewise.jobs.history.History;
import io.edgewise.jobs.status.SearchState;
import io.edgewise.jobs.status.SearchStatus;
import io.edgewise.search.trial.SearchId;
import io.edgewise.sim.settings.HomeFolder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The options that say which history a command looks at; none of them starts Spark. */
final class HistoryOptions {

  @Option(
      names = "--history",
      paramLabel = "ROOT",
      scope = ScopeType.INHERIT,
      description =
          "Root of the history: a folder or a URI (file:, hdfs:, s3a:). Default: search.history of"
              + " conf/reference.conf.")
  private @Nullable String root;

  @Option(
      names = "--config",
      paramLabel = "CONFIG",
      scope = ScopeType.INHERIT,
      description = "Search file whose history it is (search.history), in place of --history.")
  private @Nullable Path config;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets spec
  HistoryOptions() {}

  /**
   * Opens the history with the Hadoop settings that Spark was given (spark.hadoop.*), but without
   * Spark.
   */
  History history() {
    return History.openExisting(hadoop(), root());
  }

  /** Returns what a search's process last wrote, as it is now; empty if there is nothing. */
  Optional<SearchState> state(SearchId search) {
    return SearchStatus.read(hadoop(), root(), search)
        .map(state -> state.asOf(Instant.now(), history().mayBeHeld(search)));
  }

  private static Configuration hadoop() {
    return SparkHadoopUtil.get().newConfiguration(new SparkConf());
  }

  private String root() {
    if (root != null && config != null) {
      throw new ParameterException(
          spec.commandLine(),
          "--history is " + root + " and --config is " + config + "; allowed is one of them");
    }
    if (config != null) {
      return SearchConfig.read(config, Overrides.NONE).search().history();
    }
    return root == null ? SearchConfig.defaultHistory() : HomeFolder.expand(root);
  }
}
