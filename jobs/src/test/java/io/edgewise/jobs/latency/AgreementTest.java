package io.edgewise.jobs.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgewise.search.space.file.SearchSpaceFile;
import io.edgewise.search.trial.DeviceLatency.Timed;
import io.edgewise.search.trial.DeviceLatency.Untimed;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Trial;
import io.edgewise.sim.Bottleneck;
import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.Metric;
import io.edgewise.sim.Metrics;
import io.edgewise.sim.accelerator.Uncertainty;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A simulator is wrong when more measurements lie outside its interval than chance leaves there.
 */
class AgreementTest {

  /** Nine of ten measurements lie within a factor of 1.5. */
  private static final Uncertainty STATED =
      new Uncertainty(IntStream.rangeClosed(1, 9).mapToObj(i -> 1 + i / 18.0).toList());

  private static Trial trial(double simulated) {
    return new Trial(
        0,
        0,
        SearchSpaceFile.find("efficientnet-edgetpu").first(),
        Optional.of(
            new LatencyReport(
                "net", Metrics.NONE.with(Metric.LATENCY, simulated), Bottleneck.HOST, List.of())),
        new Evaluation.Infeasible("latency", "as the test wants it"),
        0,
        Optional.empty());
  }

  private static Trial trial(double simulated, double measured) {
    return trial(simulated).measured(new Timed(measured, Double.NaN, 1));
  }

  /** The ratios of 4, 5.9, 2 and 5 ms to 4 ms are 1, 1.475, 0.5 and 1.25: 0.5 is outside. */
  @Test
  void byHand() {
    List<Trial> trials =
        List.of(
            trial(4, 4),
            trial(4, 5.9),
            trial(4, 2),
            trial(4, 5),
            trial(4),
            trial(4).measured(new Untimed("timed-out", "limit 9 ms")));

    Agreement agreement = Agreement.of(trials, STATED);

    assertThat(agreement.compared()).containsExactlyElementsOf(trials.subList(0, 4));
    assertThat(agreement.factor()).isEqualTo(1.5);
    assertThat(agreement.isStated()).isTrue();
    assertThat(agreement.outside()).isEqualTo(1);
    assertThat(agreement.isOutside(trials.get(2))).isTrue();
    assertThat(agreement.typicalRatio()).isCloseTo(Math.sqrt(1.25), within(1e-12));
    assertThat(agreement.meanError()).isCloseTo((0 + (1 - 4 / 5.9) + 1 + 0.2) / 4, within(1e-12));
    assertThat(agreement.isBroken()).as("one of four is no surprise: 1 - 0.9^4 = 0.34").isFalse();
  }

  /** Two of two outside happen once in a hundred times, two of four in 0.052. */
  @Test
  void itIsBrokenWhereChanceLeavesSoManyOutsideInLessThanOneOfTwentyCases() {
    Trial outside = trial(1, 3);
    Trial inside = trial(1, 1.1);
    assertThat(Agreement.of(List.of(outside), STATED).isBroken()).isFalse();
    assertThat(Agreement.of(List.of(outside, outside), STATED).isBroken()).isTrue();
    assertThat(Agreement.of(List.of(outside, outside, inside), STATED).isBroken()).isTrue();
    assertThat(Agreement.of(List.of(outside, outside, inside, inside), STATED).isBroken())
        .isFalse();
    assertThat(Agreement.of(List.of(), STATED).isBroken()).isFalse();
  }

  @Test
  void aFileThatStatesNoIntervalIsWrongWhenItIsOffByAFifth() {
    Agreement agreement =
        Agreement.of(List.of(trial(1, 1.19), trial(1, 0.84), trial(1, 1.3)), Uncertainty.UNKNOWN);
    assertThat(agreement.isStated()).isFalse();
    assertThat(agreement.outside()).isEqualTo(1);
  }

  @Test
  void manyMeasurementsThatAreAsTheIntervalSaysAreSeldomTakenForWrong() {
    int broken = 0;
    for (int seed = 0; seed < 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<Trial> trials =
          Stream.generate(() -> trial(1, random.nextInt(10) == 0 ? 2 : 1.2)).limit(60).toList();
      broken += Agreement.of(trials, STATED).isBroken() ? 1 : 0;
    }
    assertThat(broken).isBetween(1, 20);
    assertThat(Agreement.of(Collections.nCopies(20_000, trial(1, 1.2)), STATED).isBroken())
        .as("powers of 0.9 this high are no numbers any more")
        .isFalse();
  }
}
