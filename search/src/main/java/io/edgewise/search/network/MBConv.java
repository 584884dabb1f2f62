package io.edgewise.search.network;

import static io.edgewise.search.network.BlockOption.EXPANSION;
import static io.edgewise.search.network.BlockOption.KERNEL;
import static io.edgewise.search.network.BlockOption.SQUEEZE_EXCITE;

import io.edgewise.search.network.NetworkBuilder.Convolution;
import io.edgewise.search.network.NetworkBuilder.DepthwiseConvolution;
import io.edgewise.search.network.NetworkBuilder.SqueezeExcite;
import java.util.Locale;
import java.util.Map;

/**
 * Inverted residual (MobileNetV2, arXiv 1801.04381): 1x1 convolution to the expanded channels (none
 * at expansion 1), k x k depthwise with the stride, squeeze-excite, 1x1 projection.
 *
 * @param squeezeExcite squeezed channels relative to the block's input channels, at most 1; 0 for
 *     no squeeze-excite
 */
public record MBConv(int kernel, double expansion, double squeezeExcite) implements BlockKind {

  public MBConv {
    KERNEL.require(kernel);
    EXPANSION.require(BlockOptions.exact(expansion));
    SQUEEZE_EXCITE.require(squeezeExcite);
  }

  MBConv(BlockOptions options) {
    this(options.whole(KERNEL), options.real(EXPANSION), options.real(SQUEEZE_EXCITE));
  }

  @Override
  public BlockType type() {
    return BlockType.MBCONV;
  }

  @Override
  public BlockOptions options() {
    return new BlockOptions(
        Map.of(
            KERNEL,
            kernel,
            EXPANSION,
            BlockOptions.exact(expansion),
            SQUEEZE_EXCITE,
            squeezeExcite));
  }

  @Override
  public BlockBody at(int stride, int inputChannels, int outputChannels) {
    int squeezed = squeezeExcite == 0 ? 0 : Math.max(1, (int) (inputChannels * squeezeExcite));
    return new Body(kernel, expansion, squeezed);
  }

  /**
   * One in its place.
   *
   * @param squeezedChannels channels inside the squeeze-excite; 0 for none
   */
  public record Body(int kernel, double expansion, int squeezedChannels) implements BlockBody {

    @Override
    public <T> T describe(NetworkBuilder<T> network, Block block, String name, T input) {
      int inside = Channels.expanded(block.inputChannels(), expansion);
      T at = input;
      if (expansion > 1) {
        at =
            network.convolution(
                name + ".expand",
                at,
                Convolution.activated(1, 1, block.inputChannels(), inside, block.activation()));
      }
      at =
          network.depthwise(
              name + ".depthwise",
              at,
              new DepthwiseConvolution(kernel, block.stride(), inside, block.activation()));
      if (squeezedChannels > 0) {
        at =
            network.squeezeExcite(
                name + ".se", at, new SqueezeExcite(inside, squeezedChannels, block.activation()));
      }
      return network.convolution(
          name + ".project", at, Convolution.projection(1, inside, block.outputChannels()));
    }

    /** Squeezed channels keep their share of the input, at least 1. */
    @Override
    public BlockBody resized(Block from, int stride, int inputChannels, int outputChannels) {
      int squeezed =
          squeezedChannels == 0
              ? 0
              : Math.max(1, squeezedChannels * inputChannels / from.inputChannels());
      return new Body(kernel, expansion, squeezed);
    }

    @Override
    public String style() {
      return "mbconv k"
          + kernel
          + " e"
          + BlockOptions.exact(expansion)
          + (squeezedChannels > 0 ? " se" : "");
    }

    @Override
    public String spelling(Block block) {
      return String.format(
          Locale.ROOT,
          "mbconv k%d s%d e%s c%d se%d",
          kernel,
          block.stride(),
          BlockOptions.exact(expansion),
          block.outputChannels(),
          squeezedChannels);
    }
  }
}
