package io.edgewise.jobs.history;

import io.edgewise.search.accuracy.Answers;
import io.edgewise.search.accuracy.Estimate;
import io.edgewise.search.accuracy.Int8Loss;
import io.edgewise.search.controller.ControllerState;
import io.edgewise.search.history.Contents;
import io.edgewise.search.history.Generation;
import io.edgewise.search.history.Provenance;
import io.edgewise.search.history.Times;
import io.edgewise.search.network.Fused;
import io.edgewise.search.network.Nonlinearity;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.Choice;
import io.edgewise.search.space.staged.StagedNetwork;
import io.edgewise.search.space.staged.StagedNetwork.Head;
import io.edgewise.search.space.staged.StagedNetwork.Stage;
import io.edgewise.search.space.staged.StagedNetwork.Stem;
import io.edgewise.search.trial.Costs;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.OnAccelerator;
import io.edgewise.search.trial.Original;
import io.edgewise.search.trial.SearchId;
import io.edgewise.search.trial.Training;
import io.edgewise.search.trial.Trial;
import io.edgewise.search.trial.TrialKey;
import io.edgewise.sim.Bottleneck;
import io.edgewise.sim.Breakdown;
import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.LayerLatency;
import io.edgewise.sim.Metric;
import io.edgewise.sim.Metrics;
import io.edgewise.sim.placement.Judgement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Seeded searches to write: every kind of trial, and values that formats tend to lose. */
final class Samples {

  private static final double[] HARD_DOUBLES = {
    0.0,
    -0.0,
    0.1,
    1e-310,
    Double.MIN_VALUE,
    Double.MAX_VALUE,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY
  };
  private static final String[] HARD_TEXTS = {
    "", " ", "plain", "comma, \"quote\" 'n newline\n", "Größe 日本語 🧠", "\u0000\u0007", "null"
  };

  private final Random random;

  Samples(long seed) {
    this.random = new Random(seed);
  }

