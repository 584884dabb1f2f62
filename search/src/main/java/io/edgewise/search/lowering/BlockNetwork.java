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
   * One block, with SAME padding throughout:
   *
   * <ul>
   *   <li>MBConv: 1x1 convolution to the expanded channels (none at expansion 1), k x k depthwise
   *       with the stride, squeeze-excite, 1x1 projection.
   *   <li>Fused: k x k convolution to the expanded channels at stride 1, 1x1 projection with the
   *       stride, as EfficientNet-EdgeTPU has it (tensorflow/tpu efficientnet_model.py,
   *       MBConvBlockWithoutDepthwise). At expansion 1 a single k x k convolution to the output
   *       channels with the stride and the activation.
   * </ul>
   *
   * <p>Each convolution is followed by the activation but the projection, which has none.
   * Squeeze-excite: global average pool, 1x1 convolution to the squeezed channels with the
   * activation, 1x1 convolution back with a sigmoid, multiplication; both with bias, neither
   * normalised.
   *
   * @param expandedChannels channels inside the block; equal to the input's at expansion 1
   * @param squeezedChannels channels inside its squeeze-excite; 0 for none, and for fused blocks
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

    /** Whether there are more channels inside than at the input. */
    public boolean isExpanded() {
      return expandedChannels != inputChannels;
    }
  }

  public BlockNetwork {
    blocks = List.copyOf(blocks);
  }
}
