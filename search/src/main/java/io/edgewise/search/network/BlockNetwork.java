package io.edgewise.search.network;

import io.edgewise.search.network.NetworkBuilder.Classifier;
import io.edgewise.search.network.NetworkBuilder.Convolution;
import java.io.Serializable;
import java.util.List;

/**
 * A network block by block, for one resolution and one number of classes: what is deployed, or its
 * proxy. Every convolution but those of squeeze-excite and the classifier is followed by batch
 * normalisation while it is trained, and has it folded when it is deployed.
 *
 * @param resolution input height and width
 * @param inputChannels 1 or 3
 * @param classes outputs of the classifier
 * @param stem the first convolution
 * @param blocks in order
 * @param headChannels channels of the 1x1 convolution before the global average pool
 */
public record BlockNetwork(
    int resolution,
    int inputChannels,
    int classes,
    Stem stem,
    List<Block> blocks,
    int headChannels,
    Nonlinearity headActivation)
    implements Serializable {

  /** Name of the global average pool: its output is what the network knows of an image. */
  public static final String POOL = "pool";

  /** The first convolution. */
  public record Stem(int kernel, int stride, int channels, Nonlinearity activation)
      implements Serializable {}

  public BlockNetwork {
    blocks = List.copyOf(blocks);
  }

  /** The same network with one activation throughout. */
  public BlockNetwork withActivation(Nonlinearity activation) {
    return new BlockNetwork(
        resolution,
        inputChannels,
        classes,
        new Stem(stem.kernel(), stem.stride(), stem.channels(), activation),
        blocks.stream().map(block -> block.withActivation(activation)).toList(),
        headChannels,
        activation);
  }

  /**
   * Describes the network layer by layer: {@code stem}; {@code block1} and on, each layer under its
   * role, such as {@code block1.expand}; {@code head}, {@code pool}, {@code classes}.
   *
   * @param image the input
   * @return the output of the classifier
   */
  public <T> T describe(NetworkBuilder<T> network, T image) {
    T at =
        network.convolution(
            "stem",
            image,
            Convolution.activated(
                stem.kernel(), stem.stride(), inputChannels, stem.channels(), stem.activation()));
    int channels = stem.channels();
    for (int i = 0; i < blocks.size(); i++) {
      at = blocks.get(i).describe(network, "block" + (i + 1), at);
      channels = blocks.get(i).outputChannels();
    }
    at =
        network.convolution(
            "head", at, Convolution.activated(1, 1, channels, headChannels, headActivation));
    at = network.pool(POOL, at, headChannels);
    return network.classifier("classes", at, new Classifier(headChannels, classes));
  }
}
