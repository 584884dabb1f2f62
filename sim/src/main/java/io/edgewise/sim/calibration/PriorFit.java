package io.edgewise.sim.calibration;

import io.edgewise.sim.settings.SettingsException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * Fits many numbers to few measurements: the most probable ones under what is believed before. A
 * number is believed to be about what the file says, most of them nearly so and a few of them far
 * off: its logarithm has a Cauchy distribution around that of the file. The logarithm of a
 * measurement over its prediction has a normal middle and the tails of an absolute error. What the
 * measurements do not tell so stays where it was, and ten of them can move what they do tell.
 *
 * <p>Numbers that work smoothly go by Levenberg-Marquardt with weights that follow the place.
 * Numbers that work in steps, such as the size of a memory, are tried over a grid, at each point of
 * which the smooth ones are taken to move along to where they then would be best.
 */
final class PriorFit {

  private static final int ROUNDS = 3;
  private static final int DESCENTS = 25;
  private static final double STEP = 1e-3;

  /** Grid of numbers that work in steps: a factor of 8 either way, 7 % apart. */
  private static final int GRID = 61;

  private static final double GRID_REACH = Math.log(8);

  /** A grid of two numbers takes every fourth point. */
  private static final int COARSE = 4;

  /** A move that shows what depends on a number that works in steps. */
  private static final double FAR = Math.log(2);

  /** Standard deviations that 90 % of a normal distribution lie within. */
  private static final double NINETY = 1.645;

  /** The share below the upper end of an interval of 90 %. */
  private static final double UP_TO_NINETY = 0.95;

  /** A number that moved by less than so many of its deviations may as well stay. */
  private static final double MOVED = 1;

  private final RobustFit.Model model;
  private final double[] measured;
  private final List<Parameter> parameters;
  private final Misfit misfit;

  /**
   * A result is what a fit came to, by parameter.
   *
   * @param places logarithms of the factors by which the numbers moved
   * @param low lower ends of the 90 % intervals, as logarithms
   * @param high upper ends
   */
  record Result(double[] places, double[] low, double[] high) {

    /** Tells whether a number moved by more than the measurements leave open. */
    boolean isMoved(int parameter) {
      double deviation = (high[parameter] - low[parameter]) / 2 / NINETY;
      return Math.abs(places[parameter]) > MOVED * deviation && places[parameter] != 0;
    }
  }

  /**
   * @param model predicts the measured values
   * @param measured above 0
   * @param parameters the numbers that may move
   * @param belief half of all numbers are believed to be right within this logarithm
   */
  PriorFit(RobustFit.Model model, double[] measured, List<Parameter> parameters, double belief) {
    this.model = model;
    this.measured = measured.clone();
    this.parameters = List.copyOf(parameters);
    this.misfit = new Misfit(measured.length, belief);
  }

  /**
   * Fits numbers that are above 0 in the file.
   *
   * @param start places to begin at, 0 for the file's own
   * @param free the parameters that may move from there
   */
  Result run(double[] start, boolean[] free) {
    double[] places = start.clone();
    distrustSteps(free);
    places = descended(places, free, DESCENTS);
    misfit.trustAll();
    for (int[] pair : pairs(free)) {
      places = scanned(places, pair, free);
    }
    for (int round = 0; round < ROUNDS; round++) {
      places = descended(places, free, DESCENTS);
      for (int p = 0; p < places.length; p++) {
        places = isStep(p, free) ? scanned(places, new int[] {p}, free) : places;
      }
      believeNoise(places, free);
    }
    return intervals(descended(places, free, DESCENTS), free, NINETY);
  }

  /**
   * The intervals around places to which another fit of all the numbers came. The noise is taken
   * from as few residuals as the measurements are more than the numbers, hence Student's t.
   */
  Result around(double[] places) {
    boolean[] free = new boolean[places.length];
    Arrays.fill(free, true);
    believeNoise(places, free);
    double freedom = Math.max(1, measured.length - places.length);
    return intervals(
        places, free, new TDistribution(freedom).inverseCumulativeProbability(UP_TO_NINETY));
  }

  private double[] values(double[] places) {
    double[] values = new double[places.length];
    for (int p = 0; p < places.length; p++) {
      values[p] = parameters.get(p).value(places[p]);
    }
    return values;
  }

  private double[] descended(double[] start, boolean[] free, int most) {
    double[] places = start;
    double damping = 1e-3;
    double objective = objective(places);
    for (int step = 0; step < most && damping < 1e6; step++) {
      LocalFit local = local(places, free, damping);
      double[] moved = local.moved(places);
      double then = objective(moved);
      if (then < objective) {
        boolean done = objective - then < 1e-4;
        places = moved;
        objective = then;
        damping /= 5;
        if (done) {
          break;
        }
      } else {
        damping *= 6;
      }
    }
    return places;
  }

  private LocalFit local(double[] places, boolean[] free, double damping) {
    int count = places.length;
    List<double[]> points = new ArrayList<>(List.of(places));
    for (int p = 0; p < count; p++) {
      if (isSmooth(p, free)) {
        double[] moved = places.clone();
        moved[p] += STEP;
        points.add(moved);
      }
    }
    List<double[]> all = residuals(points);
    double[] here = all.get(0);
    double[][] slopes = new double[here.length][count];
    int next = 1;
    for (int p = 0; p < count; p++) {
      if (isSmooth(p, free)) {
        for (int i = 0; i < here.length; i++) {
          slopes[i][p] = (all.get(next)[i] - here[i]) / STEP;
        }
        next++;
      }
    }
    double[] weights = misfit.weights(here);
    double[] prior = new double[count];
    for (int p = 0; p < count; p++) {
      prior[p] = isSmooth(p, free) ? misfit.belief(places[p]) : 0;
    }
    return LocalFit.of(here, weights, slopes, prior, damping);
  }

