package io.edgewise.search.proxy.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

class DistillationLossTest {

  private static final IActivation SOFTMAX = Activation.SOFTMAX.getActivationFunction();

  /**
   * One image of two classes. The student says z = (0, ln 3): shares 1/4 and 3/4, and at
   * temperature 2 (1, sqrt 3) / (1 + sqrt 3) = 0.3660, 0.6340. The teacher says 0.9 and 0.1: at
   * temperature 2 (3, 1) / 4. The label is class 0.
   *
   * <pre>
   * hard  -ln 0.25 = 1.3863
   * soft  0.75 ln(0.75 / 0.3660) + 0.25 ln(0.25 / 0.6340) = 0.5381 - 0.2327 = 0.3054, times 4
   * loss  0.4 x 1.3863 + 0.6 x 1.2217 = 1.2875
   * by z  0.4 (0.25 - 1) + 0.6 x 2 (0.3660 - 0.75) = -0.7608, and its opposite
   * </pre>
   */
  @Test
  void oneImageByHand() {
    DistillationLoss loss = new DistillationLoss(2, 0.6);
    INDArray labels = Nd4j.createFromArray(new float[][] {{1, 0, 0.9f, 0.1f}});
    INDArray logits = Nd4j.createFromArray(new float[][] {{0, (float) Math.log(3)}});

    assertThat(loss.computeScore(labels, logits, SOFTMAX, null, false))
        .isCloseTo(1.2875, within(2e-4));
    assertThat(HostCopy.read(loss.computeGradient(labels, logits, SOFTMAX, null)))
        .containsExactly(new float[] {-0.7608f, 0.7608f}, within(1e-4f));
  }

  /** The gradient is the slope of the loss, of every logit, by differences in the middle. */
  @ParameterizedTest
  @CsvSource({"1, 1", "1, 0.3", "4, 0.9", "0.5, 0.5", "20, 1"})
  void theGradientIsTheSlopeOfTheLoss(double temperature, double weight) {
    DistillationLoss loss = new DistillationLoss(temperature, weight);
    Random random = new Random(7);
    int classes = 5;
    INDArray labels = Nd4j.createFromArray(labels(3, classes, random));
    float[] logits = new float[3 * classes];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = (float) random.nextGaussian();
    }
    float[] gradient =
        HostCopy.read(loss.computeGradient(labels, array(logits, classes), SOFTMAX, null));
    for (int i = 0; i < logits.length; i++) {
      float step = 1f / 64;
      float[] up = logits.clone();
      up[i] += step;
      float[] down = logits.clone();
      down[i] -= step;
      double slope =
          (loss.computeScore(labels, array(up, classes), SOFTMAX, null, false)
                  - loss.computeScore(labels, array(down, classes), SOFTMAX, null, false))
              / (up[i] - down[i]);
      assertThat((double) gradient[i]).as("logit %d", i).isCloseTo(slope, within(2e-4));
    }
  }

  /** The loss at temperature 1 is cross-entropy against the mean of both, but for a constant. */
  @Test
  void atTemperatureOneItIsTheCrossEntropyOfMixedLabels() {
    Random random = new Random(3);
    int classes = 4;
    float[][] both = labels(6, classes, random);
    float[][] mixed = new float[6][classes];
    float[] logits = new float[6 * classes];
    for (int i = 0; i < 6; i++) {
      for (int k = 0; k < classes; k++) {
        mixed[i][k] = 0.25f * both[i][k] + 0.75f * both[i][classes + k];
        logits[i * classes + k] = (float) random.nextGaussian();
      }
    }
    float[] stock =
        HostCopy.read(
            new LossMCXENT()
                .computeGradient(
                    Nd4j.createFromArray(mixed), array(logits, classes), SOFTMAX, null));

    assertThat(
            HostCopy.read(
                new DistillationLoss(1, 0.75)
                    .computeGradient(
                        Nd4j.createFromArray(both), array(logits, classes), SOFTMAX, null)))
        .containsExactly(stock, within(1e-5f));
  }

  private static INDArray array(float[] logits, int classes) {
    return Nd4j.create(logits, new long[] {logits.length / classes, classes}, 'c');
  }

  private static float[][] labels(int images, int classes, Random random) {
    float[][] labels = new float[images][2 * classes];
    for (float[] label : labels) {
      label[random.nextInt(classes)] = 1;
      double sum = 0;
      for (int k = classes; k < 2 * classes; k++) {
        label[k] = (float) Math.exp(2 * random.nextGaussian());
        sum += label[k];
      }
      for (int k = classes; k < 2 * classes; k++) {
        label[k] /= (float) sum;
      }
    }
    return labels;
  }
}
