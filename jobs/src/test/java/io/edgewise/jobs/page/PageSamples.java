package io.edgewise.jobs.page;

import io.edgewise.jobs.explain.Explanation;
import io.edgewise.jobs.explain.Influence;
import io.edgewise.jobs.explain.Influence.Effect;
import io.edgewise.jobs.explain.SearchExplanation;
import io.edgewise.jobs.explain.Target;
import io.edgewise.jobs.history.History;
import io.edgewise.jobs.history.HistorySamples;
import io.edgewise.jobs.status.SearchState;
import io.edgewise.search.history.Baseline;
import io.edgewise.search.history.Provenance;
import io.edgewise.search.trial.SearchId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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

  /** The same search with a baseline of that name beside its last generation. */
  static SearchHistory beside(String name, SearchHistory history) {
    Baseline baseline =
        new Baseline(
            name,
            Optional.of(0.5),
            Optional.of(0.25),
            Optional.of(1.5),
            Optional.of(0.75),
            Optional.of(7L),
            Optional.empty());
    return new SearchHistory(
        history.id(),
        history.provenance(),
        history.generations(),
        List.of(baseline),
        history.trials(),
        history.byGeneration(),
        history.result(),
        history.drawn(),
        history.state(),
        history.explanation());
  }

  static Map<String, byte[]> pictures(SearchHistory... histories) {
    return Pictures.of(page(histories), List.of(histories));
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
        history.baselines(),
        history.trials(),
        history.byGeneration(),
        history.result(),
        history.drawn(),
        Optional.of(state),
        history.explanation());
  }

  /** The same search with a decision, called so, that its latencies depend on. */
  static SearchHistory explained(String decision, SearchHistory history) {
    Influence influence =
        new Influence(
            decision, 0.5, 0.05, List.of(new Effect("3", 4, 20), new Effect(decision, 6, 20)));
    return history.explained(
        new SearchExplanation(
            history.id().value(),
            40,
            40,
            14,
            11,
            List.of(
                new Explanation(Target.ACCURACY, -0.05, false, List.of()),
                new Explanation(Target.LATENCY, 0.75, true, List.of(influence)),
                new Explanation(Target.REWARD, 0.1, false, List.of()))));
  }
}
