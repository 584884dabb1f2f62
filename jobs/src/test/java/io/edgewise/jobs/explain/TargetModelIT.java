package io.edgewise.jobs.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgewise.jobs.explain.Influence.Effect;
import io.edgewise.search.space.Architecture;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Forests on tables of which it is known what there is to find. */
class TargetModelIT {

  /** A forest is a dozen Spark jobs, so that a build looks at fewer tables than a proof does. */
  private static final int TABLES = Integer.getInteger("edgewise.tables", 5);

  private static final int NETWORKS = 200;

  private static JavaSparkContext spark;

  @BeforeAll
  static void start() {
    spark =
        new JavaSparkContext(
            new SparkConf()
                .setMaster("local[2]")
                .setAppName("explain")
                .set("spark.ui.enabled", "false"));
    spark.setLogLevel("ERROR");
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static TargetModel model(List<Architecture> networks, double[] values) {
    return TargetModel.of(spark, Target.REWARD, Factor.of(networks), values);
  }

  /**
   * One decision of numbers, one of words, and one on which another hangs, which then tells as much
   * by whether it is met.
   */
  private static double threeMatter(Map<String, String> values) {
    return 1.0 * Integer.parseInt(values.get("stage2.layers"))
        + (values.get("stage2.block").equals("inverted") ? 2 : 0)
        + (values.get("stages").equals("4") ? 2 : 0);
  }

  @Test
  void exactlyTheThreeDecisionsThatMatterAreFoundInEachTable() {
    assertThat(LongStream.range(0, TABLES).parallel().mapToObj(TargetModelIT::threeFound))
        .allSatisfy(
            found ->
                assertThat(found)
                    .containsExactlyInAnyOrder("stage2.layers", "stage2.block", "stages"));
  }

  private static List<String> threeFound(long seed) {
    List<Architecture> networks = ExplainSamples.networks(NETWORKS, seed);
    return model(networks, ExplainSamples.noisy(networks, TargetModelIT::threeMatter, seed))
        .explanation()
        .influences()
        .stream()
        .map(Influence::decision)
        .toList();
  }

  @Test
  void anEffectIsWhatTheOptionComesToAndAPredictionAddsThemUp() {
    List<Architecture> networks = ExplainSamples.networks(NETWORKS, 1);
    double[] values = ExplainSamples.noisy(networks, TargetModelIT::threeMatter, 1);
    TargetModel model = model(networks, values);

    // The number of layers is worth 1 each, so that four are worth 3 more than one.
    List<Effect> effects = influence(model, "stage2.layers").effects();
    assertThat(effects.stream().map(Effect::option)).containsExactly("1", "2", "3", "4");
    assertThat(effects.stream().map(Effect::value).toList()).isSorted();
    assertThat(effects.get(3).value() - effects.get(0).value()).isCloseTo(3, within(1.0));
    assertThat(effects.stream().mapToInt(Effect::networks).sum()).isEqualTo(NETWORKS);

    Map<String, String> good = new HashMap<>(networks.get(0).valuesByDecision());
    good.putAll(Map.of("stage2.layers", "4", "stage2.block", "inverted"));
    Map<String, String> poor = new HashMap<>(good);
    poor.putAll(Map.of("stage2.layers", "1", "stage2.block", "plain"));
    assertThat(predicted(model, good) - predicted(model, poor)).isCloseTo(5, within(2.0));
  }

  private static Influence influence(TargetModel model, String decision) {
    return model.explanation().influences().stream()
        .filter(influence -> influence.decision().equals(decision))
        .findFirst()
        .orElseThrow();
  }

  private static double predicted(TargetModel model, Map<String, String> values) {
    return model.predict(ExplainSamples.SPACE.of(values)).orElseThrow();
  }

  @Test
  void anOptionThatNoNetworkTookIsNotPredicted() {
    List<Architecture> networks =
        ExplainSamples.networks(NETWORKS, 1).stream()
            .filter(n -> !n.valuesByDecision().get("resolution").equals("192"))
            .toList();
    TargetModel model =
        model(networks, ExplainSamples.noisy(networks, TargetModelIT::threeMatter, 1));
    Map<String, String> values = new HashMap<>(networks.get(0).valuesByDecision());

    assertThat(model.predict(ExplainSamples.SPACE.of(values))).isPresent();
    values.put("resolution", "192");
    assertThat(model.predict(ExplainSamples.SPACE.of(values))).isEmpty();
  }

  @Test
  void nothingIsSaidOfNoiseInAnyTable() {
    assertThat(
            LongStream.range(0, TABLES)
                .parallel()
                .mapToObj(seed -> onNoise(ExplainSamples.networks(NETWORKS, seed), seed)))
        .allSatisfy(
            explanation -> {
              assertThat(explanation.told()).isFalse();
              assertThat(explanation.influences()).isEmpty();
            });
  }

  private static Explanation onNoise(List<Architecture> networks, long seed) {
    return model(networks, ExplainSamples.noisy(networks, values -> 0, seed)).explanation();
  }
}
