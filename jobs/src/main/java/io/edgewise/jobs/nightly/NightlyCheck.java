package io.edgewise.jobs.nightly;

import io.edgewise.jobs.config.SearchConfig;
import io.edgewise.jobs.console.Console;
import io.edgewise.jobs.console.ExitCode;
import io.edgewise.jobs.history.History;
import io.edgewise.jobs.status.SearchStatus;
import java.time.Clock;
import java.time.Instant;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;

/** Tells alarms whether the nights do their work, without starting Spark. */
public final class NightlyCheck {

  private final SearchConfig config;
  private final Clock clock;

  public NightlyCheck(SearchConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
  }

  /**
   * Prints what it finds.
   *
   * @return the exit code
   */
  public int run(Console console) {
    Configuration hadoop = SparkHadoopUtil.get().newConfiguration(new SparkConf());
    String root = config.search().history();
    String name = config.nightly().name();
    NightFiles files = new NightFiles(hadoop, root, name);
    History history = History.open(hadoop, root);
    Instant now = clock.instant();
    Freshness freshness =
        Freshness.of(
            Night.all(name, history.searches()),
            files::outcome,
            search ->
                SearchStatus.read(hadoop, root, search)
                    .map(state -> state.asOf(now, history.mayBeHeld(search))),
            now,
            config.nightly().freshFor());
    freshness.lines().forEach(line -> console.line("%s", line));
    return freshness.fresh() ? ExitCode.OK : ExitCode.FAILED;
  }
}
