package io.edgewise.jobs.warmstart;

import io.edgewise.jobs.history.History;
import io.edgewise.search.trial.SearchId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A source is what is taken from an earlier search: its trials up to a generation. An earlier
 * search may go on, so the generation is fixed when the later one starts and is kept with its
 * settings.
 *
 * @param lastGeneration -1 if the earlier search had none yet
 */
record Source(SearchId search, int lastGeneration) {

  private static final Pattern ENTRY = Pattern.compile("\"([A-Za-z0-9._-]+)@(-?\\d{1,9})\"");

  /**
   * Everything that is committed now.
   *
   * @throws io.edgewise.jobs.history.HistoryException if there is no such search
   */
  static Source now(History history, SearchId search) {
    return new Source(search, history.search(search).lastGeneration().orElse(-1));
  }

  /** Returns the sources as settings keep them, such as {@code ["nightly-2026-11-23@7"]}. */
  static String text(List<Source> sources) {
    return sources.stream()
        .map(source -> "\"" + source.search + "@" + source.lastGeneration + "\"")
        .collect(Collectors.joining(",", "[", "]"));
  }

  /** Reads what {@link #text} wrote; empty if it is something else. */
  static Optional<List<Source>> parse(String text) {
    List<Source> sources = new ArrayList<>();
    Matcher matcher = ENTRY.matcher(text);
    while (matcher.find()) {
      sources.add(new Source(new SearchId(matcher.group(1)), Integer.parseInt(matcher.group(2))));
    }
    return text(sources).equals(text) ? Optional.of(sources) : Optional.empty();
  }
}
