package io.edgewise.jobs.command;

import io.edgewise.jobs.history.GenerationRow;
import io.edgewise.jobs.history.History;
import io.edgewise.jobs.history.StoredSearch;
import io.edgewise.search.history.Provenance;
import io.edgewise.search.trial.SearchId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A history on a terminal. */
final class HistoryText {

  private HistoryText() {}

  /** One line a search. */
  static List<String> of(History history) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%-24s %11s %7s %9s %11s %10s   %s",
            "search",
            "generations",
            "trials",
            "measured",
            "best reward",
            "kB",
            "started"));
    for (SearchId search : history.searches()) {
      lines.add(line(history.search(search)));
    }
    return lines;
  }

  private static String line(StoredSearch search) {
    List<GenerationRow> generations = search.generations().toList();
    return String.format(
        Locale.ROOT,
        "%-24s %11d %7d %9d %11s %10.1f   %s",
        search.id(),
        generations.size(),
        generations.stream().mapToInt(GenerationRow::trials).sum(),
        generations.stream().mapToInt(GenerationRow::measured).sum(),
        reward(
            generations.stream()
                .map(GenerationRow::bestReward)
                .filter(Objects::nonNull)
                .max(Double::compare)
                .orElse(null)),
        search.bytes() / 1e3,
        seconds(search.provenance().createdAt()));
  }

  /** What a search is, and one line a generation. */
  static List<String> of(StoredSearch search) {
    Provenance provenance = search.provenance();
    List<String> lines = new ArrayList<>();
    lines.add("search " + search.id() + ", space " + provenance.space());
    lines.add("started " + seconds(provenance.createdAt()) + ", " + provenance.environment());
    provenance.settings().forEach((name, value) -> lines.add("  " + name + " = " + value));
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "%10s %8s %8s %10s %6s %8s %11s %11s %8s   %s",
            "generation",
            "proposed",
            "measured",
            "infeasible",
            "failed",
            "repeated",
            "best reward",
            "mean reward",
            "seconds",
            "finished"));
    search.generations().map(HistoryText::line).forEach(lines::add);
    return lines;
  }

  private static String line(GenerationRow row) {
    return String.format(
        Locale.ROOT,
        "%10d %8d %8d %10d %6d %8d %11s %11s %8.1f   %s",
        row.generation(),
        row.proposed(),
        row.measured(),
        row.infeasible(),
        row.failed(),
        row.repeated(),
        reward(row.bestReward()),
        reward(row.meanReward()),
        Duration.between(row.startedAt(), row.finishedAt()).toMillis() / 1e3,
        seconds(row.finishedAt()));
  }

  private static String reward(@Nullable Double reward) {
    return reward == null ? "-" : String.format(Locale.ROOT, "%.4f", reward);
  }

  private static String seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
