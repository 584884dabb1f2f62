package io.edgewise.jobs.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgewise.search.evaluation.Halving;
import io.edgewise.search.stopping.Budget;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EffortTest {

  private static final Schedule SCHEDULE = PlanSamples.schedule(Halving.OFF, Budget.NONE);

  private static TrainingCheck check(double firstSeconds, double epochSeconds) {
    return new TrainingCheck(Optional.empty(), 0.5, 1, firstSeconds, epochSeconds, 4);
  }

  /**
   * Two generations of one round each: 2 * (4 s beside the trainings + 3 epochs of 10 s) = 68 s,
   * and 5 s that the first training took longer. On two cores: 4 * 30 s and twice 5 s.
   */
  @Test
  void aGenerationTakesItsRoundsOfTrainings() {
    Effort effort = Effort.of(SCHEDULE, check(15, 10), 1000);
    assertThat(effort.trainings()).isEqualTo(4);
    assertThat(effort.wallSeconds()).isCloseTo(73, within(1e-9));
    assertThat(effort.coreSeconds()).isCloseTo(130, within(1e-9));
    assertThat(effort.hours()).isCloseTo(73.0 / 3600, within(1e-12));
    assertThat(effort.coreHours()).isCloseTo(130.0 / 3600, within(1e-12));
  }

  @Test
  void noMoreNetworksAreTrainedThanThereAre() {
    assertThat(Effort.of(SCHEDULE, check(10, 10), 3).trainings()).isEqualTo(3);
  }

  /** Rungs at 1, 2 and 3 epochs: all go to 1, half of them to 2, a quarter to 3. */
  @Test
  void whatARungLeavesBehindTrainsNoFurther() {
    assertThat(PlanSamples.schedule(new Halving(1, 2), Budget.NONE).meanEpochs())
        .isCloseTo(1 + 0.5 * 1 + 0.25 * 1, within(1e-12));
    assertThat(SCHEDULE.meanEpochs()).isEqualTo(3);
  }

  @Test
  void aBudgetOfTrainingsEndsWithWholeGenerations() {
    Budget three = new Budget(Optional.of(3L), Optional.empty(), Optional.empty());
    assertThat(PlanSamples.schedule(Halving.OFF, three).affordable()).isEqualTo(1);
    assertThat(PlanSamples.schedule(Halving.OFF, three).trainings()).isEqualTo(2);
  }
}
