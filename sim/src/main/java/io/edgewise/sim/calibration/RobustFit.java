package io.edgewise.sim.calibration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresBuilder;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresOptimizer.Optimum;
import org.apache.commons.math3.fitting.leastsquares.LevenbergMarquardtOptimizer;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.DiagonalMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.util.Pair;

/**
 * Fits parameters so that the mean absolute relative error of a model is small: Levenberg-Marquardt
 * on relative errors, reweighted by {@code 1 / sqrt(1 + (error / 5 %)^2)} between rounds, so that
 * outliers pull like an absolute error and not like a square.
 */
public final class RobustFit {

  private static final int ROUNDS = 4;
  private static final int EVALUATIONS = 60;
  private static final double STEP = 1e-3;
  private static final double OUTLIER = 0.05;

  /** Keeps parameters that the measurements do not determine where they were. */
  private static final double PRIOR = 1e-4;

  /** Predictions of all measured values, for each of several choices of the parameters' values. */
  @FunctionalInterface
  public interface Model {
    double[][] predict(List<double[]> choices);
  }

  private final Model model;
  private final double[] measured;
  private final double[] importance;
  private final List<Parameter> parameters;

  /** A fit to measured values that count alike. */
  RobustFit(Model model, double[] measured, List<Parameter> parameters) {
    this(model, measured, ones(measured.length), parameters);
  }

  /**
   * A fit to measured values.
   *
   * @param importance how much each of them counts, 1 on average
   */
  public RobustFit(
      Model model, double[] measured, double[] importance, List<Parameter> parameters) {
    this.model = model;
    this.measured = measured.clone();
    this.importance = importance.clone();
    this.parameters = List.copyOf(parameters);
  }

  private static double[] ones(int count) {
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  /** The fitted values, in the order of the parameters. */
  public double[] run() {
    return values(places());
  }

  /** The fitted values as places of {@link Parameter#value}. */
  double[] places() {
    double[] places = new double[parameters.size()];
    double[] weights = new double[measured.length + places.length];
    Arrays.fill(weights, 1);
    System.arraycopy(importance, 0, weights, 0, measured.length);
    for (int round = 0; round < ROUNDS; round++) {
      places = optimum(places, weights);
      double[] errors = errors(List.of(places)).get(0);
      for (int i = 0; i < measured.length; i++) {
        weights[i] = importance[i] / Math.sqrt(1 + Math.pow(errors[i] / OUTLIER, 2));
      }
    }
    return places;
  }

  private double[] optimum(double[] start, double[] weights) {
    Optimum optimum =
        new LevenbergMarquardtOptimizer()
            .withInitialStepBoundFactor(1)
            .optimize(
                new LeastSquaresBuilder()
                    .start(start)
                    .model(this::linearised)
                    .target(new double[weights.length])
                    .weight(new DiagonalMatrix(weights))
                    .checker(
                        (iteration, before, after) ->
                            Math.abs(before.getCost() - after.getCost()) < 1e-5 * before.getCost())
                    .maxEvaluations(EVALUATIONS)
                    .maxIterations(EVALUATIONS)
                    .lazyEvaluation(false)
                    .build());
    return optimum.getPoint().toArray();
  }

  /**
   * Errors and their slopes, from one round of predictions: the place and a step along each axis.
   */
  private Pair<RealVector, RealMatrix> linearised(RealVector point) {
    List<double[]> places = new ArrayList<>();
    places.add(point.toArray());
    for (int p = 0; p < point.getDimension(); p++) {
      double[] moved = point.toArray();
      moved[p] += STEP;
      places.add(moved);
    }
    List<double[]> errors = errors(places);
    double[] here = errors.get(0);
    double[][] slopes = new double[here.length][point.getDimension()];
    for (int p = 0; p < point.getDimension(); p++) {
      for (int i = 0; i < here.length; i++) {
        slopes[i][p] = (errors.get(p + 1)[i] - here[i]) / STEP;
      }
    }
    return new Pair<>(new ArrayRealVector(here, false), new Array2DRowRealMatrix(slopes, false));
  }

  /**
   * Returns at each place the relative errors, and then what holds each parameter at its initial
   * value.
   */
  private List<double[]> errors(List<double[]> places) {
    double[][] predicted = model.predict(places.stream().map(this::values).toList());
    List<double[]> all = new ArrayList<>();
    for (int k = 0; k < places.size(); k++) {
      double[] errors = new double[measured.length + parameters.size()];
      for (int i = 0; i < measured.length; i++) {
        errors[i] = predicted[k][i] / measured[i] - 1;
      }
      for (int p = 0; p < parameters.size(); p++) {
        errors[measured.length + p] = PRIOR * places.get(k)[p] * Math.sqrt(measured.length);
      }
      all.add(errors);
    }
    return all;
  }

  private double[] values(double[] places) {
    double[] values = new double[places.length];
    for (int p = 0; p < places.length; p++) {
      values[p] = parameters.get(p).value(places[p]);
    }
    return values;
  }
}
