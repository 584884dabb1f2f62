package io.edgewise.sim.calibration;

import io.edgewise.sim.calibration.ToldNumber.Verdict;
import io.edgewise.sim.settings.SettingsException;
import java.util.ArrayList;
import java.util.List;

/**
 * A fit that is told no numbers. Those that move no measured network stay out; of the others all
 * are fitted together ({@link PriorFit}), those that then have moved by less than the measurements
 * leave open go back to what the file says, and the rest is fitted again.
 */
final class ChoosingFit implements Fit {

  /** The least share of a latency by which a number has to move some network, once doubled. */
  private static final double SEEN = 0.01;

  /** Half of all numbers are believed to be right within this logarithm: a factor of 1.65. */
  private static final double BELIEF = 0.5;

  private final TunedFile file;
  private final Predictor predictor;
  private final double[] measured;

  ChoosingFit(TunedFile file, Predictor predictor, double[] measured) {
    this.file = file;
    this.predictor = predictor;
    this.measured = measured.clone();
  }

  @Override
  public List<ToldNumber> of(boolean[] used) {
    RobustFit.Model model = Fit.model(file, predictor, used);
    boolean[] seen = seen(model);
    PriorFit fit = new PriorFit(model, Fit.chosen(measured, used), file.parameters(), BELIEF);
    PriorFit.Result all = fit.run(new double[seen.length], seen);
    boolean[] free = new boolean[seen.length];
    double[] start = new double[seen.length];
    for (int p = 0; p < free.length; p++) {
      free[p] = seen[p] && all.isMoved(p);
      start[p] = free[p] ? all.places()[p] : 0;
    }
    PriorFit.Result chosen = fit.run(start, free);
    return numbers(seen, free, all, chosen);
  }

  private boolean[] seen(RobustFit.Model model) {
    boolean[] seen = new boolean[file.parameters().size()];
    double[] before = model.predict(List.of(file.initial()))[0];
    for (int p = 0; p < seen.length; p++) {
      seen[p] = moves(model, before, p, 2) || moves(model, before, p, 0.5);
    }
    return seen;
  }

  private boolean moves(RobustFit.Model model, double[] before, int parameter, double factor) {
    double[] values = file.initial();
    values[parameter] *= factor;
    double[] after;
    try {
      after = model.predict(List.of(values))[0];
    } catch (SettingsException e) {
      return true; // So much that a network does not run any more.
    }
    for (int i = 0; i < after.length; i++) {
      if (Math.abs(Math.log(after[i] / before[i])) > SEEN) {
        return true;
      }
    }
    return false;
  }

  private List<ToldNumber> numbers(
      boolean[] seen, boolean[] free, PriorFit.Result all, PriorFit.Result chosen) {
    List<ToldNumber> numbers = new ArrayList<>();
    for (int p = 0; p < free.length; p++) {
      Parameter parameter = file.parameters().get(p);
      PriorFit.Result told = free[p] ? chosen : all;
      double value = parameter.value(chosen.places()[p]);
      numbers.add(
          new ToldNumber(
              parameter.key(),
              parameter.initial(),
              value,
              parameter.initial() * Math.exp(told.low()[p]),
              parameter.initial() * Math.exp(told.high()[p]),
              verdict(seen[p], free[p], parameter.isBound(value))));
    }
    return numbers;
  }

  private static Verdict verdict(boolean seen, boolean free, boolean bound) {
    if (!seen) {
      return Verdict.UNMOVED;
    }
    if (!free) {
      return Verdict.AGREES;
    }
    return bound ? Verdict.AT_BOUND : Verdict.FITTED;
  }
}
