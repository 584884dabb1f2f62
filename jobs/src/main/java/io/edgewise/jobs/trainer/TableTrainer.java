package io.edgewise.jobs.trainer;

import io.edgewise.search.accuracy.ToldScore;
import io.edgewise.search.evaluation.Candidate;
import io.edgewise.search.evaluation.CandidateTrainer;
import io.edgewise.search.proxy.TrainingOutcome;
import io.edgewise.search.proxy.TrainingState;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Looks candidates up in a table of finished trainings. */
record TableTrainer(FinishedTrainings trainings) implements CandidateTrainer {

  @Override
  public TrainingOutcome train(Candidate candidate, TrainingState from, int toEpoch) {
    String id = candidate.architecture().id().hex();
    OptionalDouble accuracy = trainings.accuracy(id);
    return accuracy.isPresent()
        ? new TrainingOutcome.Trained(new ToldScore(accuracy.getAsDouble(), Map.of()), List.of())
        : new TrainingOutcome.Stopped(
            TrainingOutcome.StopReason.NOT_IN_TABLE,
            trainings.origin() + ": has no " + FinishedTrainings.ID + " " + id);
  }
}
