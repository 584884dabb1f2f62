package io.edgewise.jobs;

import io.edgewise.jobs.history.Finding;
import io.edgewise.jobs.history.History;
import io.edgewise.jobs.history.StoredSearch;
import io.edgewise.jobs.history.TrialRow;
import io.edgewise.search.trial.SearchId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;

/**
 * Kills a search's driver again and again, resumes it, and compares what comes out with the
 * uninterrupted search; see {@code kill-driver.sh}.
 *
 * <p>A moment is one of the process's own time, of its cores, so that the seed decides what is hit
 * and not how busy the machine is. A search lives through several kills, up to {@value
 * #MOST_KILLS_OF_A_SEARCH}, before it is left alone. What is committed is checked after each: it is
 * a beginning of the uninterrupted search, whole generations, never fewer than before, and its rows
 * are the very rows of before, times and hosts too, so that nothing in it was trained again.
 */
final class KillDriver {

  private static final SearchId ID = new SearchId("tiny");
  private static final int MOST_KILLS_OF_A_SEARCH = 8;
  private static final int GENERATIONS = 6;
  private static final String MORE =
      "search { generations = " + GENERATIONS + ", candidates = 2, pool = 2 }\n";

  private final int wanted;
  private final Random random;
  private final Path folder;
  private final EdgewiseProcess processes;
  private final Path config;
  private final List<TrialRow> whole;
  private final Duration wholeTime;
  private int kills;
  private int resumed;
  private int duplicates;
  private int trainedTwice;
  private int equal;

  private KillDriver(int wanted, long seed, Path folder) throws IOException {
    this.wanted = wanted;
    this.random = new Random(seed);
    this.folder = folder;
    this.config = TinySearch.config(folder, MORE);
    this.processes = new EdgewiseProcess(folder);
    Path first = folder.resolve("first");
    processes.prepare(log(first), TinySearch.args(config, first));
    Path history = folder.resolve("whole");
    this.wholeTime = EdgewiseProcess.timeToEnd(start(history));
    this.whole = TinySearch.comparable(history);
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    int wanted = Integer.parseInt(args[0]);
    long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
    Path folder = Files.createTempDirectory("kill-driver");
    KillDriver kill = new KillDriver(wanted, seed, folder);
    print(
        "uninterrupted: %d trials in %.1f s of the cores",
        kill.whole.size(), seconds(kill.wholeTime));
    for (int search = 0; kill.kills < wanted; search++) {
      kill.liveOn(folder.resolve("search-" + search));
    }
    print(
        "%d of %d resumed, %d duplicates, %d trained twice, %d histories equal",
        kill.resumed, kill.kills, kill.duplicates, kill.trainedTwice, kill.equal);
    EdgewiseProcess.deleteAll(folder);
    boolean good =
        kill.resumed == wanted
            && kill.duplicates + kill.trainedTwice == 0
            && kill.equal == kill.resumed;
    System.exit(good ? 0 : 1);
  }

  /** One search from its first start to its end, through kills at random moments. */
  private void liveOn(Path history) throws IOException, InterruptedException {
    int here = 0;
    List<TrialRow> before = List.of();
    while (true) {
      Process driver = start(history);
      boolean leftAlone = kills == wanted || here == MOST_KILLS_OF_A_SEARCH;
      Duration moment = Duration.ofMillis(random.nextLong(wholeTime.toMillis()));
      if (EdgewiseProcess.ends(driver, leftAlone ? Duration.ofDays(1) : moment)) {
        requireEnd(history, driver.exitValue(), before, here);
        return;
      }
      driver.destroyForcibly().waitFor();
      kills++;
      here++;
      List<TrialRow> after = committed(history);
      check(before, after);
      before = after;
      print(
          "kill %d of %d: search %s, after %.2f s, %d of %d trials committed%s",
          kills,
          wanted,
          history.getFileName(),
          seconds(moment),
          after.size(),
          whole.size(),
          staged(history) ? ", a commit under way" : "");
    }
  }

  private Process start(Path history) throws IOException {
    return processes.start(log(history), TinySearch.args(config, history));
  }

  private Path log(Path history) {
    return folder.resolve(history.getFileName() + ".log");
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1e3;
  }

  /** A beginning of the uninterrupted search, and the same rows as before. */
  private void check(List<TrialRow> before, List<TrialRow> after) {
    for (int i = 0; i < before.size(); i++) {
      trainedTwice += i < after.size() && before.get(i).equals(after.get(i)) ? 0 : 1;
    }
    Set<Object> keys = new HashSet<>();
    Set<String> trained = new HashSet<>();
    for (TrialRow row : after) {
      duplicates += keys.add(row.key()) ? 0 : 1;
      boolean training =
          row.status().equals(TrialRow.MEASURED) || row.status().equals(TrialRow.FAILED);
      trainedTwice += training && !trained.add(row.architectureId()) ? 1 : 0;
    }
    List<TrialRow> comparable = after.stream().map(TrialRow::withoutTimesAndHosts).toList();
    if (!comparable.equals(whole.subList(0, Math.min(whole.size(), comparable.size())))) {
      throw new IllegalStateException(
          "what is committed is not how the uninterrupted search begins");
    }
  }

  private void requireEnd(Path history, int code, List<TrialRow> before, int here) {
    if (code != 0) {
      throw new IllegalStateException(history + ": ended with " + code + "; see its log");
    }
    check(before, committed(history));
    List<Finding> damage =
        history(history).verify(ID).stream().filter(finding -> !finding.harmless()).toList();
    boolean same =
        TinySearch.comparable(history).equals(whole)
            && TinySearch.stored(history)
                .stateAfter(GENERATIONS - 1)
                .equals(TinySearch.stored(folder.resolve("whole")).stateAfter(GENERATIONS - 1));
    resumed += here;
    equal += same && damage.isEmpty() ? here : 0;
  }

  private static History history(Path root) {
    return History.open(new Configuration(), root.toString());
  }

  private static List<TrialRow> committed(Path root) {
    return history(root).find(ID).map(StoredSearch::trials).stream().flatMap(rows -> rows).toList();
  }

  private static boolean staged(Path history) throws IOException {
    Path staging = history.resolve("_staging/tiny");
    if (!Files.exists(staging)) {
      return false;
    }
    try (var attempts = Files.list(staging)) {
      return attempts.findAny().isPresent();
    }
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
