package io.edgewise.search.trial;

import java.util.Optional;

/**
 * The trial that trained a network first.
 *
 * @param search empty if it is of the same search as the trial that repeats it
 */
public record Original(Optional<SearchId> search, TrialKey key) {

  /** A trial of the same search. */
  public static Original here(TrialKey key) {
    return new Original(Optional.empty(), key);
  }

  @Override
  public String toString() {
    return search.map(id -> id + " " + key).orElse(key.toString());
  }
}
