package io.edgewise.search;

import io.edgewise.search.history.KnownTrials;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.trial.Screening;
import java.util.Optional;

/**
 * One place of a generation's pool, after screening.
 *
 * @param index from 0
 * @param architecture as it was proposed for this place
 * @param screening of the network, which other places may share
 * @param first the first place in the pool of the same network
 * @param earlier the trial of an earlier generation that trained the same network
 */
public record Proposal(
    int index,
    Architecture architecture,
    Screening screening,
    int first,
    Optional<KnownTrials.Known> earlier) {

  /**
   * Returns whether the proposal may be trained, and neither was trained before nor is proposed at
   * an earlier place.
   */
  public boolean isFresh() {
    return screening.isFeasible() && earlier.isEmpty() && first == index;
  }
}
