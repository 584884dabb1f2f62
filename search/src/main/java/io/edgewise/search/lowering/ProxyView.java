package io.edgewise.search.lowering;

import io.edgewise.search.network.Block;
import io.edgewise.search.network.BlockNetwork;
import io.edgewise.search.network.BlockNetwork.Stem;
import io.edgewise.search.network.Channels;
import io.edgewise.search.space.Architecture;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The small stand-in of an architecture that is trained in its place. It is made of the deployed
 * network's blocks alone, so that two spellings of one network have one proxy:
 *
 * <ol>
 *   <li><b>Resolution</b>: the proxy's, times the architecture's own resolution scale.
 *   <li><b>Strides</b>: the first {@code stridesTakenOut} strides of 2, the stem's foremost, become
 *       1. Taken as {@link #stridesBetween} says, the last feature maps are about as large as when
 *       deployed: 224 / 32 = 7x7 with five strides, 32 / 4 = 8x8 with the two that are left.
 *   <li><b>Width</b>: channels of stem, blocks and head times {@code widthFactor}, rounded as
 *       {@link Channels#round}, so at least 8. Expansions stay; squeezed channels keep their share
 *       of the block's input, at least 1.
 *   <li><b>Depth</b>: a run of n equal blocks (the first may change channels and stride) becomes
 *       ceil(n * {@code depthFactor}) blocks, so at least 1: {@code round_repeats} of EfficientNet.
 * </ol>
 *
 * @param resolution input height and width where the architecture's resolution scale is 1
 * @param inputChannels 1 or 3
 * @param classes outputs of the classifier
 * @param widthFactor above 0, at most 1
 * @param depthFactor above 0, at most 1
 * @param stridesTakenOut 0 to 6
 */
public record ProxyView(
    int resolution,
    int inputChannels,
    int classes,
    double widthFactor,
    double depthFactor,
    int stridesTakenOut)
    implements Serializable {

  private static final double SMALLEST_FACTOR = 0.01;
  private static final int MOST_STRIDES = 6;

  public ProxyView {
    Ranges.requireTask(resolution, inputChannels, classes);
    Ranges.require("width factor", widthFactor, SMALLEST_FACTOR, 1);
    Ranges.require("depth factor", depthFactor, SMALLEST_FACTOR, 1);
    Ranges.require("strides taken out", stridesTakenOut, 0, MOST_STRIDES);
  }

  /**
   * Returns how many halvings lie between two resolutions: log2 of their ratio, to the nearest, 0
   * to 6. For 224 and 32 it is 3.
   */
  public static int stridesBetween(int deployResolution, int proxyResolution) {
    double halvings = Math.log((double) deployResolution / proxyResolution) / Math.log(2);
    return (int) Math.max(0, Math.min(MOST_STRIDES, Math.round(halvings)));
  }

  /** The rule in one line, to be recorded with what was trained under it. */
  public String rule() {
    return String.format(
        Locale.ROOT,
        "%1$dx%1$dx%2$d, %3$d classes, first %4$d strides taken out, width x%5$s, depth x%6$s",
        resolution,
        inputChannels,
        classes,
        stridesTakenOut,
        widthFactor,
        depthFactor);
  }

  /**
   * The architecture's proxy.
   *
   * @throws IllegalArgumentException if it has no blocks
   */
  public BlockNetwork network(Architecture architecture) {
    BlockNetwork full = new DeployView(resolution, inputChannels, classes).network(architecture);
    StrideRemover strides = new StrideRemover(stridesTakenOut);
    Stem stem = full.stem();
    Stem proxyStem =
        new Stem(
            stem.kernel(), strides.next(stem.stride()), width(stem.channels()), stem.activation());
    List<Block> blocks = new ArrayList<>();
    for (Block block : shallower(full.blocks())) {
      blocks.add(narrower(block, strides.next(block.stride())));
    }
    return new BlockNetwork(
        full.resolution(),
        inputChannels,
        classes,
        proxyStem,
        blocks,
        width(full.headChannels()),
        full.headActivation());
  }

  private int width(int channels) {
    return Channels.round(channels * widthFactor);
  }

  private Block narrower(Block block, int stride) {
    return block.resized(stride, width(block.inputChannels()), width(block.outputChannels()));
  }

  private List<Block> shallower(List<Block> blocks) {
    List<Block> kept = new ArrayList<>();
    int from = 0;
    while (from < blocks.size()) {
      int to = from + 1;
      while (to < blocks.size() && blocks.get(to).repeats(blocks.get(to - 1))) {
        to++;
      }
      int layers = (int) Math.ceil((to - from) * depthFactor);
      kept.addAll(blocks.subList(from, from + layers));
      from = to;
    }
    return kept;
  }

  /** Turns the first strides of 2 that it meets into 1. */
  private static final class StrideRemover {
    private int left;

    StrideRemover(int left) {
      this.left = left;
    }

    int next(int stride) {
      if (stride > 1 && left > 0) {
        left--;
        return 1;
      }
      return stride;
    }
  }
}
