package io.edgewise.sim.calibration;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/**
 * A fit as it looks from one place: the slopes there, what pulls, and the inverse of how stiff it
 * is.
 */
record LocalFit(
    double[] residuals, double[] weights, double[][] slopes, double[] prior, RealMatrix inverse) {

  static LocalFit of(
      double[] residuals, double[] weights, double[][] slopes, double[] prior, double damping) {
    return new LocalFit(
        residuals, weights, slopes, prior, inverse(slopes, weights, prior, damping));
  }

  /** The place after one step, within reach. */
  double[] moved(double[] places) {
    double[] step = inverse.operate(pull(places, weights, residuals));
    double[] moved = places.clone();
    for (int p = 0; p < moved.length; p++) {
      moved[p] = Math.max(-Parameter.limit(), Math.min(Parameter.limit(), moved[p] - step[p]));
    }
    return moved;
  }

  /** The loss spared if, against other residuals, the smooth numbers move along. */
  double gain(double[] places, double[] otherWeights, double[] otherResiduals) {
    RealVector pull = new ArrayRealVector(pull(places, otherWeights, otherResiduals), false);
    return pull.dotProduct(inverse(slopes, otherWeights, prior, 0).operate(pull));
  }

  private double[] pull(double[] places, double[] byWeights, double[] against) {
    double[] pull = new double[places.length];
    for (int p = 0; p < pull.length; p++) {
      pull[p] = prior[p] * places[p];
      for (int i = 0; i < against.length; i++) {
        pull[p] += slopes[i][p] * byWeights[i] * against[i];
      }
    }
    return pull;
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
}
