package io.edgewise.search.proxy.dl4j;

import io.edgewise.search.proxy.dl4j.kernel.Activation;
import io.edgewise.search.proxy.dl4j.layer.ChannelScale;
import io.edgewise.search.proxy.dl4j.layer.StockGroupedConvolution;
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
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/**
 * A graph of DL4J's own layers, which run wherever ND4J does; the fast ones are held against them.
 * Every layer is told its channels and its format, so that a graph is made without the size of the
 * images, from which DL4J would infer both.
 */
final class StockGraph extends NetworkGraph {

  /**
   * @param seed of the initial weights
   */
  StockGraph(IUpdater updater, long seed) {
    super(
        new NeuralNetConfiguration.Builder().convolutionMode(ConvolutionMode.Same),
        updater,
        seed,
        new LossMCXENT());
  }

  @Override
  public String convolution(String name, String input, Convolution c) {
    ConvolutionLayer convolution =
        new ConvolutionLayer.Builder(c.kernel(), c.kernel())
            .stride(c.stride(), c.stride())
            .nIn(c.inputChannels())
            .nOut(c.outputChannels())
            .hasBias(false)
            .dataFormat(CNN2DFormat.NHWC)
            .activation(org.nd4j.linalg.activations.Activation.IDENTITY)
            .build();
    return normalised(add(name, convolution, input), c.outputChannels(), of(c.activation()));
  }

  @Override
  public String depthwise(String name, String input, DepthwiseConvolution c) {
    DepthwiseConvolution2D convolution =
        new DepthwiseConvolution2D.Builder(c.kernel(), c.kernel())
            .stride(c.stride(), c.stride())
            .nIn(c.channels())
            .nOut(c.channels())
            .depthMultiplier(1)
            .hasBias(false)
            .dataFormat(CNN2DFormat.NHWC)
            .activation(org.nd4j.linalg.activations.Activation.IDENTITY)
            .build();
    return normalised(add(name, convolution, input), c.channels(), of(c.activation()));
  }

  @Override
  public String grouped(String name, String input, GroupedConvolution c) {
    StockGroupedConvolution convolution =
        new StockGroupedConvolution(
            name, c.inputChannels(), c.outputChannels(), c.groups(), c.kernel(), c.stride());
    return normalised(add(name, convolution, input), c.outputChannels(), of(c.activation()));
  }

  // The activation is a layer of its own: BatchNormalization ignores the one that it is given.
  private String normalised(String name, int channels, Activation activation) {
    BatchNormalization normalisation =
        new BatchNormalization.Builder()
            .nIn(channels)
            .nOut(channels)
            .decay(DECAY.limit())
            .eps(BATCH_NORM_EPSILON)
            // A logarithm of the deviation would not average with others as a variance does.
            .useLogStd(false)
            .dataFormat(CNN2DFormat.NHWC)
            .build();
    String normalised = add(name + ".bn", normalisation, name);
    return activation == Activation.NONE
        ? normalised
        : add(name + ".act", new ActivationLayer(stock(activation)), normalised);
  }

  @Override
  public String squeezeExcite(String name, String input, SqueezeExcite s) {
    String pooled = add(name + ".pool", averages(), input);
    String squeezed =
        add(name + ".reduce", dense(s.channels(), s.squeezed(), stock(of(s.activation()))), pooled);
    String gate =
        add(
            name + ".expand",
            dense(s.squeezed(), s.channels(), org.nd4j.linalg.activations.Activation.SIGMOID),
            squeezed);
    return join(name, new ChannelScale(), gate, input);
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
  public String residual(String name, String output, String input) {
    return join(name, new ElementWiseVertex(ElementWiseVertex.Op.Add), output, input);
  }

  @Override
  public String pool(String name, String input, int channels) {
    return add(name, averages(), input);
  }

  private static org.nd4j.linalg.activations.Activation stock(Activation activation) {
    return switch (activation) {
      case NONE -> org.nd4j.linalg.activations.Activation.IDENTITY;
      case RELU -> org.nd4j.linalg.activations.Activation.RELU;
      case RELU6 -> org.nd4j.linalg.activations.Activation.RELU6;
      case SWISH -> org.nd4j.linalg.activations.Activation.SWISH;
    };
  }
}
