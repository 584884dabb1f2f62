package io.edgewise.jobs.report;

import io.edgewise.jobs.console.TextTable;
import io.edgewise.jobs.latency.Agreement;
import io.edgewise.search.trial.DeviceLatency;
import io.edgewise.search.trial.DeviceLatency.Untimed;
import io.edgewise.search.trial.Trial;
import io.edgewise.sim.accelerator.Uncertainty;
import io.edgewise.sim.calibration.Calibrator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Simulated and measured latencies of a search's networks side by side, for eyes. */
public final class DeviceText {

  /** Networks in the table, those that disagree most. */
  private static final int SHOWN = 8;

  private final Agreement agreement;
  private final Map<String, Long> untimed;

  private DeviceText(Agreement agreement, Map<String, Long> untimed) {
    this.agreement = agreement;
    this.untimed = untimed;
  }

  /**
   * The words on trials.
   *
   * @param uncertainty of the accelerator that they were simulated on
   * @return empty if the device was asked about none of them
   */
  public static Optional<DeviceText> of(List<Trial> trials, Uncertainty uncertainty) {
    List<DeviceLatency> asked = trials.stream().flatMap(t -> t.device().stream()).toList();
    return asked.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new DeviceText(
                Agreement.of(trials, uncertainty),
                asked.stream()
                    .flatMap(d -> d instanceof Untimed u ? Stream.of(u.reason()) : Stream.empty())
                    .collect(
                        Collectors.groupingBy(why -> why, TreeMap::new, Collectors.counting()))));
  }

  /** Returns whether the simulator is wrong about the device, and enough is known to mend it. */
  public boolean asksForCalibration() {
    return agreement.isBroken() && agreement.compared().size() >= Calibrator.LEAST_ROWS;
  }

  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(counts());
    if (!agreement.compared().isEmpty()) {
      lines.addAll(table());
      lines.add(verdict());
    }
    return lines;
  }

  private String counts() {
    String reasons =
        untimed.entrySet().stream()
            .map(e -> e.getValue() + " " + e.getKey())
            .collect(Collectors.joining(", "));
    return text(
        "measured on the device: %d networks%s",
        agreement.compared().size(),
        reasons.isEmpty() ? "" : "; without an answer: " + reasons);
  }

  private List<String> table() {
    TextTable table =
        new TextTable()
            .left("  trial")
            .right("simulated", "measured", "spread", "runs", "measured/simulated")
            .left("");
    agreement.compared().stream()
        .sorted(
            Comparator.<Trial>comparingDouble(t -> -Math.abs(Math.log(Agreement.ratio(t))))
                .thenComparing(Trial::generation)
                .thenComparing(Trial::index))
        .limit(SHOWN)
        .forEach(trial -> table.row(row(trial)));
    List<String> lines = new ArrayList<>(table.lines());
    int more = agreement.compared().size() - SHOWN;
    if (more > 0) {
      lines.add("  and " + more + " that disagree less");
    }
    return lines;
  }

  private List<String> row(Trial trial) {
    DeviceLatency.Timed timed = trial.timed().orElseThrow();
    return List.of(
        "  " + trial.key(),
        text("%.3f ms", trial.latency().orElseThrow().latencyMillis()),
        text("%.3f ms", timed.medianMillis()),
        Double.isNaN(timed.spreadMillis()) ? "-" : text("%.3f ms", timed.spreadMillis()),
        String.valueOf(timed.runs()),
        text("%.3f", Agreement.ratio(trial)),
        agreement.isOutside(trial) ? "outside" : "");
  }

  private String verdict() {
    int all = agreement.compared().size();
    String interval =
        agreement.isStated()
            ? text("the simulator's interval, a factor of %.3f for 9 of 10", agreement.factor())
            : text("a factor of %.1f, its file states none", agreement.factor());
    String seen =
        text(
            "%d of %d lie outside %s; mean error %.1f %%, measured/simulated typically %.3f",
            agreement.outside(),
            all,
            interval,
            100 * agreement.meanError(),
            agreement.typicalRatio());
    if (!agreement.isBroken()) {
      return seen + ": they agree";
    }
    return seen
        + ": the simulator is wrong about this device; "
        + (asksForCalibration()
            ? "latency.recalibrate = true follows it, and this fits the accelerator's file to it:"
            : text("%d measured networks can mend that", Calibrator.LEAST_ROWS));
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
