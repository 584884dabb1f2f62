package io.edgewise.sim.calibration;

import io.edgewise.sim.settings.SettingsException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

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

  /** Half of all numbers are believed to be right within this logarithm: a factor of 1.65. */
  private static final double BELIEF = 0.5;

  /** Errors beyond so many times the noise pull like an absolute error. */
  private static final double TAIL = 3;

  /** The noise that a fit begins with, and the least and most that it comes to believe in. */
  private static final double NOISE = 0.03;

  private static final double LEAST_NOISE = 0.02;
  private static final double MOST_NOISE = 0.3;

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

  /** Twice the log-likelihood ratio, and standard deviations, that 90 % of a normal lie within. */
  private static final double NINETY_SQUARED = 2.706;

  private static final double NINETY = 1.645;

  /** A number that moved by less than so many of its deviations may as well stay. */
  private static final double MOVED = 1;

  private final RobustFit.Model model;
  private final double[] measured;
  private final List<Parameter> parameters;
  private double noise = NOISE;

  /** 0 for measurements that do not count for now, else 1. */
  private final double[] trust;

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

  /** The slopes at a place, what pulls there, and the inverse of how stiff it is. */
  private record Local(
      double[] residuals,
      double[] weights,
      double[][] slopes,
      double[] prior,
      RealMatrix inverse) {}

  /**
   * @param model predicts the measured values
   * @param measured above 0
   * @param parameters the numbers that may move, each above 0 at the start
   */
  PriorFit(RobustFit.Model model, double[] measured, List<Parameter> parameters) {
    this.model = model;
    this.measured = measured.clone();
    this.parameters = List.copyOf(parameters);
    this.trust = new double[measured.length];
    Arrays.fill(trust, 1);
  }

  /**
   * Fits.
   *
   * @param start places to begin at, 0 for the file's own
   * @param free the parameters that may move from there
   */
  Result run(double[] start, boolean[] free) {
    double[] places = start.clone();
    distrustSteps(free);
    places = descended(places, free, DESCENTS);
    Arrays.fill(trust, 1);
    for (int[] pair : pairs(free)) {
      places = scanned(places, pair, free);
    }
    for (int round = 0; round < ROUNDS; round++) {
      places = descended(places, free, DESCENTS);
      for (int p = 0; p < places.length; p++) {
        places = isStep(p, free) ? scanned(places, new int[] {p}, free) : places;
      }
      noise = noiseAt(places, free);
    }
    return intervals(descended(places, free, DESCENTS), free);
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
      Local local = local(places, free, damping);
      double[] moved = moved(places, local, local.residuals());
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

  /** The place after one step against residuals, within reach. */
  private static double[] moved(double[] places, Local local, double[] residuals) {
    double[] step = local.inverse().operate(pull(places, local, local.weights(), residuals));
    double[] moved = places.clone();
    for (int p = 0; p < moved.length; p++) {
      moved[p] = Math.max(-Parameter.limit(), Math.min(Parameter.limit(), moved[p] - step[p]));
    }
    return moved;
  }

  private static double[] pull(double[] places, Local local, double[] weights, double[] residuals) {
    double[] pull = new double[places.length];
    for (int p = 0; p < pull.length; p++) {
      pull[p] = local.prior()[p] * places[p];
      for (int i = 0; i < residuals.length; i++) {
        pull[p] += local.slopes()[i][p] * weights[i] * residuals[i];
      }
    }
    return pull;
  }

  private Local local(double[] places, boolean[] free, double damping) {
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
    double[] weights = weights(here);
    double[] prior = new double[count];
    for (int p = 0; p < count; p++) {
      double belief = 2 / (BELIEF * BELIEF) / (1 + Math.pow(places[p] / BELIEF, 2));
      prior[p] = isSmooth(p, free) ? belief : 0;
    }
    return new Local(here, weights, slopes, prior, inverse(slopes, weights, prior, damping));
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
    Arrays.fill(trust, 1);
    double[] here = residuals(List.of(new double[free.length])).get(0);
    for (int p = 0; p < free.length; p++) {
      for (double far : isStep(p, free) ? new double[] {-FAR, FAR} : new double[0]) {
        double[] moved = new double[free.length];
        moved[p] = far;
        double[] there = residuals(List.of(moved)).get(0);
        for (int i = 0; i < trust.length; i++) {
          boolean moves = Double.isFinite(there[i]) && Math.abs(there[i] - here[i]) > NOISE / 2;
          trust[i] = moves ? 0 : trust[i];
        }
      }
    }
    if (Arrays.stream(trust).sum() < trust.length / 4.0) {
      Arrays.fill(trust, 1);
    }
  }

  private boolean isSmooth(int parameter, boolean[] free) {
    return free[parameter] && !parameters.get(parameter).inSteps();
  }

  /** The inverse of the Gauss-Newton matrix; a parameter that does not move has 0 there. */
  private static RealMatrix inverse(
      double[][] slopes, double[] weights, double[] prior, double damping) {
    int count = prior.length;
    double[][] stiffness = new double[count][count];
    for (int p = 0; p < count; p++) {
      for (int q = 0; q < count; q++) {
        for (int i = 0; i < weights.length; i++) {
          stiffness[p][q] += slopes[i][p] * weights[i] * slopes[i][q];
        }
      }
      stiffness[p][p] = prior[p] == 0 ? 1 : (stiffness[p][p] + prior[p]) * (1 + damping);
    }
    RealMatrix inverse =
        new LUDecomposition(new Array2DRowRealMatrix(stiffness, false)).getSolver().getInverse();
    for (int p = 0; p < count; p++) {
      if (prior[p] == 0) {
        inverse.setEntry(p, p, 0);
      }
    }
    return inverse;
  }

  /** Weights of squared errors in the place of their shares in the objective, which they touch. */
  private double[] weights(double[] residuals) {
    double[] weights = new double[residuals.length];
    for (int i = 0; i < weights.length; i++) {
      double tail = Math.sqrt(1 + Math.pow(residuals[i] / noise / TAIL, 2));
      weights[i] = trust[i] / (noise * noise) / tail;
    }
    return weights;
  }

  /** The place with the best values of one or two numbers that work in steps, if it is better. */
  private double[] scanned(double[] places, int[] numbers, boolean[] free) {
    Local local = local(places, free, 0);
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
  private double[] profile(double[] places, int parameter, Local local, int stride) {
    double[] profile = new double[GRID];
    Arrays.fill(profile, Double.POSITIVE_INFINITY);
    for (int g = 0; g < GRID; g += stride) {
      double[] there = places.clone();
      there[parameter] = grid(g);
      double[] residuals = residuals(List.of(there)).get(0);
      double loss = loss(residuals);
      if (!Double.isFinite(loss)) {
        continue;
      }
      double[] weights = weights(residuals);
      RealVector pull = new ArrayRealVector(pull(places, local, weights, residuals), false);
      RealMatrix inverse = inverse(local.slopes(), weights, local.prior(), 0);
      profile[g] = loss + priorLoss(there) - pull.dotProduct(inverse.operate(pull));
    }
    return profile;
  }

  private double objective(double[] places) {
    return loss(residuals(List.of(places)).get(0)) + priorLoss(places);
  }

  private double loss(double[] residuals) {
    double loss = 0;
    for (int i = 0; i < residuals.length; i++) {
      double scaled = residuals[i] / noise / TAIL;
      loss += trust[i] == 0 ? 0 : 2 * TAIL * TAIL * (Math.sqrt(1 + scaled * scaled) - 1);
    }
    return loss;
  }

  private static double priorLoss(double[] places) {
    return Arrays.stream(places).map(place -> 2 * Math.log1p(Math.pow(place / BELIEF, 2))).sum();
  }

  /** The noise that the residuals show, less what the numbers took up. */
  private double noiseAt(double[] places, boolean[] free) {
    Local local = local(places, free, 0);
    double taken = 0;
    for (int p = 0; p < places.length; p++) {
      taken += isSmooth(p, free) ? 1 - local.prior()[p] * local.inverse().getEntry(p, p) : 0;
    }
    double[] sorted = Arrays.stream(local.residuals()).map(Math::abs).sorted().toArray();
    double middle = 1.4826 * sorted[sorted.length / 2];
    double left = Math.max(sorted.length / 4.0, sorted.length - taken);
    double scale = middle * Math.sqrt(sorted.length / left);
    return Math.max(LEAST_NOISE, Math.min(MOST_NOISE, scale));
  }

  private Result intervals(double[] places, boolean[] free) {
    Local local = local(places, free, 0);
    double[] low = places.clone();
    double[] high = places.clone();
    for (int p = 0; p < places.length; p++) {
      if (isSmooth(p, free)) {
        double half = NINETY * Math.sqrt(local.inverse().getEntry(p, p));
        low[p] -= half;
        high[p] += half;
      } else if (free[p]) {
        double[] profile = profile(places, p, local, 1);
        double least = Arrays.stream(profile).min().orElse(0);
        for (int g = 0; g < GRID; g++) {
          if (profile[g] < least + NINETY_SQUARED) {
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
