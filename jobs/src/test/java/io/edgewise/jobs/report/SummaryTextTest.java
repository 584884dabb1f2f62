package io.edgewise.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgewise.search.accuracy.AccuracyMetric;
import io.edgewise.search.accuracy.Answers;
import io.edgewise.search.accuracy.Estimate;
import io.edgewise.search.accuracy.Int8Loss;
import io.edgewise.search.evaluation.Constraints;
import io.edgewise.search.evaluation.Scoring;
import io.edgewise.search.history.Baseline;
import io.edgewise.search.history.Generation.Counts;
import io.edgewise.search.history.Tally;
import io.edgewise.search.history.Times;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.SearchSpace;
import io.edgewise.search.space.file.SearchSpaceFile;
import io.edgewise.search.trial.Costs;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.OnAccelerator;
import io.edgewise.search.trial.Trial;
import io.edgewise.sim.Bottleneck;
import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.Metric;
import io.edgewise.sim.Metrics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYSeries;

/** The end of a search, as it is told. */
class SummaryTextTest {

  private static final Instant START = Instant.parse("2026-11-24T22:00:00Z");
  private static final SearchSpace SPACE = SearchSpaceFile.find("efficientnet-edgetpu");

  /** The standard error of 0.004 is that of an accuracy of 0.8 on 10,000 images. */
  private static Trial measured(int index, double accuracy, double standardError, double millis) {
    Evaluation evaluation =
        new Evaluation.Measured(
            new Estimate(accuracy, standardError, 0.1),
            Answers.UNKNOWN,
            List.of(),
            new Evaluation.Cost(90_000, "node-7"),
            null);
    return trial(index, evaluation, millis, accuracy);
  }

  private static Trial rejected(int index, String constraint, String detail, double millis) {
    return trial(index, new Evaluation.Infeasible(constraint, detail), millis, 0);
  }

  private static Trial trial(int index, Evaluation evaluation, double millis, double reward) {
    Architecture architecture = SPACE.sample(new SplittableRandom(index));
    Metrics metrics =
        Metrics.NONE
            .with(Metric.LATENCY, millis)
            .with(Metric.NARROW_MEMORY, 1000 * (index + 1))
            .with(Metric.CACHED_PARAMETERS, 1);
    LatencyReport report = new LatencyReport("n", metrics, Bottleneck.COMPUTE, List.of());
    return new Trial(
        0, index, architecture, Optional.of(report), evaluation, reward, Optional.empty());
  }

  private static List<String> lines(Constraints limits, Counts counts, List<Trial> trials) {
    Tally tally = Tally.NONE.plus(counts, new Times(START, START.plusSeconds(252), 1, 2), trials);
    return new SummaryText(
            SearchResult.of(trials), tally, limits, AcceleratorResult.of(trials), List.of(8.0))
        .lines();
  }

  @Test
  void tellsTimeAndCoreHoursAndWhatTheInfeasibleBroke() {
    Counts counts =
        new Counts(1200, 9, 0, 2, 0, new TreeMap<>(Map.of("latency", 7, "activation memory", 2)));
    assertThat(
            lines(
                Constraints.NONE,
                counts,
                List.of(measured(0, 0.80, 0.004, 5), measured(1, 0.79, 0.004, 4))))
        .startsWith(
            "",
            "1,200 proposed: 9 infeasible (2 activation memory, 7 latency), 0 repeated, 2 networks"
                + " measured, 0 failed; 2 on the front",
            "generations took 4 min 12 s, trainings 0.05 core-hours",
            "best within the target of 8.00 ms:");
  }

  /** The same network takes twice as long on b, where more than 8 ms breaks the limit. */
  private static Trial onTwo(Trial trial) {
    LatencyReport on = trial.latency().orElseThrow();
    double there = 2 * on.latencyMillis();
    LatencyReport slower =
        new LatencyReport(
            "n", on.metrics().with(Metric.LATENCY, there), on.bottleneck(), List.of());
    Evaluation.Infeasible why =
        there > 8 ? new Evaluation.Infeasible("latency", there + " ms is above 8 ms") : null;
    return new Trial(
        0,
        trial.index(),
        trial.architecture(),
        new Costs(
            List.of(
                new OnAccelerator("a", on, null, trial.reward()),
                new OnAccelerator("b", slower, why, trial.reward() / 2))),
        Optional.empty(),
        trial.evaluation(),
        trial.reward(),
        Optional.empty());
  }

  private static List<String> onTwo(Counts counts, List<Trial> drawn) {
    List<Trial> trials = drawn.stream().map(SummaryTextTest::onTwo).toList();
    Tally tally = Tally.NONE.plus(counts, new Times(START, START.plusSeconds(252), 1, 2), trials);
    return new SummaryText(
            SearchResult.of(trials),
            tally,
            Constraints.NONE,
            AcceleratorResult.of(trials),
            List.of(8.0, 7.0))
        .lines();
  }

