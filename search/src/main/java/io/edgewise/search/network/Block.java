package io.edgewise.search.network;

import io.edgewise.search.network.NetworkBuilder.Convolution;
import io.edgewise.search.network.NetworkBuilder.DepthwiseConvolution;
import io.edgewise.search.network.NetworkBuilder.SqueezeExcite;

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

  /**
   * Describes the block's layers, each named {@code <name>.<role>}.
   *
   * @return the block's output
   */
  <T> T describe(NetworkBuilder<T> network, String name, T input) {
    T output =
        switch (kind) {
          case MBCONV -> mbconv(network, name, input);
          case FUSED -> fused(network, name, input);
        };
    return hasResidual() ? network.residual(name + ".add", output, input) : output;
  }

  private <T> T mbconv(NetworkBuilder<T> network, String name, T input) {
    T inside = input;
    if (isExpanded()) {
      inside =
          network.convolution(
              name + ".expand",
              inside,
              Convolution.activated(1, 1, inputChannels, expandedChannels, activation));
    }
    inside =
        network.depthwise(
            name + ".depthwise",
            inside,
            new DepthwiseConvolution(kernel, stride, expandedChannels, activation));
    if (squeezedChannels > 0) {
      inside =
          network.squeezeExcite(
              name + ".se",
              inside,
              new SqueezeExcite(expandedChannels, squeezedChannels, activation));
    }
    return network.convolution(
        name + ".project", inside, Convolution.projection(1, expandedChannels, outputChannels));
  }

  private <T> T fused(NetworkBuilder<T> network, String name, T input) {
    if (!isExpanded()) {
      return network.convolution(
          name + ".spatial",
          input,
          Convolution.activated(kernel, stride, inputChannels, outputChannels, activation));
    }
    T expanded =
        network.convolution(
            name + ".expand",
            input,
            Convolution.activated(kernel, 1, inputChannels, expandedChannels, activation));
    return network.convolution(
        name + ".project",
        expanded,
        Convolution.projection(stride, expandedChannels, outputChannels));
  }

  private boolean isExpanded() {
    return expandedChannels != inputChannels;
  }
}
