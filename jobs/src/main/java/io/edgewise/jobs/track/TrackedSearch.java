package io.edgewise.jobs.track;

import io.edgewise.jobs.history.StoredSearch;
import io.edgewise.search.trial.SearchId;
import java.time.Instant;

/**
 * A tracked search is what tells the runs of one search from those of another on the same server.
 *
 * @param createdAt when the history began to keep it: another search of the same id, in another
 *     history or after the first was removed, was begun at another time
 */
public record TrackedSearch(SearchId id, Instant createdAt) {

  /** The search that a history holds. */
  public static TrackedSearch of(StoredSearch stored) {
    return new TrackedSearch(stored.id(), stored.provenance().createdAt());
  }
}
