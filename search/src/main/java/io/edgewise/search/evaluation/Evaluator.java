package io.edgewise.search.evaluation;

import io.edgewise.search.trial.Evaluation;
import java.util.List;

/** Trains candidates: here, or on a cluster. */
@FunctionalInterface
public interface Evaluator {

  /**
   * Trains every candidate.
   *
   * @return one evaluation a candidate, in the order of the candidates; a candidate that fails is a
   *     {@link Evaluation.Failed}, never an exception
   */
  List<Evaluation> evaluate(List<Candidate> candidates);
}
