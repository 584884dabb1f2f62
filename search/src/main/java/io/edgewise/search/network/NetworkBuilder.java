package io.edgewise.search.network;

import java.util.Locale;
import java.util.Optional;

/**
 * The words that a network is told in. {@link BlockNetwork#describe} says them once, in the order
 * in which they are computed; whatever makes something of a network (a layer graph, a graph to
 * train, a file to export) is an implementation and need not know which kinds of blocks there are.
 *
 * <p>Images are square. Convolutions have SAME padding as TensorFlow defines it: outputs are {@code
 * ceil(input / stride)} wide, and the odd row and column of padding go to the bottom and right.
 * Every {@code name} is unique in the network, and so are the names of its weights: {@link
 * WeightNames} has the rule.
 *
 * @param <T> stands for a tensor: what an implementation answers and is later given as an input
 */
public interface NetworkBuilder<T> {

  /**
   * Added to the variance where a network is normalised: that of EfficientNet (tensorflow/tpu,
   * efficientnet_builder.py).
   */
  double BATCH_NORM_EPSILON = 1e-3;

  /** A convolution over all channels without bias, batch normalisation, and the activation. */
  T convolution(String name, T input, Convolution convolution);

  /** A convolution of each channel by itself without bias, batch normalisation, the activation. */
  T depthwise(String name, T input, DepthwiseConvolution convolution);

  /**
   * A convolution of groups of channels without bias, batch normalisation, and the activation: with
   * {@code g} groups, the first {@code 1 / g} of the outputs see the first {@code 1 / g} of the
   * inputs alone, and so on.
   */
  T grouped(String name, T input, GroupedConvolution convolution);

  /**
   * Squeeze-and-excitation (arXiv 1709.01507): global average pool, {@code <name>.reduce} to the
   * squeezed channels with the activation, {@code <name>.expand} back with a sigmoid, both 1x1 with
   * bias and not normalised; the input times the result.
   */
  T squeezeExcite(String name, T input, SqueezeExcite squeezeExcite);

  /** The sum of a block's output and its input. */
  T residual(String name, T output, T input);

  /** The average of each of {@code channels} channels over all positions. */
  T pool(String name, T input, int channels);

  /** A dense layer with bias that gives a number for each class; without softmax. */
  T classifier(String name, T input, Classifier classifier);

  /**
   * A square convolution over all channels.
   *
   * @param kernel rows and columns of the window
   * @param activation empty for none
   */
  record Convolution(
      int kernel,
      int stride,
      int inputChannels,
      int outputChannels,
      Optional<Nonlinearity> activation) {

    /** One with an activation. */
    static Convolution activated(
        int kernel, int stride, int inputChannels, int outputChannels, Nonlinearity activation) {
      return new Convolution(
          kernel, stride, inputChannels, outputChannels, Optional.of(activation));
    }

    /** One of 1x1 that ends a block: it has no activation (MobileNetV2, arXiv 1801.04381). */
    static Convolution projection(int stride, int inputChannels, int outputChannels) {
      return new Convolution(1, stride, inputChannels, outputChannels, Optional.empty());
    }
  }

  /** A square convolution of each of {@code channels} channels by itself. */
  record DepthwiseConvolution(int kernel, int stride, int channels, Nonlinearity activation) {}

  /**
   * A square convolution of groups of channels.
   *
   * @param groups at least 2; divides both numbers of channels
   */
  record GroupedConvolution(
      int kernel,
      int stride,
      int inputChannels,
      int outputChannels,
      int groups,
      Nonlinearity activation) {
    public GroupedConvolution {
      if (groups < 2 || inputChannels % groups > 0 || outputChannels % groups > 0) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "groups = %d: allowed is 2 and more that divide %d and %d channels",
                groups,
                inputChannels,
                outputChannels));
      }
    }
  }

  /**
   * Squeeze-and-excitation.
   *
   * @param channels channels of its input and output
   * @param squeezed channels inside
   * @param activation of the squeezed channels
   */
  record SqueezeExcite(int channels, int squeezed, Nonlinearity activation) {}

  /**
   * The last layer.
   *
   * @param inputs channels of the pooled features
   * @param classes outputs
   */
  record Classifier(int inputs, int classes) {}
}
