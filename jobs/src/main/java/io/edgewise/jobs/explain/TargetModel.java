package io.edgewise.jobs.explain;

import io.edgewise.search.seed.Seeds;
import io.edgewise.search.space.Architecture;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * A target model is a forest that learned a target from the decisions of measured networks. It is
 * judged by what its trees predict for networks that they did not see.
 */
final class TargetModel {

  /** A model that explains less of the variance is of no use, were it sure. */
  private static final double LEAST_EXPLAINED = 0.2;

  /** A decision that matters less cannot be told from one that goes with it. */
  private static final double LEAST_SHARE = 0.02;

  private static final int DEALS = 5;

  /** More networks make an average no surer than it is shown. */
  private static final int MOST_AVERAGED = 1000;

  private final Target target;
  private final List<Factor> factors;
  private final double[][] rows;
  private final double[] values;
  private final Forest forest;
  private final double[] unseen;
  private final long seed;

  private TargetModel(
      Target target, List<Factor> factors, double[][] rows, double[] values, Forest forest) {
    this.target = target;
    this.factors = factors;
    this.rows = rows;
    this.values = values;
    this.forest = forest;
    this.seed = Seeds.mix(target.ordinal(), rows.length, 0);
    this.unseen =
        IntStream.range(0, rows.length)
            .mapToDouble(row -> forest.predictUnseen(row, rows[row]))
            .toArray();
  }

  /**
   * Learns a target.
   *
   * @param factors at least one
   * @param numbers the target of each network
   */
  static TargetModel of(
      JavaSparkContext spark, Target target, List<Factor> factors, double[] numbers) {
    double[][] rows =
        IntStream.range(0, numbers.length)
            .mapToObj(row -> factors.stream().mapToDouble(f -> f.feature(row)).toArray())
            .toArray(double[][]::new);
    double[] values =
        IntStream.range(0, numbers.length)
            .mapToDouble(row -> target.learned(numbers[row]))
            .toArray();
    Forest forest = Forest.grow(spark, rows, values, categories(factors), target.ordinal() + 1);
    return new TargetModel(target, factors, rows, values, forest);
  }

  private static Map<Integer, Integer> categories(List<Factor> factors) {
    Map<Integer, Integer> categories = new HashMap<>();
    for (int column = 0; column < factors.size(); column++) {
      if (!factors.get(column).isOrdered()) {
        categories.put(column, factors.get(column).options().size());
      }
    }
    return categories;
  }

  /** Says what the target depends on, if it can be said. */
  Explanation explanation() {
    double[] errors = IntStream.range(0, rows.length).mapToDouble(this::squaredError).toArray();
    double explained = 1 - StatUtils.mean(errors) / StatUtils.populationVariance(values);
    boolean told =
        explained >= LEAST_EXPLAINED && Estimated.correlation(unseen, values).isAboveZero();
    return new Explanation(target, explained, told, told ? influences() : List.of());
  }

  private double squaredError(int row) {
    return squared(values[row] - unseen[row]);
  }

  private static double squared(double number) {
    return number * number;
  }

  private List<Influence> influences() {
    List<Influence> influences = new ArrayList<>();
    double variance = StatUtils.populationVariance(values);
    for (int column = 0; column < factors.size(); column++) {
      Estimated rise = Estimated.mean(rises(column));
      double share = rise.value() / variance;
      if (share >= LEAST_SHARE && rise.isAboveZero()) {
        influences.add(
            new Influence(
                factors.get(column).decision(),
                share,
                rise.standardError() / variance,
                effects(column)));
      }
    }
    influences.sort(Comparator.comparingDouble(Influence::share).reversed());
    return influences;
  }

  /** The rise of each network's squared error, mean over some deals of the decision's options. */
  private double[] rises(int column) {
    int[] meeting = factors.get(column).meeting();
    int[] judged = spread(IntStream.range(0, rows.length).toArray());
    double[] rises = new double[judged.length];
    for (int deal = 0; deal < DEALS; deal++) {
      double[] dealt = dealt(column, meeting, deal);
      for (int i = 0; i < judged.length; i++) {
        int row = judged[i];
        if (dealt[row] != rows[row][column]) {
          double[] features = with(row, column, dealt[row]);
          double error = squared(values[row] - forest.predictUnseen(row, features));
          rises[i] += (error - squaredError(row)) / DEALS;
        }
      }
    }
    return rises;
  }

  /** The column with the options of the networks that meet the decision shuffled among them. */
  private double[] dealt(int column, int[] meeting, int deal) {
    SplittableRandom random = new SplittableRandom(Seeds.mix(seed, column, deal));
    double[] dealt =
        IntStream.range(0, rows.length).mapToDouble(row -> rows[row][column]).toArray();
    for (int left = meeting.length; left > 1; left--) {
      int last = meeting[left - 1];
      int other = meeting[random.nextInt(left)];
      double kept = dealt[last];
      dealt[last] = dealt[other];
      dealt[other] = kept;
    }
    return dealt;
  }

  private List<Influence.Effect> effects(int column) {
    Factor factor = factors.get(column);
    int[] counts = factor.counts();
    int[] meeting = spread(factor.meeting());
    List<Influence.Effect> effects = new ArrayList<>();
    for (int option = 0; option < counts.length; option++) {
      double sum = 0;
      for (int row : meeting) {
        sum += forest.predict(with(row, column, option));
      }
      effects.add(
          new Influence.Effect(
              factor.options().get(option), target.shown(sum / meeting.length), counts[option]));
    }
    return effects;
  }

  private double[] with(int row, int column, double option) {
    double[] changed = rows[row].clone();
    changed[column] = option;
    return changed;
  }

  private static int[] spread(int[] places) {
    int kept = Math.min(MOST_AVERAGED, places.length);
    return IntStream.range(0, kept)
        .map(i -> places[(int) ((long) i * places.length / kept)])
        .toArray();
  }

  /**
   * Predicts the target of any network.
   *
   * @return empty if it takes an option that none of the measured networks took
   */
  OptionalDouble predict(Architecture network) {
    Map<String, String> choices = network.valuesByDecision();
    double[] features = new double[factors.size()];
    for (int column = 0; column < features.length; column++) {
      features[column] = factors.get(column).feature(choices);
    }
    return IntStream.range(0, features.length).anyMatch(c -> features[c] == Factor.NOT_TAKEN)
        ? OptionalDouble.empty()
        : OptionalDouble.of(target.shown(forest.predict(features)));
  }
}
