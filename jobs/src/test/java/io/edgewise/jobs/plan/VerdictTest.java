package io.edgewise.jobs.plan;

import static io.edgewise.jobs.plan.PlanSamples.everyNetwork;
import static io.edgewise.jobs.plan.PlanSamples.outlook;
import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.jobs.plan.Schedule.Images;
import io.edgewise.search.evaluation.Halving;
import io.edgewise.search.stopping.Budget;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class VerdictTest {

  private static final double NO_LIMIT = Double.POSITIVE_INFINITY;
  private static final Schedule SCHEDULE = PlanSamples.schedule(Halving.OFF, Budget.NONE);

  private static Schedule validatedOn(int images) {
    return new Schedule(
        2, 2, 2, SCHEDULE.recipe(), Halving.OFF, Budget.NONE, new Images(1000, images, 10));
  }

  @Test
  void nothingIsSaidOfASearchThatCanRun() {
    assertThat(Verdict.of(outlook(everyNetwork(NO_LIMIT), 5, NO_LIMIT, SCHEDULE))).isEmpty();
  }

  @Test
  @DisplayName("a space that is outside of the limits, and what to change")
  void limits() {
    assertThat(Verdict.of(outlook(everyNetwork(0.5), 0.5, 0.5, SCHEDULE)))
        .containsExactly(
            "none of 6 networks within the limits (latency); the fastest takes 1.000 ms: raise the"
                + " limits, lower deploy.resolution, or narrow the space to its smaller options",
            "0.00 % of the networks meet the target of 0.5 ms, the median takes 3.000 ms: raise"
                + " reward.target-millis, lower deploy.resolution, or narrow the space to its"
                + " smaller options");
  }

  @Test
  @DisplayName("a target above the hard limit, and one that every network meets")
  void target() {
    assertThat(Verdict.of(outlook(everyNetwork(12.5), 13, 12.5, SCHEDULE)))
        .containsExactly(
            "reward.target-millis is 13.0, above constraints.latency-millis, which is 12.5: nothing"
                + " slower than the limit is trained, so that the target says nothing; aim at the"
                + " limit or below");
    assertThat(Verdict.of(outlook(everyNetwork(NO_LIMIT), 20, NO_LIMIT, SCHEDULE)))
        .containsExactly(
            "every network is faster than the target of 20.0 ms, the slowest takes 13.000 ms: raise"
                + " deploy.resolution, let the space have wider and deeper networks, or lower"
                + " reward.target-millis");
  }

  /** Three of six are within 4 ms, and four are to be trained. */
  @Test
  void aSpaceThatTheBudgetExhausts() {
    assertThat(Verdict.of(outlook(everyNetwork(4), 2, 4, SCHEDULE)))
        .containsExactly(
            "the budget of 4 trainings exhausts the space, about 3 networks are within the limits:"
                + " lower search.generations, or let the space have more options");
  }

  /** 100 MB to 600 MB; 32 images take 600 MB, so 350 MB take 18. */
  @Test
  void proxiesThatDoNotFitTheExecutors() {
    Outlook all = outlook(everyNetwork(NO_LIMIT), 5, NO_LIMIT, SCHEDULE);
    Outlook tight =
        new Outlook(
            all.search(),
            all.sample(),
            all.deployment(),
            all.targetMillis(),
            Optional.of(PlanSamples.load(all.sample().feasible(), 350)),
            SCHEDULE);
    assertThat(Verdict.of(tight))
        .containsExactly(
            "3 of 6 proxies do not fit the executors, where a training may take 350 MB and the"
                + " largest needs 600 MB: lower proxy.width-factor, proxy.depth-factor or"
                + " proxy.resolution, or proxy.batch-size to 18, or give executors more memory or"
                + " fewer cores");
  }

  /** 1.96 * sqrt(0.25 / 100) = 9.8 points. */
  @Test
  void validationImagesThatAreTooFewToRank() {
    assertThat(Verdict.of(outlook(everyNetwork(NO_LIMIT), 5, NO_LIMIT, validatedOn(100))))
        .containsExactly(
            "100 validation images are too few to rank: an accuracy is sure to ±9.8 points, and"
                + " networks that differ by less are told apart by chance; raise"
                + " dataset.validation-fraction or add images (385 make it ±5)");
    assertThat(Verdict.of(outlook(everyNetwork(NO_LIMIT), 5, NO_LIMIT, validatedOn(385))))
        .isEmpty();
  }

  /** 3 epochs of 300 s are 900 s, and the largest proxy of 6 is 6 / 3.5 of the mean. */
  @Test
  void trainingsThatTakeTooLong() {
    Budget oneHour =
        new Budget(Optional.empty(), Optional.of(Duration.ofMinutes(15)), Optional.empty());
    SearchPlan plan =
        new SearchPlan(
            outlook(
                everyNetwork(NO_LIMIT), 5, NO_LIMIT, PlanSamples.schedule(Halving.OFF, oneHour)),
            Optional.of(new TrainingCheck(Optional.empty(), 0.5, 1, 300, 300, 0)));
    assertThat(plan.verdict())
        .containsExactly(
            "the largest proxies take about 1543 s, above proxy.time-limit-seconds, which is 600:"
                + " lower proxy.width-factor, proxy.epochs or dataset.examples, or raise the limit",
            "search.budget.wall-time ends the search after about 50 % of its generations: raise it,"
                + " or lower search.generations");
    assertThat(plan.canRun()).isTrue();
  }

  @Test
  void aCheckThatFailedIsToldAndHasNoHours() {
    SearchPlan plan =
        new SearchPlan(
            outlook(everyNetwork(NO_LIMIT), 5, NO_LIMIT, SCHEDULE),
            Optional.of(new TrainingCheck(Optional.of("diverged: loss NaN"), 0, 1, 1, 0, 0)));
    assertThat(plan.verdict())
        .containsExactly("the proxy that was trained as a check failed: diverged: loss NaN");
    assertThat(plan.canRun()).isFalse();
  }
}
