package io.edgewise.search.network;

import static io.edgewise.search.network.BlockOption.EXPANSION;
import static io.edgewise.search.network.BlockOption.KERNEL;

import io.edgewise.search.network.NetworkBuilder.Convolution;
import java.util.Locale;
import java.util.Map;

/**
 * Fused inverted residual of MobileNet-EdgeTPU v2 (tensorflow/models, official/projects/edgetpu): k
 * x k convolution with the stride to the expanded channels, 1x1 projection. At expansion 1 there is
 * nothing to expand to: the projection is all there is, and carries the stride. (The network counts
 * 1,198 M MACs as published only if its first block is that.)
 */
public record FusedStrided(int kernel, double expansion) implements BlockKind {

  public FusedStrided {
    KERNEL.require(kernel);
    EXPANSION.require(BlockOptions.exact(expansion));
  }

  FusedStrided(BlockOptions options) {
    this(options.whole(KERNEL), options.real(EXPANSION));
  }

  @Override
  public BlockType type() {
    return BlockType.FUSED_STRIDED;
  }

  @Override
  public BlockOptions options() {
    return new BlockOptions(Map.of(KERNEL, kernel, EXPANSION, BlockOptions.exact(expansion)));
  }

  @Override
  public BlockBody at(int stride, int inputChannels, int outputChannels) {
    return body(kernel, expansion, stride);
  }

  static BlockBody body(int kernel, double expansion, int stride) {
    if (expansion == 1) {
      return new Projection();
    }
    return stride == 1 ? new Fused(kernel, expansion) : new Body(kernel, expansion);
  }

  /** One with a stride: without, it is {@link Fused}. */
  public record Body(int kernel, double expansion) implements BlockBody {

    @Override
    public <T> T describe(NetworkBuilder<T> network, Block block, String name, T input) {
      int inputs = block.inputChannels();
      int inside = Channels.expanded(inputs, expansion);
      T expanded =
          network.convolution(
              name + ".expand",
              input,
              Convolution.activated(kernel, block.stride(), inputs, inside, block.activation()));
      return network.convolution(
          name + ".project", expanded, Convolution.projection(1, inside, block.outputChannels()));
    }

    @Override
    public BlockBody resized(Block from, int stride, int inputChannels, int outputChannels) {
      return body(kernel, expansion, stride);
    }

    /** Repeated, it is a fused block. */
    @Override
    public String style() {
      return new Fused(kernel, expansion).style();
    }

    @Override
    public String spelling(Block block) {
      return String.format(
          Locale.ROOT,
          "fused-strided k%d s%d e%s c%d",
          kernel,
          block.stride(),
          BlockOptions.exact(expansion),
          block.outputChannels());
    }
  }

  /** One of expansion 1: a 1x1 projection. */
  public record Projection() implements BlockBody {

    @Override
    public boolean hasActivation() {
      return false;
    }

    @Override
    public <T> T describe(NetworkBuilder<T> network, Block block, String name, T input) {
      return network.convolution(
          name + ".project",
          input,
          Convolution.projection(block.stride(), block.inputChannels(), block.outputChannels()));
    }

    @Override
    public BlockBody resized(Block from, int stride, int inputChannels, int outputChannels) {
      return this;
    }

    @Override
    public String style() {
      return "projection";
    }

    @Override
    public String spelling(Block block) {
      return String.format(
          Locale.ROOT, "projection s%d c%d", block.stride(), block.outputChannels());
    }
  }
}
