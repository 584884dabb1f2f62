package io.edgewise.search.network;

import static io.edgewise.search.network.BlockOption.INPUT_RATIO;
import static io.edgewise.search.network.BlockOption.KERNEL;
import static io.edgewise.search.network.BlockOption.OUTPUT_RATIO;

import io.edgewise.search.network.NetworkBuilder.Convolution;
import java.util.Locale;
import java.util.Map;

/**
 * Tucker convolution of MobileDet (arXiv 2004.14525, section 3.2): 1x1 convolution that compresses
 * the input, k x k convolution with the stride, 1x1 projection.
 *
 * @param inputRatio compressed channels relative to the block's input, rounded as {@link
 *     Channels#round}
 * @param outputRatio channels of the k x k convolution relative to the block's output, rounded
 *     likewise
 */
public record Tucker(int kernel, double inputRatio, double outputRatio) implements BlockKind {

  public Tucker {
    KERNEL.require(kernel);
    INPUT_RATIO.require(inputRatio);
    OUTPUT_RATIO.require(outputRatio);
  }

  Tucker(BlockOptions options) {
    this(options.whole(KERNEL), options.real(INPUT_RATIO), options.real(OUTPUT_RATIO));
  }

  @Override
  public BlockType type() {
    return BlockType.TUCKER;
  }

  @Override
  public BlockOptions options() {
    return new BlockOptions(
        Map.of(KERNEL, kernel, INPUT_RATIO, inputRatio, OUTPUT_RATIO, outputRatio));
  }

  @Override
  public BlockBody at(int stride, int inputChannels, int outputChannels) {
    return new Body(
        kernel,
        Channels.round(inputChannels * inputRatio),
        Channels.round(outputChannels * outputRatio));
  }

  /**
   * One in its place.
   *
   * @param compressedChannels outputs of the first convolution
   * @param coreChannels outputs of the k x k convolution
   */
  public record Body(int kernel, int compressedChannels, int coreChannels) implements BlockBody {

    @Override
    public <T> T describe(NetworkBuilder<T> network, Block block, String name, T input) {
      T compressed =
          network.convolution(
              name + ".compress",
              input,
              Convolution.activated(
                  1, 1, block.inputChannels(), compressedChannels, block.activation()));
      T core =
          network.convolution(
              name + ".spatial",
              compressed,
              Convolution.activated(
                  kernel, block.stride(), compressedChannels, coreChannels, block.activation()));
      return network.convolution(
          name + ".project", core, Convolution.projection(1, coreChannels, block.outputChannels()));
    }

    /** Channels keep their share of the input and of the output, rounded again. */
    @Override
    public BlockBody resized(Block from, int stride, int inputChannels, int outputChannels) {
      return new Body(
          kernel,
          Channels.round((double) compressedChannels * inputChannels / from.inputChannels()),
          Channels.round((double) coreChannels * outputChannels / from.outputChannels()));
    }

    /** Returns the style without the ratios, which are lost in rounding. */
    @Override
    public String style() {
      return "tucker k" + kernel;
    }

    @Override
    public String spelling(Block block) {
      return String.format(
          Locale.ROOT,
          "tucker k%d s%d i%d o%d c%d",
          kernel,
          block.stride(),
          compressedChannels,
          coreChannels,
          block.outputChannels());
    }
  }
}
