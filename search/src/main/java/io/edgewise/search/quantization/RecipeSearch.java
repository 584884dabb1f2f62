package io.edgewise.search.quantization;

import io.edgewise.search.quantization.PostTrainingQuantization.Scored;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;

/** Tries the steps of a recipe one after the other; of equals the simpler stays. */
final class RecipeSearch {

  private final Set<Step> allowed;
  private final ToIntFunction<Recipe> score;
  private final List<Scored> tried = new ArrayList<>();
  private Recipe best = Recipe.MINMAX;
  private int most = Integer.MIN_VALUE;

  RecipeSearch(Set<Step> allowed, ToIntFunction<Recipe> score) {
    this.allowed = allowed;
    this.score = score;
  }

  List<Scored> run() {
    consider(Recipe.MINMAX);
    consider(Step.EQUALIZATION);
    consider(Step.BIAS_ABSORPTION);
    for (RangeMethod method : RangeMethod.values()) {
      if (method != RangeMethod.MINMAX) {
        consider(best.withRanges(method));
      }
    }
    consider(Step.ADAPTIVE_ROUNDING);
    consider(Step.BIAS_CORRECTION);
    return List.copyOf(tried);
  }

  private void consider(Step step) {
    if (allowed.contains(step)) {
      consider(best.with(step));
    }
  }

  private void consider(Recipe recipe) {
    int scored = score.applyAsInt(recipe);
    boolean better = scored > most;
    tried.add(new Scored(recipe, scored, better));
    if (better) {
      best = recipe;
      most = scored;
    }
  }
}
