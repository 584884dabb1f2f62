package io.edgewise.jobs.config;

import io.edgewise.search.trial.SearchId;
import io.edgewise.sim.settings.Settings;
import java.util.ArrayList;
import java.util.List;

/**
 * The earlier searches that a search learns from before its first generation.
 *
 * @param searches of the same history, oldest first
 * @param discount factor of the trust in an earlier trial for each of data set and proxy that
 *     differs, in (0, 1]
 */
public record WarmStartSettings(List<SearchId> searches, double discount) {

  static WarmStartSettings read(Settings search, SearchId own) {
    List<SearchId> searches = new ArrayList<>();
    for (String name : search.texts("warm-start")) {
      try {
        searches.add(new SearchId(name));
      } catch (IllegalArgumentException e) {
        search.problem("warm-start", String.valueOf(e.getMessage()));
      }
    }
    if (searches.contains(own)) {
      search.problem("warm-start", "names the search itself; allowed are earlier ones");
    }
    return new WarmStartSettings(
        List.copyOf(searches), search.number("warm-start-discount", 1e-6, 1));
  }
}
