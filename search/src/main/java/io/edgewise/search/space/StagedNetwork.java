package io.edgewise.search.space;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A network of EfficientNet's family: a stem, stages of repeated blocks, a head.
 *
 * @param resolutionScale input resolution relative to the task's, such as 1.0
 * @param stem the first convolution
 * @param stages in order, none empty
 * @param headChannels channels of the 1x1 convolution before the classifier
 * @param headActivation its activation
 */
public record StagedNetwork(
    double resolutionScale,
    Stem stem,
    List<Stage> stages,
    int headChannels,
    Nonlinearity headActivation)
    implements Blueprint {

  /** The kind of a block. */
  public enum BlockKind {
    /**
     * Inverted residual: 1x1 expansion, k x k depthwise, 1x1 projection (MobileNetV2, arXiv
     * 1801.04381).
     */
    MBCONV,
    /**
     * Fused inverted residual: k x k convolution in place of expansion and depthwise, then 1x1
     * projection.
     */
    FUSED
  }

  /** Activation functions of the space. */
  public enum Nonlinearity {
    RELU,
    RELU6,
    SWISH
  }

  /** The first convolution, stride 2. */
  public record Stem(int kernel, int channels, Nonlinearity activation) implements Serializable {}

  /**
   * Blocks of one kind at one resolution; the first carries the stride and the change of channels.
   *
   * @param kernel 3, 5 or 7
   * @param expansion width of the block's inside relative to its input
   * @param stride 1 or 2
   * @param channels output channels
   * @param layers number of blocks, at least 1
   * @param squeezeExciteRatio squeezed channels relative to the block's input channels; 0 for no
   *     squeeze-excite
   */
  public record Stage(
      BlockKind kind,
      int kernel,
      int expansion,
      int stride,
      int channels,
      int layers,
      double squeezeExciteRatio,
      Nonlinearity activation)
      implements Serializable {}

  public StagedNetwork {
    stages = List.copyOf(stages);
  }

  @Override
  public String canonicalForm() {
    return "r"
        + resolutionScale
        + " "
        + stem
        + " "
        + stages.stream().map(Stage::toString).collect(Collectors.joining(" "))
        + " head "
        + headChannels
        + " "
        + headActivation;
  }
}
