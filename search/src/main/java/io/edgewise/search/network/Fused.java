package io.edgewise.search.network;

import static io.edgewise.search.network.BlockOption.EXPANSION;
import static io.edgewise.search.network.BlockOption.KERNEL;

import io.edgewise.search.network.NetworkBuilder.Convolution;
import java.util.Locale;
import java.util.Map;

/**
 * Fused inverted residual as EfficientNet-EdgeTPU has it (tensorflow/tpu efficientnet_model.py,
 * MBConvBlockWithoutDepthwise): k x k convolution to the expanded channels at stride 1, 1x1
 * projection with the stride. At expansion 1 a single k x k convolution to the output channels with
 * the stride and the activation.
 */
public record Fused(int kernel, double expansion) implements BlockKind, BlockBody {

  public Fused {
    KERNEL.require(kernel);
    EXPANSION.require(BlockOptions.exact(expansion));
  }

  Fused(BlockOptions options) {
    this(options.whole(KERNEL), options.real(EXPANSION));
  }

  @Override
  public BlockType type() {
    return BlockType.FUSED;
  }

  @Override
  public BlockOptions options() {
    return new BlockOptions(Map.of(KERNEL, kernel, EXPANSION, BlockOptions.exact(expansion)));
  }

  @Override
  public BlockBody at(int stride, int inputChannels, int outputChannels) {
    return this;
  }

  @Override
  public <T> T describe(NetworkBuilder<T> network, Block block, String name, T input) {
    int inputs = block.inputChannels();
    int outputs = block.outputChannels();
    if (expansion == 1) {
      return network.convolution(
          name + ".spatial",
          input,
          Convolution.activated(kernel, block.stride(), inputs, outputs, block.activation()));
    }
    int inside = Channels.expanded(inputs, expansion);
    T expanded =
        network.convolution(
            name + ".expand",
            input,
            Convolution.activated(kernel, 1, inputs, inside, block.activation()));
    return network.convolution(
        name + ".project", expanded, Convolution.projection(block.stride(), inside, outputs));
  }

  @Override
  public BlockBody resized(Block from, int stride, int inputChannels, int outputChannels) {
    return this;
  }

  @Override
  public String style() {
    return "fused k" + kernel + " e" + BlockOptions.exact(expansion);
  }

  /** The text of the first format, in which every block says what it squeezes. */
  @Override
  public String spelling(Block block) {
    return String.format(
        Locale.ROOT,
        "fused k%d s%d e%s c%d se0",
        kernel,
        block.stride(),
        BlockOptions.exact(expansion),
        block.outputChannels());
  }
}