  @Test
  void ofSeveralAcceleratorsEachHasItsFrontAndItsBest() {
    List<String> lines =
        onTwo(
            new Counts(2, 0, 0, 2, 0),
            List.of(measured(0, 0.80, 0.004, 5), measured(1, 0.79, 0.004, 4)));
    assertThat(lines.get(1)).endsWith(" 2 networks measured, 0 failed; 2 on a front");
    assertThat(lines)
        .containsSubsequence(
            "a: 2 on the front",
            "best within the target of 8.00 ms:",
            "b: 1 on the front",
            "no measured network is within the target of 7.00 ms; the best by reward:");
    assertThat(lines.stream().filter(line -> line.contains(" 0/0 "))).hasSize(1);
    assertThat(lines.stream().filter(line -> line.contains(" 0/1 ")))
        .hasSize(2)
        .last()
        .asString()
        .contains("8.000 ms   0.3950");
  }

  @Test
  void ofSeveralAcceleratorsTheFastestRejectedSaysWhoRejectedIt() {
    Trial rejected = rejected(3, "latency", "b: 10.0 ms is above 8 ms", 5);
    assertThat(onTwo(new Counts(1, 1, 0, 0, 0), List.of(rejected)))
        .endsWith(
            "nothing was trained: of the rejected networks that are kept, the fastest on a, "
                + rejected.architecture().id()
                + ", breaks a limit: b: 10.0 ms is above 8 ms; raise constraints of these"
                + " accelerators, or choose another space");
  }

  /**
   * 1.96 sqrt(0.004² + 0.004²) = 0.0111: the second is 0.010 behind and may be as good, the third
   * is 0.020 behind.
   */
  @Test
  void tellsWhichOfTheBestDifferByLessThanChance() {
    List<Trial> trials =
        List.of(
            measured(0, 0.80, 0.004, 5), measured(1, 0.79, 0.004, 4), measured(2, 0.78, 0.004, 3));
    assertThat(Chance.among(trials))
        .contains("number 1 and 2 differ in accuracy by less than chance (±0.011)");
    assertThat(Chance.among(List.of(trials.get(0), trials.get(2))))
        .contains("number 1 and 2 differ in accuracy by more than chance: 0.020 (±0.011)");
    assertThat(Chance.among(List.of(trials.get(0), trials.get(1), trials.get(1))))
        .contains("number 1 to 3 differ in accuracy by less than chance (±0.011)");
  }

  /** 1.96 times 0.004 is 0.784 points; the second, of an old history, has a bar of no length. */
  @Test
  void thePictureOfTheFrontHasABarForHowSureEachAccuracyIs() {
    SearchResult result =
        SearchResult.of(List.of(measured(0, 0.7, 0.004, 4), measured(1, 0.8, Double.NaN, 5)));
    XYSeries front =
        new FrontPlot("front", 8, List.of()).chart(result).getSeriesMap().get("Pareto front");
    assertThat(front.getExtraValues()).containsExactly(new double[] {0.784, 0}, within(1e-9));
    assertThat(front.getYMin()).as("bars are inside the picture").isLessThan(69.22);
  }

  @Test
  void aBaselineStandsInThePictureUnderItsNameIfItHasAPlaceThere() {
    SearchResult result = SearchResult.of(List.of(measured(0, 0.7, 0.004, 4)));
    Baseline known = baseline("known", Optional.of(1.5));
    Baseline unmapped = baseline("unmapped", Optional.empty());

    Map<String, XYSeries> series =
        new FrontPlot("front", 8, List.of(known, unmapped)).chart(result).getSeriesMap();

    assertThat(series).containsKey("known").doesNotContainKey("unmapped");
    assertThat(series.get("known").getYData()).containsExactly(50);
  }

