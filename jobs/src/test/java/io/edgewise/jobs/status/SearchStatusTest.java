package io.edgewise.jobs.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.jobs.Damage;
import io.edgewise.jobs.history.HistoryException;
import io.edgewise.jobs.status.SearchState.Phase;
import io.edgewise.search.evaluation.Candidate;
import io.edgewise.search.evaluation.Proxy;
import io.edgewise.search.history.Generation.Counts;
import io.edgewise.search.history.Tally;
import io.edgewise.search.history.Times;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.file.SearchSpaceFile;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Screening;
import io.edgewise.search.trial.SearchId;
import io.edgewise.search.trial.Trial;
import io.edgewise.sim.Bottleneck;
import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.Metric;
import io.edgewise.sim.Metrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchStatusTest {

  private static final SearchId SEARCH = new SearchId("quickstart");
  private static final Instant NOW = Instant.parse("2026-11-24T22:00:00Z");
  private static final Architecture FIRST = SearchSpaceFile.find("efficientnet-edgetpu").first();

  @TempDir private Path root;
  private final List<String> complaints = new ArrayList<>();

  private SearchStatus status() {
    return status(() -> NOW);
  }

  private SearchStatus status(InstantSource time) {
    return new SearchStatus(
        new Configuration(),
        root.toString(),
        SEARCH,
        4,
        "node-7",
        time.withZone(ZoneOffset.UTC),
        complaints::add);
  }

  private SearchState read() {
    return SearchStatus.read(new Configuration(), root.toString(), SEARCH).orElseThrow();
  }

  private static LatencyReport report() {
    return new LatencyReport(
        "n", Metrics.NONE.with(Metric.LATENCY, 4.5), Bottleneck.COMPUTE, List.of());
  }

  private static Candidate candidate() {
    return new Candidate(0, Screening.feasible(FIRST, report()), new Proxy("any", 1, 1), 1);
  }

  private static Tally tally() {
    Evaluation measured =
        new Evaluation.Measured(0.25, List.of(), new Evaluation.Cost(10, "node-8"));
    Trial trial = new Trial(0, 3, FIRST, Optional.of(report()), measured, 0.27, Optional.empty());
    return Tally.NONE.plus(
        new Counts(9, 3, 2, 3, 1), new Times(NOW, NOW.plusSeconds(9), 1, 8), List.of(trial));
  }

  /** It decides nothing, so one that says nothing is as good as none. */
  @Test
  void aDamagedStatusIsReadOrIsNone() throws IOException {
    SearchStatus status = status();
    status.started(tally());
    Path file = root.resolve("status/quickstart/status.json");
    Damage.readOrRefused(
        file,
        Files.readString(file),
        path -> {
          if (SearchStatus.read(new Configuration(), root.toString(), SEARCH).isEmpty()) {
            throw new HistoryException(path.toString());
          }
        });
  }

  @Test
  void tellsHowFarASearchIs() throws IOException {
    SearchStatus status = status();
    status.started(Tally.NONE);
    assertThat(read().phase()).isEqualTo(Phase.RUNNING);
    status.started(tally());
    status.training(1, 8);

    assertThat(Files.readString(root.resolve("status/quickstart/status.json")))
        .isEqualTo(
            String.format(
                Locale.ROOT,
                """
            {
              "search" : "quickstart",
              "state" : "running",
              "message" : "",
              "generation" : 1,
              "generations" : 4,
              "running" : 8,
              "trials" : {
                "measured" : 3,
                "infeasible" : 3,
                "failed" : 1,
                "repeated" : 2
              },
              "best" : {
                "architecture" : "%s",
                "trial" : "0/3",
                "reward" : 0.27,
                "accuracy" : 0.25,
                "latency_ms" : 4.5
              },
              "started_at" : "2026-11-24T22:00:00Z",
              "updated_at" : "2026-11-24T22:00:00Z",
              "host" : "node-7"
            }
            """,
                FIRST.id()));
    SearchState state = read();
    assertThat(SearchState.fromJson(state.toJson())).contains(state);
  }

  @Test
  void tellsHowItEnded() {
    SearchStatus status = status();
    status.started(tally());
    status.ended(Optional.empty());
    assertThat(read().phase()).isEqualTo(Phase.FINISHED);
    status.ended(Optional.of("budget: 9 of 10 trials are done"));
    assertThat(read().phase()).isEqualTo(Phase.STOPPED);
    assertThat(read().message()).isEqualTo("budget: 9 of 10 trials are done");

    SearchStatus nothing = status();
    nothing.started(Tally.NONE);
    nothing.ended(Optional.empty());
    assertThat(read().phase()).isEqualTo(Phase.FAILED);
    assertThat(read().message()).isEqualTo("no network could be trained");
  }

  @Test
  void anEndOfTheProcessIsAStopAndNoFailure() {
    SearchStatus status = status();
    status.started(tally());
    status.interrupted();
    assertThat(read().phase()).isEqualTo(Phase.STOPPED);
    assertThat(read().message()).isEqualTo("interrupted");
  }

  @Test
  void tellsWhyItBrokeOffButNoSecrets() {
    SearchStatus status = status();
    status.started(tally());
    status.brokeOff(new IllegalStateException("s3a://AKIA:hush@bucket/runs is gone"));
    assertThat(read().phase()).isEqualTo(Phase.FAILED);
    assertThat(read().message())
        .isEqualTo("java.lang.IllegalStateException: s3a://***@bucket/runs is gone");
  }

  @Test
  void aStatusThatCannotBeWrittenStopsNothing() throws IOException {
    Files.writeString(root.resolve("status"), "a file where a folder should be");
    SearchStatus status = status();
    status.started(tally());
    Evaluation failed = new Evaluation.Failed("error", "", new Evaluation.Cost(1, "node-8"));
    status.ended(1, candidate(), failed);
    assertThat(complaints).isNotEmpty().allMatch(c -> c.startsWith("the status is not written: "));
  }

  @Test
  void aFileThatIsNoStatusIsNone() {
    assertThat(SearchState.fromJson("{")).isEmpty();
    assertThat(SearchState.fromJson("{}")).isEmpty();
    assertThat(SearchState.fromJson("{\"state\":\"running\"}")).isEmpty();
  }

  @Test
  void aSearchWhoseProcessIsGoneOrSilentForAMinuteIsInterrupted() {
    SearchStatus status = status();
    status.started(tally());
    SearchState running = read();
    assertThat(running.asOf(NOW.plusSeconds(60), true).summary()).isEqualTo("running, 1 of 4");
    assertThat(running.asOf(NOW.plusSeconds(61), true).summary()).isEqualTo("interrupted, 1 of 4");
    assertThat(running.asOf(NOW, false).summary()).isEqualTo("interrupted, 1 of 4");

    status.ended(Optional.empty());
    assertThat(read().asOf(NOW.plusSeconds(99), false).summary()).isEqualTo("finished");
    status.ended(Optional.of("budget: 9 of 10 trials are done"));
    assertThat(read().summary()).isEqualTo("stopped, 1 of 4: budget: 9 of 10 trials are done");
    status.interrupted();
    assertThat(read().summary()).isEqualTo("interrupted, 1 of 4");
  }

  @Test
  void aBeatRenewsTheTimeOfARunningSearchOnly() {
    AtomicReference<Instant> time = new AtomicReference<>(NOW);
    SearchStatus status = status(time::get);
    status.started(tally());
    time.set(NOW.plusSeconds(10));
    status.renew();
    assertThat(read().updatedAt()).isEqualTo(NOW.plusSeconds(10));

    status.ended(Optional.empty());
    time.set(NOW.plusSeconds(20));
    status.renew();
    assertThat(read().phase()).isEqualTo(Phase.FINISHED);
    assertThat(read().updatedAt()).isEqualTo(NOW.plusSeconds(10));
  }

  /** A driver that was suspended and wakes up when another has gone on with its search. */
  @Test
  void aBeatLeavesTheStatusOfAnotherProcessAlone() {
    SearchStatus suspended = status();
    suspended.started(Tally.NONE);
    SearchStatus other = status(() -> NOW.plusSeconds(100));
    other.started(tally());
    suspended.renew();
    assertThat(read().startedAt()).isEqualTo(NOW.plusSeconds(100));
    assertThat(read().generation()).isEqualTo(1);
  }
}
