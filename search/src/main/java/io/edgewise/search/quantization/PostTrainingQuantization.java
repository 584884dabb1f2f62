package io.edgewise.search.quantization;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * Quantises one trained network by recipes. What calibration images tell of the network is found
 * out once for all recipes that share it.
 */
public final class PostTrainingQuantization {

  private final FloatNetwork network;
  private final FloatInference.Factory inference;
  private final List<float[]> images;
  private final Map<Set<Step>, Observed> observed = new HashMap<>();

  /** A network of the same function, and what its activations are. */
  private record Observed(FloatNetwork network, ActivationStatistics statistics) {}

  /**
   * @param images for calibration, as the network takes them, HWC
   */
  public PostTrainingQuantization(
      FloatNetwork network, FloatInference.Factory inference, List<float[]> images) {
    this.network = network;
    this.inference = inference;
    this.images = images;
  }

  /**
   * The quantised network.
   *
   * @throws IllegalArgumentException if an activation is no finite number or never changes; the
   *     message names the layer
   */
  public QuantizedNetwork quantize(Recipe recipe) {
    Observed observed = observe(recipe);
    FloatNetwork floats = observed.network();
    QuantizedNetwork quantized =
        Quantizer.quantize(floats, observed.statistics().ranges(recipe.ranges()));
    if (recipe.has(Step.ADAPTIVE_ROUNDING)) {
      try (FloatInference running = inference.of(floats)) {
        quantized = AdaptiveRounding.round(floats, quantized, running, images);
      }
    }
    return recipe.has(Step.BIAS_CORRECTION)
        ? quantized.withBiases(BiasCorrection.correct(floats, quantized, observed.statistics()))
        : quantized;
  }

  /**
   * Tells where a recipe's quantised network differs from the float network it was made of.
   *
   * @param quantized what {@link #quantize} gave for the recipe
   */
  public List<LayerNoise> noise(Recipe recipe, QuantizedNetwork quantized, List<float[]> held) {
    try (FloatInference running = inference.of(observe(recipe).network())) {
      return LayerNoise.of(running, quantized, held);
    }
  }

  /**
   * The best recipe, step by step: equalisation, bias absorption, the ranges, adaptive rounding,
   * bias correction; each is taken where it scores more than what was there before it.
   *
   * @param allowed steps that are tried
   * @param score of a quantised network, the more the better
   * @return every recipe that was tried with its score, in order; the last that was taken is the
   *     best
   */
  public List<Scored> search(Set<Step> allowed, ToIntFunction<QuantizedNetwork> score) {
    RecipeSearch search = new RecipeSearch(allowed, recipe -> score.applyAsInt(quantize(recipe)));
    return search.run();
  }

  /**
   * Observes a recipe's network before it is rounded; recipes of the same steps till then share it.
   */
  private Observed observe(Recipe recipe) {
    EnumSet<Step> before = EnumSet.of(Step.EQUALIZATION, Step.BIAS_ABSORPTION);
    before.retainAll(recipe.steps());
    Observed known = observed.get(before);
    if (known == null) {
      known = make(recipe);
      observed.put(before, known);
    }
    return known;
  }

  private Observed make(Recipe recipe) {
    if (!recipe.has(Step.BIAS_ABSORPTION)) {
      return observe(
          recipe.has(Step.EQUALIZATION) ? CrossLayerEqualization.equalize(network) : network);
    }
    Observed same = observe(recipe.without(Step.BIAS_ABSORPTION));
    FloatNetwork absorbed = HighBiasAbsorption.absorb(same.network(), same.statistics());
    return absorbed == same.network() ? same : observe(absorbed);
  }

  private Observed observe(FloatNetwork same) {
    try (FloatInference running = inference.of(same)) {
      return new Observed(same, ActivationStatistics.of(same, running, images));
    }
  }

  /**
   * A recipe that was tried.
   *
   * @param taken whether it was better than the best before it
   */
  public record Scored(Recipe recipe, int score, boolean taken) {}
}
