package io.edgewise.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgewise.search.accuracy.Answers;
import io.edgewise.search.accuracy.Estimate;
import io.edgewise.search.evaluation.Constraints;
import io.edgewise.search.history.Baseline;
import io.edgewise.search.history.Generation.Counts;
import io.edgewise.search.history.Tally;
import io.edgewise.search.history.Times;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.SearchSpace;
import io.edgewise.search.space.file.SearchSpaceFile;
import io.edgewise.search.trial.Evaluation;
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
    return new SummaryText(SearchResult.of(trials), tally, limits, 8).lines();
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
