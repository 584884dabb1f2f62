package io.edgewise.jobs.search;

import io.edgewise.jobs.console.Console;
import io.edgewise.jobs.report.SearchResult;
import io.edgewise.search.history.Generation;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.ArchitectureId;
import io.edgewise.search.trial.DeviceLatency;
import io.edgewise.search.trial.DeviceLatency.Timed;
import io.edgewise.search.trial.DeviceLatency.Untimed;
import io.edgewise.search.trial.Trial;
import io.edgewise.search.trial.TrialKey;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Function;

/**
 * Has the best of each generation's front measured on the device, no network twice. A device that
 * gives no answer is a reason in a row, and the search goes on with the simulator.
 */
final class DeviceMeasurements {

  /** These leave little hope for the next network; the next generation tries again. */
  private static final Set<String> GONE =
      Set.of("timed-out", "not-started", "no-device", "executor-lost");

  private final Function<Architecture, DeviceLatency> meter;
  private final int most;
  private final Console console;
  private final Set<ArchitectureId> timed = new HashSet<>();

  /**
   * @param meter measures one network
   * @param most networks of a generation that are measured
   */
  DeviceMeasurements(Function<Architecture, DeviceLatency> meter, int most, Console console) {
    this.meter = meter;
    this.most = most;
    this.console = console;
  }

  /** Remembers what was measured before. */
  void recall(Trial trial) {
    if (trial.timed().isPresent()) {
      timed.add(trial.architecture().id());
    }
  }

  /**
   * Measures a generation.
   *
   * @throws CancellationException if this thread is interrupted meanwhile
   */
  Generation measured(Generation generation) {
    Map<TrialKey, DeviceLatency> latencies = new HashMap<>();
    String gone = "";
    for (Trial trial : chosen(generation)) {
      DeviceLatency latency =
          gone.isEmpty() ? meter.apply(trial.architecture()) : new Untimed("not-tried", gone);
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("measuring was interrupted");
      }
      if (latency instanceof Untimed untimed && GONE.contains(untimed.reason())) {
        gone = "the device gave no answer to trial " + trial.key() + ": " + untimed.reason();
      }
      latencies.put(trial.key(), latency);
      tell(trial, latency);
    }
    Generation measured = generation.measured(latencies);
    measured.trials().forEach(this::recall);
    return measured;
  }

  /** The networks of the generation's front that have the highest rewards. */
  private List<Trial> chosen(Generation generation) {
    return SearchResult.of(generation.trials()).front().stream()
        .filter(trial -> !timed.contains(trial.architecture().id()))
        .sorted(Comparator.comparingDouble(Trial::reward).reversed().thenComparingInt(Trial::index))
        .limit(most)
        .toList();
  }

  private void tell(Trial trial, DeviceLatency latency) {
    if (latency instanceof Timed found) {
      console.note(
          "trial %s measured: %.3f ms%s; simulated: %.3f ms",
          trial.key(),
          found.medianMillis(),
          found.runs() == 1
              ? ""
              : String.format(
                  Locale.ROOT,
                  ", the median of %d runs, spread %.3f ms",
                  found.runs(),
                  found.spreadMillis()),
          SearchResult.latencyMillis(trial));
    } else if (latency instanceof Untimed none) {
      console.note("trial %s not measured: %s: %s", trial.key(), none.reason(), none.detail());
    }
  }
}
