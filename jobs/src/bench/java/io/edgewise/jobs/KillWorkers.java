package io.edgewise.jobs;

import io.edgewise.jobs.history.TrialRow;
import io.edgewise.search.trial.SearchId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The same search twice on a master and two workers, once undisturbed, once with kill -9 of a
 * worker in every generation: the rows, and how much longer it takes. See {@code kill-worker.sh}.
 */
final class KillWorkers {

  private static final SearchId ID = new SearchId("tiny");

  private KillWorkers() {}

  /** Arguments: generations, candidates of each, epochs of a training. */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createTempDirectory("kill-worker");
    Path config =
        TinySearch.config(
            folder,
            String.format(
                Locale.ROOT,
                "search { generations = %s, candidates = %s, pool = %s }\nproxy.epochs = %s\n",
                args[0],
                args[1],
                args[1],
                args[2]));
    Path undisturbed = folder.resolve("undisturbed");
    Path disturbed = folder.resolve("disturbed");
    Path repository = Path.of(System.getProperty("edgewise.repository"));
    int killed;
    try (StandaloneCluster cluster = StandaloneCluster.start(repository, folder.resolve("spark"))) {
      requireEnd(
          cluster.submit("client", folder.resolve("1.log"), TinySearch.args(config, undisturbed)),
          folder);
      Process search =
          cluster.submit("client", folder.resolve("2.log"), TinySearch.args(config, disturbed));
      killed = cluster.killAWorkerInEveryGeneration(search, disturbed, ID);
      requireEnd(search, folder);
    }
    List<TrialRow> rows = TinySearch.comparable(disturbed);
    long keys = rows.stream().map(TrialRow::key).distinct().count();
    boolean same = rows.equals(TinySearch.comparable(undisturbed)) && keys == rows.size();
    double before = seconds(undisturbed);
    double now = seconds(disturbed);
    System.out.println(
        String.format(
            Locale.ROOT,
            "%d workers killed in %s generations: %d rows, %s; %.1f s in place of %.1f s, %.2f x the wall time",
            killed,
            args[0],
            rows.size(),
            same ? "the same, each once" : "NOT THE SAME",
            now,
            before,
            now / before));
    System.exit(same && killed > 0 ? 0 : 1);
  }

  /** Returns the time from the begin of the first generation to the end of the last. */
  private static double seconds(Path history) {
    var generations = TinySearch.stored(history).generations().toList();
    return java.time.Duration.between(
                generations.get(0).startedAt(),
                generations.get(generations.size() - 1).finishedAt())
            .toMillis()
        / 1e3;
  }

  private static void requireEnd(Process search, Path folder) throws IOException {
    int code = StandaloneCluster.waitFor(search);
    if (code != 0) {
      throw new IOException("the search ended with " + code + "; see the logs in " + folder);
    }
  }
}
