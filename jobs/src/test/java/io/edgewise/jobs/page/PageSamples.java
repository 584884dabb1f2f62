package io.edgewise.jobs.page;

import io.edgewise.jobs.history.History;
import io.edgewise.jobs.history.HistorySamples;
import io.edgewise.jobs.status.SearchState;
import io.edgewise.search.history.Provenance;
import io.edgewise.search.trial.SearchId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;

/** Pages of seeded searches. */
final class PageSamples {

  static final SearchId SEARCH = new SearchId("sample");

  private PageSamples() {}

  /** A search of so many generations of so many trials each. */
  static SearchHistory history(Path root, int generations, int trials) {
    HistorySamples.write(root, SEARCH, generations, trials);
    return SearchHistory.read(
        History.open(new Configuration(), root.toUri().toString()).search(SEARCH),
        Optional.empty());
  }

  static String html(SearchHistory... histories) {
    return page(histories).html();
  }

  static Page page(SearchHistory... histories) {
    return Page.of("test", List.of(histories));
  }

  /** The same search with a text wherever a user, or a file that a user got, may have put one. */
  static SearchHistory saying(String text, SearchHistory history) {
    Provenance old = history.provenance();
    SortedMap<String, String> settings = new TreeMap<>(old.settings());
    settings.put("accelerator", text);
    settings.put("reward.target-millis", "5");
    SearchState state =
        new SearchState(
            text,
            SearchState.Phase.FAILED,
            1,
            2,
            0,
            new SearchState.Trials(1, 0, 0, 0),
            Optional.empty(),
            Instant.EPOCH,
            Instant.EPOCH,
            text,
            text);
    return new SearchHistory(
        history.id(),
        new Provenance(text, text, settings, old.contents(), old.environment(), old.createdAt()),
        history.generations(),
        history.trials(),
        history.byGeneration(),
        history.result(),
        history.drawn(),
        Optional.of(state));
  }
}