  private static Baseline baseline(String name, Optional<Double> latencyMillis) {
    return new Baseline(
        name,
        Optional.of(0.5),
        Optional.of(0.01),
        latencyMillis,
        Optional.of(0.25),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void tellsNothingOfChanceWhereItIsNotKnown() {
    assertThat(Chance.among(List.of(measured(0, 0.8, 0.004, 5)))).isEmpty();
    assertThat(Chance.among(List.of(measured(0, 0.8, Double.NaN, 5), measured(1, 0.7, 0.004, 5))))
        .isEmpty();
  }

  @Test
  void aSearchWithoutAFeasibleNetworkTellsTheFastestAndWhatToChange() {
    Constraints limits = new Constraints(4, Long.MAX_VALUE, 2500);
    Trial slow = rejected(0, "latency", "9.000 ms is above 4.000 ms", 9);
    Trial slower = rejected(1, "latency", "11.000 ms is above 4.000 ms", 11);
    Trial large = rejected(2, "activation memory", "3000 bytes a tile are above 2500", 3.5);
    Counts counts =
        new Counts(60, 60, 0, 0, 0, new TreeMap<>(Map.of("latency", 58, "activation memory", 2)));

    assertThat(lines(limits, counts, List.of(slow, slower, large)).subList(3, 8))
        .containsExactly(
            "no proposed network is within the limits, so none was trained",
            "the fastest of 60: "
                + large.architecture().id()
                + ", trial 0/2: 3.500 ms; it breaks activation memory: 3000 bytes a tile are above"
                + " 2500, by 500 bytes",
            "2 rejected: activation memory: constraints.narrow-memory-bytes-per-tile is 2500; the least"
                + " is 3000, so raise it to that or more",
            "58 rejected: latency: constraints.latency-millis is 4.0; the least is 9.000, so raise it"
                + " to that or more",
            "or choose a faster accelerator, or a space that holds smaller networks");
  }

  /** 4.0004 ms may take 10 % more, which is 4.40044 ms: of three digits the next above it. */
  @Test
  void aLimitThatIsRaisedToWhatIsToldLetsTheNetworkIn() {
    Constraints limits = new Constraints(4, 1.1, Long.MAX_VALUE, 500);
    Trial fastest = rejected(0, "latency", "as told", 4.0004);
    Counts counts = new Counts(2000, 2000, 0, 0, 0, new TreeMap<>(Map.of("latency", 2000)));

    assertThat(lines(limits, counts, List.of(fastest)).subList(4, 6))
        .containsExactly(
            "the fastest of 2,000: "
                + fastest.architecture().id()
                + ", trial 0/0: 4.000 ms; it breaks latency: 4.000 ms, up to 4.400 ms by its interval,"
                + " is above 4.000 ms, by 0.401 ms; and activation memory: 1000 bytes a tile are above"
                + " 500, by 500 bytes",
            "2000 rejected: latency: constraints.latency-millis is 4.0; the least is 4.401, so raise it"
                + " to that or more");
    assertThat(new Constraints(4.401, 1.1, Long.MAX_VALUE, 1000).violatedBy(report(fastest)))
        .isEmpty();
  }

  @Test
  void aSearchWhoseNetworksAllLoseTooMuchInInt8TellsTheLeastLoss() {
    List<Trial> trials = List.of(lost(0, 0.75, 0.25), lost(1, 0.5, 0.375), lost(2, 0.5, 0.25));
    Counts counts = new Counts(9, 8, 1, 0, 0, new TreeMap<>(Map.of("latency", 5, "int8 loss", 3)));

    List<String> lines = lines(Constraints.NONE, counts, trials);

    assertThat(lines.get(1))
        .isEqualTo(
            "9 proposed: 8 infeasible (3 int8 loss, 5 latency), 1 repeated, 0 networks measured, 0"
                + " failed; 0 on the front");
    assertThat(lines.get(2)).endsWith("trainings 0.08 core-hours");
    assertThat(lines.subList(3, lines.size()))
        .containsExactly(
            "every trained network loses more in int8 than constraints.int8-loss allows",
            trials.get(1).architecture().id()
                + ", trial 0/1, loses least: int8 at 37.50 % is 12.50 points below floats at 50.00 %,"
                + " more than 5.00; raise constraints.int8-loss to 0.1250 or more, or choose a space"
                + " without swish and squeeze-excite");
  }

  private static Trial lost(int index, double floats, double integers) {
    Evaluation.Measured measured =
        new Evaluation.Measured(
            Estimate.of(integers),
            Answers.UNKNOWN,
            Map.of(),
            List.of(),
            new Evaluation.Cost(90_000, "node-7"),
            null,
            new Int8Loss(floats, integers));
    Scoring scoring = new Scoring(AccuracyMetric.TOP_1, Scoring.Numbers.INT8, 0.05);
    return trial(index, scoring.held(measured), 5, 0);
  }

  private static LatencyReport report(Trial trial) {
    return trial.latency().orElseThrow();
  }

  @Test
  void anAcceleratorThatRunsNoNetworkIsToldByItsReason() {
    Trial unmappable =
        new Trial(
            0,
            0,
            SPACE.first(),
            Optional.empty(),
            new Evaluation.Infeasible("unmappable", "swish is no operator of it"),
            Double.NaN,
            Optional.empty());
    Counts counts = new Counts(1, 1, 0, 0, 0, new TreeMap<>(Map.of("unmappable", 1)));
    assertThat(lines(Constraints.NONE, counts, List.of(unmappable)))
        .contains("1 rejected: unmappable: swish is no operator of it")
        .noneMatch(line -> line.startsWith("the fastest"));
  }
}