  static Provenance provenance(String... settings) {
    Map<String, String> map = new TreeMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      map.put(settings[i], settings[i + 1]);
    }
    return new Provenance(
        "tiny",
        "search { id = test }\n# Größe\n",
        new TreeMap<>(map),
        new Contents(new TreeMap<>(Map.of("chip.name", "\"tiny\""))),
        new TreeMap<>(Map.of("java", "17.0.15")),
        Instant.parse("2026-11-24T02:30:00.123456Z"));
  }

  /** The same generation for the same seed, number and size. */
  static Generation generation(long seed, int number, int trials) {
    return new Samples(seed * 1_000_003 + number).generation(number, trials);
  }

  Generation generation(int number, int size) {
    List<Trial> trials = IntStream.range(0, size).mapToObj(i -> trial(number, i)).toList();
    return new Generation(
        number,
        trials,
        state(),
        new Generation.Counts(2 * size, size, 0, size, 0, new TreeMap<>(Map.of("latency", size))),
        random.nextBoolean() ? OptionalDouble.empty() : OptionalDouble.of(number()),
        List.of(),
        Optional.empty());
  }

  static Times times() {
    return new Times(
        Instant.parse("2026-11-24T02:30:00Z"), Instant.parse("2026-11-24T02:31:00Z"), 10, 20);
  }

  Trial trial(int generation, int index) {
    boolean mapped = random.nextInt(4) > 0;
    Optional<LatencyReport> latency = mapped ? Optional.of(latency()) : Optional.empty();
    int kind = random.nextInt(5);
    if (!mapped || kind == 0) {
      Evaluation infeasible = new Evaluation.Infeasible(text(), text());
      return trial(generation, index, latency, Optional.empty(), infeasible, Optional.empty());
    }
    if (kind == 1) {
      Evaluation failed = new Evaluation.Failed("diverged", text(), cost());
      return trial(generation, index, latency, Optional.of(training()), failed, Optional.empty());
    }
    if (kind == 2) {
      Evaluation measured =
          new Evaluation.Measured(random.nextDouble(), List.of(), new Evaluation.Cost(0, ""));
      Optional<SearchId> search =
          random.nextBoolean() ? Optional.empty() : Optional.of(new SearchId("earlier-1"));
      Optional<Original> earlier = Optional.of(new Original(search, new TrialKey(0, index)));
      return trial(generation, index, latency, Optional.empty(), measured, earlier);
    }
    List<Double> losses =
        DoubleStream.generate(this::number).limit(random.nextInt(4)).boxed().toList();
    Evaluation.EarlyStop early =
        random.nextBoolean() ? null : new Evaluation.EarlyStop("halving", text());
    if (kind == 4) {
      Evaluation lost = new Evaluation.Infeasible("int8 loss", text(), inInt8(losses, null));
      return trial(generation, index, latency, Optional.of(training()), lost, Optional.empty());
    }
    Evaluation measured =
        random.nextBoolean()
            ? inInt8(losses, early)
            : new Evaluation.Measured(random.nextDouble(), losses, cost(), early);
    return trial(generation, index, latency, Optional.of(training()), measured, Optional.empty());
  }

  private Trial trial(
      int generation,
      int index,
      Optional<LatencyReport> latency,
      Optional<Training> training,
      Evaluation evaluation,
      Optional<Original> repeats) {
    double drawn = random.nextBoolean() ? Double.NaN : random.nextDouble();
    // A measured network has a reward.
    double reward =
        evaluation instanceof Evaluation.Measured && Double.isNaN(drawn)
            ? random.nextDouble()
            : drawn;
    return new Trial(
        generation,
        index,
        architecture(),
        Costs.of(latency),
        training,
        evaluation,
        reward,
        repeats);
  }

  /** The same trial in a search for two accelerators, on the second of which it breaks a limit. */
  Trial onTwo(Trial trial) {
    Costs costs =
        new Costs(
            List.of(
                new OnAccelerator("first", latency(), null, number()),
                new OnAccelerator(
                    "second",
                    latency(),
                    new Evaluation.Infeasible("latency", text()),
                    Double.NaN)));
    return new Trial(
        trial.generation(),
        trial.index(),
        trial.architecture(),
        costs,
        trial.training(),
        trial.evaluation(),
        trial.reward(),
        trial.repeats());
  }

  private Evaluation.Measured inInt8(List<Double> losses, Evaluation.@Nullable EarlyStop early) {
    double integers = random.nextDouble();
    return new Evaluation.Measured(
        Estimate.of(integers),
        Answers.UNKNOWN,
        Map.of(),
        losses,
        cost(),
        early,
        new Int8Loss(random.nextDouble(), integers));
  }

  private Training training() {
    return new Training(random.nextLong(), text(), random.nextLong(1L << 40));
  }

  private Evaluation.Cost cost() {
    long millis = random.nextLong(1L << 40);
    String host = text();
    int attempt = random.nextInt(3);
    Instant start = Instant.ofEpochMilli(millis);
    return new Evaluation.Cost(
        millis,
        host,
        attempt,
        attempt == 0 ? null : new Evaluation.Span(start, start.plusMillis(millis)));
  }

  Architecture architecture() {
    int kernel = List.of(3, 5, 7).get(random.nextInt(3));
    int channels = 8 * (1 + random.nextInt(40));
    Stage stage = new Stage(new Fused(kernel, 4), 2, channels, 1, Nonlinearity.RELU6);
    return new Architecture(
        List.of(
            new Choice("stage1.kernel", "" + kernel), new Choice("stage1.channels", "" + channels)),
        new StagedNetwork(
            1.0,
            new Stem(3, 16, Nonlinearity.RELU6),
            List.of(stage),
            new Head(1280, Nonlinearity.RELU6)));
  }

  LatencyReport latency() {
    return new LatencyReport(
        text(),
        Metrics.of(
            metric -> metric.unit().isWhole() ? random.nextLong(1L << 50) : unknownOr(metric)),
        bottleneck(),
        List.of());
  }

  private double unknownOr(Metric metric) {
    return metric.isAlwaysKnown() || random.nextBoolean() ? number() : Double.NaN;
  }

  /** The same report with layers. */
  LatencyReport withLayers(LatencyReport report, int layers) {
    List<LayerLatency> list = new ArrayList<>();
    for (int i = 0; i < layers; i++) {
      list.add(
          new LayerLatency(
              "l" + i, text(), i, breakdown(), i * 2L, i * 3L, i * 4L, 1, Judgement.DEVICE));
    }
    return new LatencyReport(report.network(), report.metrics(), report.bottleneck(), list);
  }

  private Breakdown breakdown() {
    return new Breakdown(
        random.nextDouble(),
        random.nextDouble(),
        random.nextDouble(),
        random.nextDouble(),
        random.nextDouble());
  }

  private Bottleneck bottleneck() {
    return Bottleneck.values()[random.nextInt(Bottleneck.values().length)];
  }

  ControllerState state() {
    Map<String, double[]> vectors = new TreeMap<>();
    Map<String, List<String>> texts = new TreeMap<>();
    for (int i = 0; i < 4; i++) {
      vectors.put(
          text() + i, DoubleStream.generate(this::number).limit(random.nextInt(9)).toArray());
      texts.put(text() + i, IntStream.range(0, random.nextInt(4)).mapToObj(j -> text()).toList());
    }
    return new ControllerState("ppo", vectors, texts);
  }

  String text() {
    return HARD_TEXTS[random.nextInt(HARD_TEXTS.length)];
  }

  double number() {
    return switch (random.nextInt(3)) {
      case 0 -> HARD_DOUBLES[random.nextInt(HARD_DOUBLES.length)];
      case 1 -> random.nextGaussian();
      // Any bits at all; the NaNs made one, as Java's equality does.
      default -> {
        double any = Double.longBitsToDouble(random.nextLong());
        yield Double.isNaN(any) ? Double.NaN : any;
      }
    };
  }
}
