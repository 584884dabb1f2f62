package io.edgewise.search.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.search.controller.ToyTable;
import io.edgewise.search.reward.Combination;
import io.edgewise.search.reward.RewardFunction;
import io.edgewise.search.reward.RewardPlan;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.trial.Evaluation.Cost;
import io.edgewise.search.trial.Evaluation.Infeasible;
import io.edgewise.search.trial.Evaluation.Measured;
import io.edgewise.search.trial.OnAccelerator;
import io.edgewise.search.trial.Screening;
import io.edgewise.search.trial.Trial;
import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.Metric;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FleetScreenerTest {

  private static final Architecture NETWORK = ToyTable.space().first();

  /** A millisecond is a point of accuracy, on the one; half of that on the other. */
  private static final RewardPlan EACH = plan(Combination.EACH);

  private static final Measured MEASURED = new Measured(0.9, List.of(), new Cost(1, "here"));

  private static RewardPlan plan(Combination combination) {
    return RewardPlan.of(List.of(less(0.01), less(0.005)), combination);
  }

  private static RewardFunction less(double milli) {
    return (accuracy, latency) -> accuracy - milli * latency.latencyMillis();
  }

  private static LatencyReport report(double millis) {
    LatencyReport any = ToyTable.report(NETWORK);
    return new LatencyReport(
        any.network(), any.metrics().with(Metric.LATENCY, millis), any.bottleneck(), List.of());
  }

  private static Screener takes(double millis) {
    return all -> all.stream().map(a -> Screening.feasible(a, report(millis))).toList();
  }

  private static Screener tooSlow(double millis) {
    return all ->
        all.stream()
            .map(
                a ->
                    Screening.rejected(
                        a, report(millis), new Infeasible("latency", millis + " ms")))
            .toList();
  }

  private static Screening screen(Screener first, Screener second, boolean together) {
    return new FleetScreener(List.of("a", "b"), List.of(first, second), together)
        .screen(List.of(NETWORK))
        .get(0);
  }

  @Test
  void aNetworkHasItsCostOnEach() {
    Screening screening = screen(takes(10), takes(40), false);
    assertThat(screening.costs().each())
        .extracting(OnAccelerator::accelerator)
        .containsExactly("a", "b");
    assertThat(screening.latency().orElseThrow().latencyMillis()).isEqualTo(10);
    assertThat(screening.costs().rewarded(EACH, 0.9).each())
        .extracting(OnAccelerator::reward)
        .containsExactly(0.8, 0.9 - 0.2);
  }

  @Test
  void rewardsAreCombined() {
    Screening screening = screen(takes(10), takes(40), false);
    assertThat(screening.reward(EACH, 0.9)).as("the best").isEqualTo(0.8);
    assertThat(screening.reward(plan(Combination.WORST), 0.9)).isEqualTo(0.9 - 0.2);
    RewardPlan weighted = new RewardPlan(EACH.each(), Combination.WEIGHTED, List.of(3.0, 1.0));
    assertThat(screening.reward(weighted, 0.9)).isEqualTo((3 * 0.8 + (0.9 - 0.2)) / 4);
    assertThat(screen(tooSlow(10), takes(40), false).reward(EACH, 0.9))
        .as("where the limits are kept")
        .isEqualTo(0.9 - 0.2);
  }

  @Test
  void aNetworkServesThoseWhoseLimitsItKeeps() {
    Screening one = screen(tooSlow(10), takes(40), false);
    assertThat(one.isFeasible()).isTrue();
    assertThat(one.costs().each()).extracting(OnAccelerator::isWithin).containsExactly(false, true);

    Screening none = screen(tooSlow(10), tooSlow(40), false);
    assertThat(none.rejection()).contains(new Infeasible("latency", "a: 10.0 ms; b: 40.0 ms"));
  }

  @Test
  void aNetworkForAllKeepsTheLimitsOfAll() {
    assertThat(screen(takes(10), tooSlow(40), true).rejection())
        .contains(new Infeasible("latency", "b: 40.0 ms"));
    assertThat(screen(takes(10), takes(40), true).isFeasible()).isTrue();
  }

  @Test
  void whatOneCannotRunIsRejected() {
    Screener cannot =
        all ->
            all.stream()
                .map(a -> Screening.unmappable(a, new Infeasible("unmappable", "swish")))
                .toList();
    Screening screening = screen(takes(10), cannot, false);
    assertThat(screening.rejection()).contains(new Infeasible("unmappable", "b: swish"));
    assertThat(screening.costs().each()).isEmpty();
    assertThat(screening.reward(EACH, 0.9)).isNaN();
  }

  @Test
  void aListOfOneSaysWhatTheOneSays() {
    FleetScreener one = new FleetScreener(List.of("a"), List.of(tooSlow(10)), false);
    Screening screening = one.screen(List.of(NETWORK)).get(0);
    assertThat(screening.rejection()).contains(new Infeasible("latency", "10.0 ms"));
    assertThat(screening.costs().areSeveral()).isFalse();
  }

  @Test
  void aTrialOnOneAcceleratorIsWhatASearchForItWouldHave() {
    Screening screening = screen(tooSlow(10), takes(40), false);
    Trial trial =
        new Trial(
            0,
            0,
            NETWORK,
            screening.costs().rewarded(EACH, 0.9),
            Optional.empty(),
            MEASURED,
            screening.reward(EACH, 0.9),
            Optional.empty());
    assertThat(trial.on(0).evaluation()).isEqualTo(new Infeasible("latency", "10.0 ms"));
    assertThat(trial.on(1).evaluation()).isEqualTo(MEASURED);
    assertThat(trial.on(1).latency().orElseThrow().latencyMillis()).isEqualTo(40);
    assertThat(trial.on(1).reward()).isEqualTo(0.9 - 0.2);
  }
}
