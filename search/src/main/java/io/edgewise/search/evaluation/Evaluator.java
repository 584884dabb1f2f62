package io.edgewise.search.evaluation;

import io.edgewise.search.space.Architecture;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Screening;
import java.util.List;
import java.util.function.BiConsumer;

/** Trains candidates: here, on a cluster, or in a process of somebody else's. */
public interface Evaluator {

  /**
   * Returns what this evaluator trains in an architecture's place; it takes no training to tell.
   */
  Proxy proxy(Architecture architecture);

  /** A proposal as a candidate of this evaluator. */
  default Candidate candidate(int index, Screening screening, long seed) {
    return new Candidate(index, screening, proxy(screening.architecture()), seed);
  }

  /**
   * Trains every candidate.
   *
   * @param ended told of each candidate that comes to its end, on the caller's thread, in the order
   *     in which they do; of those that are left behind at a rung it is not told
   * @return one evaluation a candidate, in the order of the candidates; a candidate that fails is a
   *     {@link Evaluation.Failed}, never an exception
   */
  List<Evaluation> evaluate(List<Candidate> candidates, BiConsumer<Candidate, Evaluation> ended);
}
