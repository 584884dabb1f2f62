package io.edgewise.search.network;

import static io.edgewise.search.network.BlockOption.EXPANSION;
import static io.edgewise.search.network.BlockOption.GROUP_SIZE;
import static io.edgewise.search.network.BlockOption.KERNEL;

import io.edgewise.search.network.NetworkBuilder.Convolution;
import io.edgewise.search.network.NetworkBuilder.GroupedConvolution;
import java.util.Locale;
import java.util.Map;

/**
 * Inverted residual with a grouped convolution (tensorflow/models, official/projects/edgetpu): 1x1
 * convolution to the expanded channels (none at expansion 1), k x k grouped convolution with the
 * stride, 1x1 projection. There are as many groups as divide the expanded channels and have at
 * least {@code groupSize} of them.
 */
public record Grouped(int kernel, double expansion, int groupSize) implements BlockKind {

  public Grouped {
    KERNEL.require(kernel);
    EXPANSION.require(BlockOptions.exact(expansion));
    GROUP_SIZE.require(groupSize);
  }

  Grouped(BlockOptions options) {
    this(options.whole(KERNEL), options.real(EXPANSION), options.whole(GROUP_SIZE));
  }

  @Override
  public BlockType type() {
    return BlockType.GROUPED;
  }

  @Override
  public BlockOptions options() {
    return new BlockOptions(
        Map.of(KERNEL, kernel, EXPANSION, BlockOptions.exact(expansion), GROUP_SIZE, groupSize));
  }

  @Override
  public BlockBody at(int stride, int inputChannels, int outputChannels) {
    int inside = Channels.expanded(inputChannels, expansion);
    return body(kernel, expansion, inside, inside / groupSize);
  }

  /**
   * Returns the body with its groups; one group behind an expansion makes it a Tucker block that
   * expands.
   */
  private static BlockBody body(int kernel, double expansion, int inside, int mostGroups) {
    int groups = Channels.groups(inside, mostGroups);
    return groups == 1 && expansion > 1
        ? new Tucker.Body(kernel, inside, inside)
        : new Body(kernel, expansion, groups);
  }

  /** One of several groups, or without an expansion. */
  public record Body(int kernel, double expansion, int groups) implements BlockBody {

    @Override
    public <T> T describe(NetworkBuilder<T> network, Block block, String name, T input) {
      int inputs = block.inputChannels();
      int inside = Channels.expanded(inputs, expansion);
      T at = input;
      if (expansion > 1) {
        at =
            network.convolution(
                name + ".expand",
                at,
                Convolution.activated(1, 1, inputs, inside, block.activation()));
      }
      at = spatial(network, block, name + ".spatial", at);
      return network.convolution(
          name + ".project", at, Convolution.projection(1, inside, block.outputChannels()));
    }

    private <T> T spatial(NetworkBuilder<T> network, Block block, String name, T input) {
      int inside = Channels.expanded(block.inputChannels(), expansion);
      return groups == 1
          ? network.convolution(
              name,
              input,
              Convolution.activated(kernel, block.stride(), inside, inside, block.activation()))
          : network.grouped(
              name,
              input,
              new GroupedConvolution(
                  kernel, block.stride(), inside, inside, groups, block.activation()));
    }

    /** Keeps its number of groups, or has fewer that divide the channels. */
    @Override
    public BlockBody resized(Block from, int stride, int inputChannels, int outputChannels) {
      return body(kernel, expansion, Channels.expanded(inputChannels, expansion), groups);
    }

    @Override
    public String style() {
      return "grouped k" + kernel + " e" + BlockOptions.exact(expansion);
    }

    @Override
    public String spelling(Block block) {
      return String.format(
          Locale.ROOT,
          "grouped k%d s%d e%s c%d g%d",
          kernel,
          block.stride(),
          BlockOptions.exact(expansion),
          block.outputChannels(),
          groups);
    }
  }
}
