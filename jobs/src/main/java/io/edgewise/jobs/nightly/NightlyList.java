package io.edgewise.jobs.nightly;

import io.edgewise.jobs.config.SearchConfig;
import io.edgewise.jobs.console.Console;
import io.edgewise.jobs.console.ExitCode;
import io.edgewise.jobs.console.TextTable;
import io.edgewise.jobs.history.History;
import io.edgewise.jobs.status.SearchState;
import io.edgewise.jobs.status.SearchStatus;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;

/** Lists the nights whose searches are kept, the oldest first, without starting Spark. */
public final class NightlyList {

  private final SearchConfig config;
  private final Clock clock;
  private final Configuration hadoop = SparkHadoopUtil.get().newConfiguration(new SparkConf());

  public NightlyList(SearchConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
  }

  /**
   * Prints the list.
   *
   * @return the exit code: done, or failed if there is no night
   */
  public int run(Console console) {
    String root = config.search().history();
    String name = config.nightly().name();
    History history = History.open(hadoop, root);
    NightFiles files = new NightFiles(hadoop, root, name);
    List<Night> nights = Night.all(name, history.searches());
    if (nights.isEmpty()) {
      console.line("no night of %s in %s", name, root);
      return ExitCode.FAILED;
    }
    TextTable table =
        new TextTable().left("night").right("measured").left("champion", "finished", "state");
    nights.forEach(night -> table.row(row(night, files, history)));
    table.lines().forEach(line -> console.line("%s", line));
    Champion.now(files)
        .ifPresent(
            champion ->
                console.line(
                    "champion %s since %s: %s",
                    champion.finalist().architecture(), champion.night(), files.champion().path()));
    return ExitCode.OK;
  }

  private List<String> row(Night night, NightFiles files, History history) {
    return files
        .summary(night.search())
        .map(
            done ->
                List.of(
                    night.toString(),
                    String.valueOf(done.measured()),
                    done.promoted() ? "new" : "stays",
                    done.finishedAt().truncatedTo(ChronoUnit.SECONDS).toString(),
                    "done"))
        .orElseGet(() -> List.of(night.toString(), "-", "-", "-", state(night, history)));
  }

  private String state(Night night, History history) {
    return SearchStatus.read(hadoop, config.search().history(), night.search())
        .map(state -> state.asOf(clock.instant(), history.mayBeHeld(night.search())))
        .map(SearchState::summary)
        .map(summary -> "search " + summary)
        .orElse("not done");
  }
}
