package io.edgewise.search.proxy.dl4j;

import io.edgewise.search.dataset.DataSplit;
import io.edgewise.search.dataset.ImageSet;
import io.edgewise.search.network.BlockNetwork;
import io.edgewise.search.network.Nonlinearity;
import io.edgewise.search.seed.Seeds;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * Zero-cost scores of an untrained network, in the form of Abdelfattah et al., "Zero-cost proxies
 * for lightweight NAS" (arXiv 2101.08134), computed from forward passes alone.
 */
public final class ZeroCost {
  private static final int IMAGES = 32;
  private static final int DIRECTIONS = 8;

  /** Length of a step, in units of the images' standard deviation. */
  private static final float STEP = 0.1f;

  /** Added to eigenvalues, as in the authors' code. */
  private static final double EPSILON = 1e-5;

  /**
   * The flow grows with every layer, by 10 or more: it starts small enough not to leave the range
   * of a float.
   */
  private static final float SMALL = 1e-30f;

  private ZeroCost() {}

  /**
   * SynFlow (Tanaka et al., arXiv 2006.05467): the sum over all weights of weight times gradient in
   * the network of absolute weights, fed with ones. In a network of linear layers without bias that
   * sum is the number of layers times the sum of the outputs, so the outputs say it without a
   * backward pass. Normalisation passes everything on; rectified, nothing is negative; gates of
   * squeeze-excite let half pass.
   *
   * @return its logarithm
   */
  public static double synflow(BlockNetwork network, long seed) {
    return synflow(network, Layers.ofBackend(), seed);
  }

  static double synflow(BlockNetwork network, Layers layers, long seed) {
    BlockNetwork rectified = network.withActivation(Nonlinearity.RELU);
    try (UntrainedNetwork flow = new UntrainedNetwork(rectified, layers, seed)) {
      flow.makeWeightsPositive();
      int side = network.resolution();
      INDArray ones =
          Nd4j.valueArrayOf(
              new long[] {1, side, side, network.inputChannels()},
              SMALL,
              org.nd4j.linalg.api.buffer.DataType.FLOAT);
      double sum = 0;
      for (float feature : flow.features(ones, false)) {
        sum += feature;
      }
      ones.close();
      return Math.log(sum) - Math.log(SMALL);
    }
  }

  /**
   * Jacobian covariance (Mellor et al., arXiv 2006.04647v1): the correlations of the images'
   * Jacobians, scored by {@code -sum(log(l + k) + 1 / (l + k))} over the eigenvalues l. The
   * Jacobians are those of the pooled features along a few random directions, by differences.
   */
  public static double jacobian(BlockNetwork network, DataSplit data, long seed) {
    return jacobian(network, Layers.ofBackend(), data, seed);
  }

  static double jacobian(BlockNetwork network, Layers layers, DataSplit data, long seed) {
    ImageSet images = data.atResolution(network.resolution()).training();
    int count = Math.min(IMAGES, images.size());
    try (UntrainedNetwork untrained = new UntrainedNetwork(network, layers, seed);
        ImageBatches batch = new ImageBatches(images, Normalisation.of(images), layers, count, 0)) {
      batch.fill(IntStream.range(0, count).toArray(), 0, count, null);
      double[][] jacobians = untrained.directional(batch.inputs(), count, seed);
      return score(new PearsonsCorrelation().computeCorrelationMatrix(jacobians));
    }
  }

  /** Returns the score of a symmetric matrix of correlations. */
  static double score(RealMatrix correlations) {
    double score = 0;
    for (double eigenvalue : new EigenDecomposition(correlations).getRealEigenvalues()) {
      double l = Math.max(0, eigenvalue) + EPSILON;
      score -= Math.log(l) + 1 / l;
    }
    return score;
  }

  /** A network with its initial weights. */
  private static final class UntrainedNetwork implements AutoCloseable {
    private final ComputationGraph graph;

    UntrainedNetwork(BlockNetwork network, Layers layers, long seed) {
      graph = new ComputationGraph(NetworkGraph.of(network, layers, new NoOp(), seed));
      Nd4j.getRandom().setSeed(seed);
      graph.init();
    }

    void makeWeightsPositive() {
      float[] values = HostCopy.read(graph.params());
      for (int i = 0; i < values.length; i++) {
        values[i] = Math.abs(values[i]);
      }
      HostCopy.write(values, graph.params());
    }

    /** The pooled features of every image, one after another. */
    float[] features(INDArray images, boolean training) {
      INDArray features =
          Objects.requireNonNull(
              graph.feedForward(images, training).get(BlockNetwork.POOL), BlockNetwork.POOL);
      return HostCopy.read(features);
    }

    /** Returns the directional derivatives, by {@code [direction and feature][image]}. */
    double[][] directional(INDArray images, int count, long seed) {
      float[] original = HostCopy.read(images);
      float[] before = features(images, true);
      int width = before.length / count;
      double[][] jacobians = new double[DIRECTIONS * width][count];
      for (int d = 0; d < DIRECTIONS; d++) {
        HostCopy.write(stepped(original, count, Seeds.mix(seed, d, 0)), images);
        float[] after = features(images, true);
        for (int i = 0; i < after.length; i++) {
          jacobians[d * width + i % width][i / width] = (after[i] - before[i]) / STEP;
        }
      }
      return jacobians;
    }

    /** Every image a step further in the same direction, each pixel up or down. */
    private static float[] stepped(float[] original, int count, long seed) {
      int length = original.length / count;
      SplittableRandom random = new SplittableRandom(seed);
      float[] direction = new float[length];
      for (int i = 0; i < length; i++) {
        direction[i] = random.nextBoolean() ? STEP : -STEP;
      }
      float[] moved = new float[original.length];
      for (int i = 0; i < moved.length; i++) {
        moved[i] = original[i] + direction[i % length];
      }
      return moved;
    }

    @Override
    public void close() {
      GraphMemory.release(graph);
    }
  }
}
