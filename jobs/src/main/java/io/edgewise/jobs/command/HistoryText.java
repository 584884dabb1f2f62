package io.edgewise.jobs.command;

import io.edgewise.jobs.console.TextTable;
import io.edgewise.jobs.console.TimeText;
import io.edgewise.jobs.history.GenerationRow;
import io.edgewise.jobs.history.History;
import io.edgewise.jobs.history.HistoryException;
import io.edgewise.jobs.history.StoredSearch;
import io.edgewise.jobs.history.TrialRow;
import io.edgewise.jobs.report.AcceleratorResult;
import io.edgewise.jobs.report.DeviceText;
import io.edgewise.jobs.report.SearchResult;
import io.edgewise.jobs.status.SearchState;
import io.edgewise.search.history.Contents;
import io.edgewise.search.history.Provenance;
import io.edgewise.search.trial.SearchId;
import io.edgewise.search.trial.Trial;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A history on a terminal. */
final class HistoryText {

  private final History history;
  private final Function<SearchId, Optional<SearchState>> state;

  /**
   * @param state of a search as it is now; empty if it left none
   */
  HistoryText(History history, Function<SearchId, Optional<SearchState>> state) {
    this.history = history;
    this.state = state;
  }

  /** One line a search, and below them why some cannot be read. */
  List<String> searches() {
    TextTable table =
        new TextTable()
            .left("search")
            .right("generations", "trials", "measured", "best reward", "kB")
            .left("started", "took", "state");
    List<String> unread = new ArrayList<>();
    for (SearchId search : history.searches()) {
      try {
        table.row(row(history.search(search)));
      } catch (HistoryException e) {
        unread.add(search + " is not listed: " + e.getMessage());
      }
    }
    List<String> lines = new ArrayList<>(table.lines());
    lines.addAll(unread);
    return lines;
  }

  private List<String> row(StoredSearch search) {
    List<GenerationRow> generations = search.generations().toList();
    return List.of(
        search.id().value(),
        String.valueOf(generations.size()),
        String.valueOf(generations.stream().mapToInt(GenerationRow::trials).sum()),
        String.valueOf(generations.stream().mapToInt(GenerationRow::measured).sum()),
        reward(
            generations.stream()
                .map(GenerationRow::bestReward)
                .filter(Objects::nonNull)
                .max(Double::compare)
                .orElse(null)),
        decimal(search.bytes() / 1e3),
        seconds(search.provenance().createdAt()),
        TimeText.of(took(generations.stream())),
        state(search.id()));
  }

  /** The time of all generations; between the runs of a search none passes. */
  private static Duration took(Stream<GenerationRow> generations) {
    return generations
        .map(row -> Duration.between(row.startedAt(), row.finishedAt()))
        .reduce(Duration.ZERO, Duration::plus);
  }

  private String state(SearchId search) {
    return state.apply(search).map(SearchState::summary).orElse("not known");
  }

  /**
   * Returns what a search is, and one line a generation; "guessing" counts the measured networks
   * that are no better than always answering the most frequent class.
   */
  List<String> of(SearchId id) {
    StoredSearch search = history.search(id);
    Provenance provenance = search.provenance();
    List<String> lines = new ArrayList<>();
    lines.add("search " + search.id() + ", space " + provenance.space());
    lines.add("started " + seconds(provenance.createdAt()) + ", " + machine(provenance));
    lines.add(
        "state: " + state(id) + "; generations took " + TimeText.of(took(search.generations())));
    provenance.settings().forEach((name, value) -> lines.add("  " + name + " = " + value));
    if (provenance.settings().containsKey(Contents.Part.ACCELERATORS.setting())) {
      lines.add("");
      lines.addAll(fronts(search));
    }
    lines.add("");
    TextTable table =
        new TextTable()
            .right(
                "generation",
                "proposed",
                "measured",
                "guessing",
                "infeasible",
                "failed",
                "repeated")
            .right("best reward", "mean reward", "seconds")
            .left("finished");
    List<GenerationRow> generations = search.generations().toList();
    generations.stream().map(HistoryText::row).forEach(table::row);
    lines.addAll(table.lines());
    DeviceText.of(provenance, generations, search.trials().map(TrialRow::trial).toList())
        .ifPresent(device -> lines.addAll(device.lines()));
    return lines;
  }

  /** A line for the front of each accelerator, with the network of the best reward there. */
  private static List<String> fronts(StoredSearch search) {
    TextTable table =
        new TextTable()
            .left("accelerator")
            .right("on the front", "best reward", "accuracy", "latency ms")
            .left("network");
    for (AcceleratorResult on :
        AcceleratorResult.of(search.trials().map(TrialRow::trial).toList())) {
      Optional<Trial> best = on.result().best().stream().findFirst();
      table.row(
          List.of(
              on.accelerator(),
              String.valueOf(on.result().front().size()),
              reward(best.map(Trial::reward).orElse(null)),
              best.map(t -> String.format(Locale.ROOT, "%.2f %%", 100 * SearchResult.accuracy(t)))
                  .orElse("-"),
              best.map(t -> String.format(Locale.ROOT, "%.3f", SearchResult.latencyMillis(t)))
                  .orElse("-"),
              best.map(t -> t.architecture().id().hex()).orElse("-")));
    }
    return table.lines();
  }

  /** The environment but for the descriptions of accelerator and space, which are whole files. */
  private static SortedMap<String, String> machine(Provenance provenance) {
    SortedMap<String, String> machine = new TreeMap<>(provenance.environment());
    for (Contents.Part part : Contents.Part.values()) {
      machine.remove(part.setting());
    }
    return machine;
  }

  private static List<String> row(GenerationRow row) {
    return List.of(
        String.valueOf(row.generation()),
        String.valueOf(row.proposed()),
        String.valueOf(row.measured()),
        row.noBetterThanGuessing() == null ? "-" : String.valueOf(row.noBetterThanGuessing()),
        String.valueOf(row.infeasible()),
        String.valueOf(row.failed()),
        String.valueOf(row.repeated()),
        reward(row.bestReward()),
        reward(row.meanReward()),
        decimal(Duration.between(row.startedAt(), row.finishedAt()).toMillis() / 1e3),
        seconds(row.finishedAt()));
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String reward(@Nullable Double reward) {
    return reward == null ? "-" : String.format(Locale.ROOT, "%.4f", reward);
  }

  private static String seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
