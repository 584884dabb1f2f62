package io.edgewise.jobs.explain;

import io.edgewise.jobs.history.GenerationRow;
import io.edgewise.search.trial.Original;
import io.edgewise.search.trial.Trial;
import java.time.Instant;
import java.util.Optional;

/**
 * A proposal says when a network came to be tried, and by whom.
 *
 * @param begun when its generation began
 * @param controller that proposed and chose it
 * @param proposed architectures of its generation
 * @param trained how many of these were
 * @param repeats the trial that had trained it before; empty if this one is the first
 */
public record Proposal(
    int generation,
    Instant begun,
    String controller,
    int proposed,
    int trained,
    Optional<String> repeats) {

  static Proposal of(Trial trial, GenerationRow generation) {
    return new Proposal(
        trial.generation(),
        generation.startedAt(),
        generation.controller(),
        generation.proposed(),
        generation.measured() + generation.failed(),
        trial.repeats().map(Original::toString));
  }
}