  private boolean isStep(int parameter, boolean[] free) {
    return free[parameter] && parameters.get(parameter).inSteps();
  }

  /** The numbers that work in steps, two and two: one that is wrong would hide the other. */
  private List<int[]> pairs(boolean[] free) {
    List<int[]> pairs = new ArrayList<>();
    for (int p = 0; p < free.length; p++) {
      for (int q = 0; q < p; q++) {
        if (isStep(p, free) && isStep(q, free)) {
          pairs.add(new int[] {q, p});
        }
      }
    }
    return pairs;
  }

  /**
   * Leaves out, for a first fit of the smooth numbers, what depends on numbers that work in steps,
   * unless hardly anything would be left.
   */
  private void distrustSteps(boolean[] free) {
    misfit.trustAll();
    double[] here = residuals(List.of(new double[free.length])).get(0);
    for (int p = 0; p < free.length; p++) {
      for (double far : isStep(p, free) ? new double[] {-FAR, FAR} : new double[0]) {
        double[] moved = new double[free.length];
        moved[p] = far;
        double[] there = residuals(List.of(moved)).get(0);
        misfit.distrustMoved(here, there);
      }
    }
    misfit.trustAllIfFew();
  }

  private boolean isSmooth(int parameter, boolean[] free) {
    return free[parameter] && !parameters.get(parameter).inSteps();
  }

  /** The place with the best values of one or two numbers that work in steps, if it is better. */
  private double[] scanned(double[] places, int[] numbers, boolean[] free) {
    LocalFit local = local(places, free, 0);
    double[] there = places.clone();
    if (numbers.length > 1) {
      double least = Double.POSITIVE_INFINITY;
      double[] at = places.clone();
      for (int g = 0; g < GRID; g += COARSE) {
        at[numbers[0]] = grid(g);
        double[] profile = profile(at, numbers[1], local, COARSE);
        int best = least(profile);
        if (profile[best] < least) {
          least = profile[best];
          there = at.clone();
          there[numbers[1]] = grid(best);
        }
      }
    } else {
      there[numbers[0]] = grid(least(profile(places, numbers[0], local, 1)));
    }
    if (!Double.isFinite(objective(there))) {
      return places;
    }
    double[] settled = descended(there, free, DESCENTS / 3);
    return objective(settled) < objective(places) ? settled : places;
  }

  private static int least(double[] profile) {
    int best = 0;
    for (int g = 1; g < profile.length; g++) {
      best = profile[g] < profile[best] ? g : best;
    }
    return best;
  }

  private static double grid(int point) {
    return GRID_REACH * (2.0 * point / (GRID - 1) - 1);
  }

  /** The objective over the grid, the smooth numbers moving along. */
  private double[] profile(double[] places, int parameter, LocalFit local, int stride) {
    double[] profile = new double[GRID];
    Arrays.fill(profile, Double.POSITIVE_INFINITY);
    for (int g = 0; g < GRID; g += stride) {
      double[] there = places.clone();
      there[parameter] = grid(g);
      double[] residuals = residuals(List.of(there)).get(0);
      double loss = misfit.loss(residuals);
      if (!Double.isFinite(loss)) {
        continue;
      }
      double gained = local.gain(places, misfit.weights(residuals), residuals);
      profile[g] = loss + misfit.priorLoss(there) - gained;
    }
    return profile;
  }

  private double objective(double[] places) {
    return misfit.loss(residuals(List.of(places)).get(0)) + misfit.priorLoss(places);
  }

  /** Takes the noise to be what residuals show, less what the numbers took up. */
  private void believeNoise(double[] places, boolean[] free) {
    LocalFit local = local(places, free, 0);
    double taken = 0;
    for (int p = 0; p < places.length; p++) {
      taken += isSmooth(p, free) ? 1 - local.prior()[p] * local.inverse().getEntry(p, p) : 0;
    }
    misfit.believeNoise(local.residuals(), taken);
  }

  /**
   * @param ninety standard deviations that 90 % lie within
   */
  private Result intervals(double[] places, boolean[] free, double ninety) {
    LocalFit local = local(places, free, 0);
    double[] low = places.clone();
    double[] high = places.clone();
    for (int p = 0; p < places.length; p++) {
      if (isSmooth(p, free)) {
        double half = ninety * Math.sqrt(local.inverse().getEntry(p, p));
        low[p] -= half;
        high[p] += half;
      } else if (free[p]) {
        double[] profile = profile(places, p, local, 1);
        double least = Arrays.stream(profile).min().orElse(0);
        for (int g = 0; g < GRID; g++) {
          if (profile[g] < least + ninety * ninety) {
            low[p] = Math.min(low[p], grid(g));
            high[p] = Math.max(high[p], grid(g));
          }
        }
      }
    }
    return new Result(places, low, high);
  }

  /** Logarithms of prediction over measurement; infinite on a chip that does not run a network. */
  private List<double[]> residuals(List<double[]> points) {
    double[][] predicted;
    try {
      predicted = model.predict(points.stream().map(this::values).toList());
    } catch (SettingsException e) {
      double[] none = new double[measured.length];
      Arrays.fill(none, Double.POSITIVE_INFINITY);
      return points.stream().map(point -> none).toList();
    }
    List<double[]> all = new ArrayList<>();
    for (double[] row : predicted) {
      double[] residuals = new double[measured.length];
      Arrays.setAll(residuals, i -> Math.log(row[i] / measured[i]));
      all.add(residuals);
    }
    return all;
  }
}
