package io.edgewise.jobs.plan;

import io.edgewise.search.evaluation.Halving;
import io.edgewise.search.proxy.TrainingRecipe;
import io.edgewise.search.stopping.Budget;
import java.util.List;

/**
 * A schedule is what a search will do, as far as its settings and its data set tell.
 *
 * @param generations it goes on for
 * @param candidates most networks trained in a generation
 * @param slots trainings that run at a time
 * @param recipe of a training
 * @param halving which of them go on to the recipe's end
 * @param budget what it may spend
 * @param images what it trains and validates on
 */
public record Schedule(
    int generations,
    int candidates,
    int slots,
    TrainingRecipe recipe,
    Halving halving,
    Budget budget,
    Images images) {

  /** Images of a data set: how many are trained on, validated on, and in how many classes. */
  public record Images(int training, int validation, int classes) {

    /**
     * Half of the 95 % interval of an accuracy on so many validation images, at its widest: 1.96
     * sqrt(p (1 - p) / n) at p = 1/2 (the normal approximation of a binomial share).
     */
    public double uncertainty() {
      return 1.96 * Math.sqrt(0.25 / validation);
    }
  }

  /** Returns the generations that the budget of trainings allows. */
  public int affordable() {
    long most = budget.trainings().map(trials -> trials / candidates).orElse((long) generations);
    return (int) Math.max(1, Math.min(generations, most));
  }

  /** Returns the most networks that are trained. */
  public long trainings() {
    return (long) affordable() * candidates;
  }

  public int stepsAnEpoch() {
    return recipe.stepsAnEpoch(images.training());
  }

  /** Returns the mean epochs of a training: what a rung leaves behind trains no further. */
  public double meanEpochs() {
    List<Integer> rungs = halving.rungs(recipe.epochs());
    double epochs = 0;
    double share = 1;
    int before = 0;
    for (int rung : rungs) {
      epochs += share * (rung - before);
      before = rung;
      share /= halving.reduction();
    }
    return epochs;
  }
}
