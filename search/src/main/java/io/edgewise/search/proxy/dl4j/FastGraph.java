package io.edgewise.search.proxy.dl4j;

import io.edgewise.search.proxy.dl4j.kernel.Activation;
import io.edgewise.search.proxy.dl4j.layer.FastConvolution;
import io.edgewise.search.proxy.dl4j.layer.FastDepthwiseConvolution;
import io.edgewise.search.proxy.dl4j.layer.FastSqueezeExcite;
import io.edgewise.search.proxy.dl4j.layer.GlobalAveragePool;
import io.edgewise.search.proxy.dl4j.layer.NormalisedConvolutionConf.BatchNorm;
import io.edgewise.search.proxy.dl4j.layer.ResidualAdd;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.nd4j.linalg.learning.config.IUpdater;

/** A graph of fast layers, which work on the memory of the CPU. */
final class FastGraph extends NetworkGraph {

  /**
   * @param inputChannels channels of the images
   * @param seed of the initial weights
   */
  FastGraph(int inputChannels, IUpdater updater, long seed) {
    super(
        // The layers hold their own memory.
        new NeuralNetConfiguration.Builder()
            .trainingWorkspaceMode(WorkspaceMode.NONE)
            .inferenceWorkspaceMode(WorkspaceMode.NONE),
        inputChannels,
        updater,
        seed);
  }

  @Override
  void convolution(String name, int kernel, int stride, int filters, Activation activation) {
    boolean first = last().equals(IMAGE);
    add(
        name,
        new FastConvolution(
            name, channels(), filters, kernel, stride, !first, batchNorm(activation)),
        filters);
  }

  @Override
  void depthwise(String name, int kernel, int stride, Activation activation) {
    add(
        name,
        new FastDepthwiseConvolution(name, channels(), kernel, stride, batchNorm(activation)));
  }

  private static BatchNorm batchNorm(Activation activation) {
    return new BatchNorm(DECAY, EPSILON, activation);
  }

  @Override
  void squeezeExcite(String name, int squeezed, Activation activation) {
    add(name, new FastSqueezeExcite(name, channels(), squeezed, activation));
  }

  @Override
  void residual(String name, String skipped) {
    join(name, new ResidualAdd(), skipped);
  }

  @Override
  void pool() {
    add(POOL, new GlobalAveragePool(POOL, channels()));
  }
}
