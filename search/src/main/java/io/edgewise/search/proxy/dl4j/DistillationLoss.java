package io.edgewise.search.proxy.dl4j;

import io.edgewise.search.training.Objective.Distillation;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The loss of {@link Distillation}. Labels are {@code [N, 2 classes]}: those of the images, then
 * the teacher's shares of the classes, at temperature 1. The gradient of an image by its logits z
 * is
 *
 * <pre>
 * (1 - weight) (softmax(z) - y) + weight T (softmax(z / T) - softmax(v / T))
 * </pre>
 */
record DistillationLoss(
    @JsonProperty("temperature") double temperature, @JsonProperty("weight") double weight)
    implements ILossFunction {

  /** A smaller share counts as this: it is far below what a float's softmax tells apart. */
  private static final double SMALLEST = 1e-30;

  @Override
  public double computeScore(
      INDArray labels,
      INDArray logits,
      IActivation softmax,
      @Nullable INDArray mask,
      boolean average) {
    double[] losses = new Batch(labels, logits, mask).losses();
    double sum = 0;
    for (double loss : losses) {
      sum += loss;
    }
    return average ? sum / losses.length : sum;
  }

  @Override
  public INDArray computeScoreArray(
      INDArray labels, INDArray logits, IActivation softmax, @Nullable INDArray mask) {
    double[] losses = new Batch(labels, logits, mask).losses();
    return Nd4j.createFromArray(losses).castTo(logits.dataType()).reshape(losses.length, 1);
  }

  @Override
  public INDArray computeGradient(
      INDArray labels, INDArray logits, IActivation softmax, @Nullable INDArray mask) {
    return Nd4j.create(new Batch(labels, logits, mask).gradient(), logits.shape(), 'c');
  }

  @Override
  public Pair<Double, INDArray> computeGradientAndScore(
      INDArray labels,
      INDArray logits,
      IActivation softmax,
      @Nullable INDArray mask,
      boolean average) {
    return new Pair<>(
        computeScore(labels, logits, softmax, mask, average),
        computeGradient(labels, logits, softmax, mask));
  }

  @Override
  public String name() {
    return "distillation";
  }

  /** One batch as plain numbers. */
  private final class Batch {
    private final int classes;
    private final float[] labels;
    private final float[] logits;

    Batch(INDArray labels, INDArray logits, @Nullable INDArray mask) {
      if (mask != null) {
        throw new IllegalArgumentException("a distillation weighs no examples");
      }
      this.classes = (int) logits.size(1);
      this.labels = HostCopy.read(labels);
      this.logits = HostCopy.read(logits);
    }

    double[] losses() {
      double[] losses = new double[logits.length / classes];
      for (int i = 0; i < losses.length; i++) {
        double[] hard = shares(i, 1);
        double[] soft = shares(i, temperature);
        double[] taught = taught(i);
        for (int k = 0; k < classes; k++) {
          losses[i] -= (1 - weight) * label(i, k) * Math.log(Math.max(hard[k], SMALLEST));
          if (taught[k] > 0) {
            double ratio = taught[k] / Math.max(soft[k], SMALLEST);
            losses[i] += weight * temperature * temperature * taught[k] * Math.log(ratio);
          }
        }
      }
      return losses;
    }

    float[] gradient() {
      float[] gradient = new float[logits.length];
      for (int i = 0; i < logits.length / classes; i++) {
        double[] hard = shares(i, 1);
        double[] soft = shares(i, temperature);
        double[] taught = taught(i);
        for (int k = 0; k < classes; k++) {
          gradient[i * classes + k] =
              (float)
                  ((1 - weight) * (hard[k] - label(i, k))
                      + weight * temperature * (soft[k] - taught[k]));
        }
      }
      return gradient;
    }

    private double label(int example, int k) {
      return labels[example * 2 * classes + k];
    }

    private double[] shares(int example, double atTemperature) {
      double[] shares = new double[classes];
      double largest = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < classes; k++) {
        largest = Math.max(largest, logits[example * classes + k]);
      }
      for (int k = 0; k < classes; k++) {
        shares[k] = Math.exp((logits[example * classes + k] - largest) / atTemperature);
      }
      return normalised(shares);
    }

    /** A softmax at temperature T is that at 1 to the power of 1 / T. */
    private double[] taught(int example) {
      double[] shares = new double[classes];
      for (int k = 0; k < classes; k++) {
        shares[k] = Math.pow(labels[(example * 2 + 1) * classes + k], 1 / temperature);
      }
      return normalised(shares);
    }

    private static double[] normalised(double[] shares) {
      double sum = 0;
      for (double share : shares) {
        sum += share;
      }
      for (int k = 0; k < shares.length; k++) {
        shares[k] /= sum;
      }
      return shares;
    }
  }
}
