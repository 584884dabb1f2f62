package io.edgewise.search.network;

import static io.edgewise.search.network.BlockOption.EXPANSION;
import static io.edgewise.search.network.BlockOption.GROUP_SIZE;
import static io.edgewise.search.network.BlockOption.KERNEL;

import io.edgewise.search.network.NetworkBuilder.Convolution;
import io.edgewise.search.network.NetworkBuilder.GroupedConvolution;
import java.util.Locale;
import java.util.Map;

/**
 * Fused inverted residual of MobileNet-EdgeTPU v2 with groups (tensorflow/models,
 * official/projects/edgetpu): k x k grouped convolution with the stride to the expanded channels,
 * 1x1 projection. There are as many groups as divide the input's channels and have at least {@code
 * groupSize} of the expanded ones. With one group, or at expansion 1, it is {@link FusedStrided}.
 */
public record FusedGrouped(int kernel, double expansion, int groupSize) implements BlockKind {

  public FusedGrouped {
    KERNEL.require(kernel);
    EXPANSION.require(BlockOptions.exact(expansion));
    GROUP_SIZE.require(groupSize);
  }

  FusedGrouped(BlockOptions options) {
    this(options.whole(KERNEL), options.real(EXPANSION), options.whole(GROUP_SIZE));
  }

  @Override
  public BlockType type() {
    return BlockType.FUSED_GROUPED;
  }

  @Override
  public BlockOptions options() {
    return new BlockOptions(
        Map.of(KERNEL, kernel, EXPANSION, BlockOptions.exact(expansion), GROUP_SIZE, groupSize));
  }

  @Override
  public BlockBody at(int stride, int inputChannels, int outputChannels) {
    int most = Channels.expanded(inputChannels, expansion) / groupSize;
    return body(kernel, expansion, groups(inputChannels, expansion, most), stride);
  }

  /** The largest number of groups that input and expanded channels fall into. */
  private static int groups(int inputChannels, double expansion, int most) {
    int inside = Channels.expanded(inputChannels, expansion);
    return Channels.groups(Channels.commonDivisor(inputChannels, inside), most);
  }

  private static BlockBody body(int kernel, double expansion, int groups, int stride) {
    return groups == 1 || expansion == 1
        ? FusedStrided.body(kernel, expansion, stride)
        : new Body(kernel, expansion, groups);
  }

  /** One of at least 2 groups. */
  public record Body(int kernel, double expansion, int groups) implements BlockBody {

    @Override
    public <T> T describe(NetworkBuilder<T> network, Block block, String name, T input) {
      int inputs = block.inputChannels();
      int inside = Channels.expanded(inputs, expansion);
      T expanded =
          network.grouped(
              name + ".expand",
              input,
              new GroupedConvolution(
                  kernel, block.stride(), inputs, inside, groups, block.activation()));
      return network.convolution(
          name + ".project", expanded, Convolution.projection(1, inside, block.outputChannels()));
    }

    /** Keeps its number of groups, or has fewer that divide the channels. */
    @Override
    public BlockBody resized(Block from, int stride, int inputChannels, int outputChannels) {
      return body(kernel, expansion, FusedGrouped.groups(inputChannels, expansion, groups), stride);
    }

    @Override
    public String style() {
      return "fused-grouped k" + kernel + " e" + BlockOptions.exact(expansion);
    }

    @Override
    public String spelling(Block block) {
      return String.format(
          Locale.ROOT,
          "fused-grouped k%d s%d e%s c%d g%d",
          kernel,
          block.stride(),
          BlockOptions.exact(expansion),
          block.outputChannels(),
          groups);
    }
  }
}
