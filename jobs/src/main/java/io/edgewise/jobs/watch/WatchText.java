package io.edgewise.jobs.watch;

import io.edgewise.jobs.console.TextTable;
import io.edgewise.jobs.console.TimeText;
import io.edgewise.jobs.history.GenerationRow;
import io.edgewise.jobs.report.SearchResult;
import io.edgewise.jobs.report.Spread;
import io.edgewise.jobs.status.SearchState;
import io.edgewise.search.trial.Trial;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A search that runs, in the 80 columns of a terminal. */
public final class WatchText {

  private static final int BAR = 10;
  private static final int SPARKS = 48;

  private final Sight sight;
  private final Optional<SearchState> state;
  private final Instant now;

  /**
   * @param state of the search as it is now; empty if it left none
   */
  public WatchText(Sight sight, Optional<SearchState> state, Instant now) {
    this.sight = sight;
    this.state = state;
    this.now = now;
  }

  /** Lines without control characters, whatever a history says. */
  public List<String> lines() {
    return text().stream().map(line -> line.replaceAll("\\p{Cntrl}", "?")).toList();
  }

  private List<String> text() {
    List<String> lines = new ArrayList<>();
    lines.add("search " + sight.search() + ": " + phase());
    state.map(this::progress).ifPresent(lines::add);
    lines.add("");
    rewards(lines);
    lines.add(
        String.format(
            Locale.ROOT,
            "%,d proposed, %,d measured, %,d infeasible, %,d failed, %,d repeated",
            sum(GenerationRow::proposed),
            sum(GenerationRow::measured),
            sum(GenerationRow::infeasible),
            sum(GenerationRow::failed),
            sum(GenerationRow::repeated)));
    if (!sight.hosts().isEmpty()) {
      lines.add("trained last by " + hosts());
    }
    if (!sight.best().isEmpty()) {
      lines.add("");
      best(lines);
    }
    return lines;
  }

  private String phase() {
    return state
        .map(
            known ->
                known.summary()
                    + (known.phase() == SearchState.Phase.RUNNING
                        ? ", " + known.running() + " trainings under way"
                        : "")
                    + ", as of "
                    + TimeText.of(age(known.updatedAt()))
                    + " ago")
        .orElse("what became of it is not known");
  }

  private Duration age(Instant then) {
    return then.isAfter(now) ? Duration.ZERO : Duration.between(then, now);
  }

  private String progress(SearchState known) {
    int done = sight.generations().size();
    int bar = BAR * Math.min(done, known.generations()) / known.generations();
    return String.format(
        Locale.ROOT,
        "[%s%s] %d of %d, %s%s",
        "=".repeat(bar),
        " ".repeat(BAR - bar),
        done,
        known.generations(),
        TimeText.of(took()),
        known.phase() == SearchState.Phase.RUNNING
            ? left(known.generations() - done).map(", "::concat).orElse("")
            : "");
  }

  private Duration took() {
    return sight.generations().stream()
        .map(WatchText::duration)
        .reduce(Duration.ZERO, Duration::plus);
  }

  private static Duration duration(GenerationRow row) {
    return Duration.between(row.startedAt(), row.finishedAt());
  }

  /** The quartiles of what generations took, for those that are left, less what passed of this. */
  private Optional<String> left(int generations) {
    return Spread.of(
            sight.generations().stream().mapToDouble(r -> duration(r).toMillis()).toArray())
        .filter(one -> generations > 0)
        .map(
            one ->
                String.format(
                    Locale.ROOT,
                    "%s left (%s to %s)",
                    left(one.median(), generations),
                    left(one.lowerQuartile(), generations),
                    left(one.upperQuartile(), generations)));
  }

  private String left(double millis, int generations) {
    GenerationRow last = sight.generations().get(sight.generations().size() - 1);
    double begun = Math.min(millis, age(last.finishedAt()).toMillis());
    return TimeText.of(Duration.ofMillis(Math.round(millis * generations - begun)));
  }

  private void rewards(List<String> lines) {
    List<GenerationRow> rows = sight.generations();
    if (rows.isEmpty()) {
      lines.add("no generation is committed yet");
      return;
    }
    lines.add(rewards("best reward", GenerationRow::bestReward));
    lines.add(rewards("mean reward", GenerationRow::meanReward));
  }

  private String rewards(String name, Function<GenerationRow, @Nullable Double> reward) {
    List<Double> numbers = sight.generations().stream().map(reward).map(WatchText::orNaN).toList();
    String range =
        Spread.of(numbers.stream().mapToDouble(d -> d).filter(Double::isFinite).toArray())
            .map(all -> String.format(Locale.ROOT, "%.4f to %.4f", all.lowest(), all.highest()))
            .orElse("none yet");
    return name + "  " + Sparkline.of(numbers, SPARKS) + "  " + range;
  }

  private static double orNaN(@Nullable Double reward) {
    return Objects.requireNonNullElse(reward, Double.NaN);
  }

  private int sum(ToIntFunction<GenerationRow> count) {
    return sight.generations().stream().mapToInt(count).sum();
  }

  private String hosts() {
    return sight.hosts().entrySet().stream()
        .map(host -> host.getKey() + " (" + host.getValue() + ")")
        .collect(Collectors.joining(", "));
  }

  private void best(List<String> lines) {
    TextTable table =
        new TextTable().left("architecture").right("trial", "accuracy", "latency", "reward");
    for (Trial trial : sight.best()) {
      table.row(
          trial.architecture().id().hex(),
          trial.key().toString(),
          String.format(Locale.ROOT, "%.2f %%", 100 * SearchResult.accuracy(trial)),
          String.format(Locale.ROOT, "%.3f ms", SearchResult.latencyMillis(trial)),
          String.format(Locale.ROOT, "%.4f", trial.reward()));
    }
    lines.addAll(table.lines());
  }
}
