package io.edgewise.search.quantization;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * Quantises one trained network by recipes. What calibration images tell of the network is found
 * out once for all recipes that share it.
 */
public final class PostTrainingQuantization {

  private final FloatNetwork network;
  private final FloatInference.Factory inference;
  private final List<float[]> images;
  private final Map<Boolean, Observed> observed = new HashMap<>();

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
    Observed observed = observe(recipe.equalizes());
    Map<String, Range> ranges = observed.statistics().ranges(recipe.ranges());
    QuantizedNetwork quantized = Quantizer.quantize(observed.network(), ranges);
    return recipe.correctsBias()
        ? Quantizer.quantize(
            BiasCorrection.correct(observed.network(), quantized, observed.statistics()), ranges)
        : quantized;
  }

  /**
   * Tells where a recipe's quantised network differs from the float network it was made of.
   *
   * @param quantized what {@link #quantize} gave for the recipe
   */
  public List<LayerNoise> noise(Recipe recipe, QuantizedNetwork quantized, List<float[]> held) {
    try (FloatInference running = inference.of(observe(recipe.equalizes()).network())) {
      return LayerNoise.of(running, quantized, held);
    }
  }

  /**
   * The best recipe, step by step: equalisation, the ranges, bias correction; each is taken where
   * it scores more than what was there before it.
   *
   * @param score of a quantised network, the more the better
   * @return every recipe that was tried with its score, in order; the last that was taken is the
   *     best
   */
  public List<Scored> search(ToIntFunction<QuantizedNetwork> score) {
    RecipeSearch search = new RecipeSearch(recipe -> score.applyAsInt(quantize(recipe)));
    return search.run();
  }

  private Observed observe(boolean equalized) {
    return observed.computeIfAbsent(
        equalized,
        key -> {
          FloatNetwork same = key ? CrossLayerEqualization.equalize(network) : network;
          try (FloatInference running = inference.of(same)) {
            return new Observed(same, ActivationStatistics.of(same, running, images));
          }
        });
  }

  /**
   * A recipe that was tried.
   *
   * @param taken whether it was better than the best before it
   */
  public record Scored(Recipe recipe, int score, boolean taken) {}
}
