package io.edgewise.search.lowering;

import io.edgewise.search.space.StagedNetwork.BlockKind;
import io.edgewise.search.space.StagedNetwork.Nonlinearity;
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
    Convolution stem,
    List<Block> blocks,
    int headChannels,
    Nonlinearity headActivation) {

  /** A normalised convolution with SAME padding. */
  public record Convolution(int kernel, int stride, int channels, Nonlinearity activation) {}

  /**
   * One block. An MBConv of expansion 1 has no expansion convolution; a fused block of expansion 1
   * is a single k x k convolution to the output channels.
   *
   * @param expandedChannels channels inside the block
   * @param squeezedChannels channels inside its squeeze-excite; 0 for none
   */
  public record Block(
      BlockKind kind,
      int kernel,
      int stride,
      int inputChannels,
      int expandedChannels,
      int outputChannels,
      int squeezedChannels,
      Nonlinearity activation) {

    /** Whether the block's input is added to its output. */
    public boolean hasResidual() {
      return stride == 1 && inputChannels == outputChannels;
    }
  }

  public BlockNetwork {
    blocks = List.copyOf(blocks);
  }
}
