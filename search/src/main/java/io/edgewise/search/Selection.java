package io.edgewise.search;

import io.edgewise.search.evaluation.Candidate;
import io.edgewise.search.trial.Screening;
import java.util.List;

/**
 * A selection says what of a generation's pool is trained.
 *
 * @param generation from 0
 * @param proposals the whole pool, by index
 * @param candidates the fresh proposals that the controller chose, by index
 */
public record Selection(int generation, List<Proposal> proposals, List<Candidate> candidates) {

  public Selection {
    proposals = List.copyOf(proposals);
    candidates = List.copyOf(candidates);
  }

  /** The screenings of the candidates. */
  public List<Screening> screenings() {
    return candidates.stream().map(Candidate::screening).toList();
  }
}
