package io.edgewise.jobs.status;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.edgewise.jobs.status.SearchState.Phase;
import io.edgewise.search.training.Checkpoint;
import io.edgewise.search.training.EpochResult;
import io.edgewise.search.training.TrainingPlan;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A state is what {@code status.json} of a full training holds.
 *
 * @param epoch epochs done
 * @param epochs of the whole training
 * @param step steps done and saved
 * @param steps of the whole training
 * @param loss mean training loss of the last epoch
 * @param accuracy on the validation images after the last epoch
 * @param bestAccuracy the highest of all epochs
 * @param startedAt when this process began
 * @param updatedAt when this was written; a running training writes with every round
 * @param message why it ended as it did; empty while all is well
 */
@JsonPropertyOrder({"architecture", "state", "message"})
record TrainingState(
    String architecture,
    @JsonProperty("state") Phase phase,
    int epoch,
    int epochs,
    int step,
    int steps,
    Optional<Double> loss,
    Optional<Double> accuracy,
    Optional<Double> bestAccuracy,
    Instant startedAt,
    Instant updatedAt,
    String message) {

  static TrainingState of(
      String architecture,
      Phase phase,
      TrainingPlan plan,
      Optional<Checkpoint> at,
      Instant startedAt,
      Instant updatedAt,
      String message) {
    List<EpochResult> done = at.map(Checkpoint::epochs).orElse(List.of());
    Optional<EpochResult> last = done.stream().reduce((earlier, later) -> later);
    return new TrainingState(
        architecture,
        phase,
        done.size(),
        plan.recipe().epochs(),
        at.map(checkpoint -> checkpoint.snapshot().step()).orElse(0),
        plan.steps(),
        last.map(EpochResult::loss),
        last.map(EpochResult::accuracy),
        done.stream().map(EpochResult::accuracy).reduce(Math::max),
        startedAt,
        updatedAt,
        message);
  }
}
