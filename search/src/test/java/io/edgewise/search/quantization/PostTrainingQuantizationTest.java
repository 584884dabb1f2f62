package io.edgewise.search.quantization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgewise.search.quantization.PostTrainingQuantization.Scored;
import io.edgewise.sim.workload.Activation;
import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.PoolingKind;
import io.edgewise.sim.workload.TensorShape;
import io.edgewise.sim.workload.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A recipe's steps, and the search for the best. */
class PostTrainingQuantizationTest {

  /** One 1x1 convolution of two channels into one. */
  private static FloatNetwork single(float first, float second, float bias) {
    LayerGraph.Builder graph = LayerGraph.builder("one", new TensorShape(2, 2, 2));
    graph.add("sum", new Layer.Convolution(Window.same(1, 1), 1, Activation.NONE), 0);
    return new FloatNetwork(
        graph.build(),
        Map.of(
            "sum",
            new FloatFilter(FilterLayout.OHWI, new float[] {first, second}, new float[] {bias})));
  }

  private static FloatNetwork deep() {
    LayerGraph.Builder graph = LayerGraph.builder("deep", new TensorShape(8, 8, 3));
    int a = graph.add("a", new Layer.Convolution(Window.same(3, 1), 8, Activation.RELU), 0);
    int b =
        graph.add("b", new Layer.DepthwiseConvolution(Window.same(3, 1), 1, Activation.RELU), a);
    int pool = graph.add("pool", new Layer.GlobalPooling(PoolingKind.AVERAGE), b);
    graph.add("classes", new Layer.FullyConnected(4, Activation.NONE), pool);
    return RandomFilters.draw(DeployedGraph.of(graph.build(), DeployedGraph.Head.LOGITS), 5);
  }

  private static List<float[]> images(int count, int size) {
    Random random = new Random(7);
    List<float[]> images = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] image = new float[size];
      for (int j = 0; j < size; j++) {
        image[j] = random.nextInt(256) / 128f - 1;
      }
      images.add(image);
    }
    return images;
  }

  /**
   * Weights 1.27 and 0.004 have the scale 0.01: the second becomes 0, an error of -0.004. Its input
   * is 0.5 on average, so that 0.002 are added to the bias of 0.1.
   */
  @Test
  void biasCorrectionAddsWhatRoundedWeightsLoseOnAverage() {
    FloatNetwork network = single(1.27f, 0.004f, 0.1f);
    List<float[]> images = List.of(new float[] {0, 0.25f, 1, 0.75f, 0, 0.5f, -1, 0.5f});
    ActivationStatistics statistics =
        ActivationStatistics.of(network, new FloatEvaluation(network), images);
    QuantizedNetwork quantized = Quantizer.quantize(network, statistics.ranges(RangeMethod.MINMAX));

    FloatNetwork corrected = BiasCorrection.correct(network, quantized, statistics);

    assertThat(corrected.filters().get("sum").bias(0)).isCloseTo(0.102f, within(1e-5f));
    assertThat(corrected.filters().get("sum").weight(1)).isEqualTo(0.004f);
  }

  /** The quantised network's outputs are the float network's but for some noise. */
  @Test
  void everyRecipeKeepsTheFunction() {
    FloatNetwork network = deep();
    List<float[]> images = images(40, 192);
    PostTrainingQuantization quantization =
        new PostTrainingQuantization(network, FloatEvaluation::new, images);
    for (Set<Step> steps : List.of(Set.of(Step.BIAS_CORRECTION), Set.of(Step.values()))) {
      for (RangeMethod method : RangeMethod.values()) {
        Recipe recipe = new Recipe(steps, method);

        QuantizedNetwork quantized = quantization.quantize(recipe);

        List<LayerNoise> noise = quantization.noise(recipe, quantized, images.subList(0, 4));
        assertThat(noise).extracting(LayerNoise::layer).containsExactly("a", "b", "classes");
        assertThat(noise)
            .as("%s", recipe)
            .allSatisfy(layer -> assertThat(layer.accumulated()).isGreaterThan(20))
            .allSatisfy(layer -> assertThat(layer.alone()).isGreaterThan(layer.accumulated() - 3));
      }
    }
  }

  /** Equalised scores 5 against 4, percentile 99.9 scores 6, bias correction no more than that. */
  @Test
  void aStepIsTakenWhereItScoresMore() {
    RecipeSearch search =
        new RecipeSearch(
            Set.of(Step.EQUALIZATION, Step.BIAS_CORRECTION),
            recipe ->
                4
                    + (recipe.has(Step.EQUALIZATION) ? 1 : 0)
                    + (recipe.ranges() == RangeMethod.PERCENTILE_99_9 ? 1 : 0));

    List<Scored> tried = search.run();

    assertThat(tried)
        .extracting(scored -> scored.recipe() + ": " + scored.score() + " " + scored.taken())
        .containsExactly(
            "minmax: 4 true",
            "equalized, minmax: 5 true",
            "equalized, percentile 99.99: 5 false",
            "equalized, percentile 99.9: 6 true",
            "equalized, least-squares: 5 false",
            "equalized, percentile 99.9, bias-corrected: 6 false");
  }
}
