package io.edgewise.search.proxy.dl4j;

import io.edgewise.search.proxy.dl4j.kernel.Activation;
import io.edgewise.search.proxy.dl4j.layer.ChannelScale;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * A graph of DL4J's own layers, which run wherever ND4J does; the fast ones are held against them.
 * Every layer is told its channels and its format, so that a graph is made without the size of the
 * images, from which DL4J would infer both.
 */
final class StockGraph extends NetworkGraph {

  /**
   * @param inputChannels channels of the images
   * @param seed of the initial weights
   */
  StockGraph(int inputChannels, IUpdater updater, long seed) {
    super(
        new NeuralNetConfiguration.Builder().convolutionMode(ConvolutionMode.Same),
        inputChannels,
        updater,
        seed);
  }

  @Override
  void convolution(String name, int kernel, int stride, int filters, Activation activation) {
    add(
        name,
        new ConvolutionLayer.Builder(kernel, kernel)
            .stride(stride, stride)
            .nIn(channels())
            .nOut(filters)
            .hasBias(false)
            .dataFormat(CNN2DFormat.NHWC)
            .activation(org.nd4j.linalg.activations.Activation.IDENTITY)
            .build(),
        filters);
    normalise(name, activation);
  }

  @Override
  void depthwise(String name, int kernel, int stride, Activation activation) {
    add(
        name,
        new DepthwiseConvolution2D.Builder(kernel, kernel)
            .stride(stride, stride)
            .nIn(channels())
            .nOut(channels())
            .depthMultiplier(1)
            .hasBias(false)
            .dataFormat(CNN2DFormat.NHWC)
            .activation(org.nd4j.linalg.activations.Activation.IDENTITY)
            .build());
    normalise(name, activation);
  }

  // The activation is a layer of its own: BatchNormalization ignores the one that it is given.
  private void normalise(String name, Activation activation) {
    add(
        name + "-bn",
        new BatchNormalization.Builder()
            .nIn(channels())
            .nOut(channels())
            .decay(DECAY)
            .eps(EPSILON)
            // A logarithm of the deviation would not average with others as a variance does.
            .useLogStd(false)
            .dataFormat(CNN2DFormat.NHWC)
            .build());
    if (activation != Activation.NONE) {
      add(name + "-act", new ActivationLayer(of(activation)));
    }
  }

  @Override
  void squeezeExcite(String name, int squeezed, Activation activation) {
    String excited = last();
    int width = channels();
    add(name + "-pool", averages());
    add(name + "-squeeze", dense(width, squeezed, of(activation)));
    add(name + "-excite", dense(squeezed, width, org.nd4j.linalg.activations.Activation.SIGMOID));
    join(name, new ChannelScale(), excited);
  }

  private static DenseLayer dense(
      int inputs, int outputs, org.nd4j.linalg.activations.Activation activation) {
    return new DenseLayer.Builder().nIn(inputs).nOut(outputs).activation(activation).build();
  }

  private static GlobalPoolingLayer averages() {
    // Rows and columns, where NHWC has them.
    return new GlobalPoolingLayer.Builder(PoolingType.AVG).poolingDimensions(1, 2).build();
  }

  @Override
  void residual(String name, String skipped) {
    join(name, new ElementWiseVertex(ElementWiseVertex.Op.Add), skipped);
  }

  @Override
  void pool() {
    add(POOL, averages());
  }

  private static org.nd4j.linalg.activations.Activation of(Activation activation) {
    return switch (activation) {
      case NONE -> org.nd4j.linalg.activations.Activation.IDENTITY;
      case RELU -> org.nd4j.linalg.activations.Activation.RELU;
      case RELU6 -> org.nd4j.linalg.activations.Activation.RELU6;
      case SWISH -> org.nd4j.linalg.activations.Activation.SWISH;
    };
  }
}
