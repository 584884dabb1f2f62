package io.edgewise.jobs.report;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import io.edgewise.jobs.console.TextTable;
import io.edgewise.jobs.history.GenerationRow;
import io.edgewise.jobs.latency.Agreement;
import io.edgewise.search.history.Contents;
import io.edgewise.search.history.Provenance;
import io.edgewise.search.trial.DeviceLatency;
import io.edgewise.search.trial.DeviceLatency.Untimed;
import io.edgewise.search.trial.Trial;
import io.edgewise.sim.accelerator.Uncertainty;
import io.edgewise.sim.calibration.Calibrator;
import io.edgewise.sim.settings.AcceleratorFile;
import io.edgewise.sim.settings.SettingsException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Simulated and measured latencies of a search's networks side by side, for eyes. */
public final class DeviceText {

  /** Networks in the table, those that disagree most. */
  private static final int SHOWN = 8;

  private static final Agreement NOTHING = Agreement.of(List.of(), Uncertainty.UNKNOWN);

  private final Agreement agreement;
  private final Map<String, Long> untimed;
  private final OptionalInt recalibrated;

  private DeviceText(Agreement agreement, Map<String, Long> untimed, OptionalInt recalibrated) {
    this.agreement = agreement;
    this.untimed = untimed;
    this.recalibrated = recalibrated;
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
                        Collectors.groupingBy(why -> why, TreeMap::new, Collectors.counting())),
                OptionalInt.empty()));
  }

  /**
   * The words on a search that is stored: on its trials since the accelerator was calibrated anew,
   * if it was, for each has the latency of the accelerator that was in force then.
   *
   * @param trials of all generations
   */
  public static Optional<DeviceText> of(
      Provenance provenance, List<GenerationRow> generations, List<Trial> trials) {
    Optional<GenerationRow> last =
        generations.stream()
            .filter(row -> row.accelerator() != null)
            .reduce((earlier, later) -> later);
    int after = last.map(GenerationRow::generation).orElse(-1);
    String description =
        last.map(GenerationRow::accelerator)
            .orElse(provenance.environment().get(Contents.Part.ACCELERATOR.setting()));
    return of(
            trials.stream().filter(trial -> trial.generation() > after).toList(),
            uncertainty(description))
        .map(text -> last.isEmpty() ? text : text.after(after))
        .or(() -> last.map(row -> new DeviceText(NOTHING, Map.of(), OptionalInt.of(after))));
  }

  /** JSON, unlike HOCON, includes no files. */
  private static Uncertainty uncertainty(@Nullable String description) {
    try {
      return description == null
          ? Uncertainty.UNKNOWN
          : AcceleratorFile.parse(
                  "accelerator",
                  ConfigFactory.parseString(
                      description, ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON)))
              .uncertainty();
    } catch (ConfigException | SettingsException e) {
      return Uncertainty.UNKNOWN; // Of a version that read other descriptions.
    }
  }

  private DeviceText after(int generation) {
    return new DeviceText(agreement, untimed, OptionalInt.of(generation));
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

  /** Says how many networks the device has run. */
  public String counts() {
    String reasons =
        untimed.entrySet().stream()
            .map(e -> e.getValue() + " " + e.getKey())
            .collect(Collectors.joining(", "));
    return text(
        "measured on the device%s: %d networks%s",
        recalibrated.isPresent()
            ? " since the accelerator was calibrated anew after generation "
                + recalibrated.getAsInt()
            : "",
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

  /** Says whether they agree. */
  public String verdict() {
    int all = agreement.compared().size();
    if (all == 0) {
      return "there is nothing to hold the simulator against";
    }
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
            ? "a search with latency.recalibrate = true follows it, and edgewise calibrate fits the"
                + " accelerator's file to it"
            : text("%d measured networks can mend that", Calibrator.LEAST_ROWS));
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
