package io.edgewise.sim.workload.networks;

import static io.edgewise.sim.workload.Activation.RELU;
import static io.edgewise.sim.workload.networks.NetworkBuilder.scaledChannels;

import io.edgewise.sim.workload.LayerGraph;
import java.util.List;

/**
 * MobileNet-EdgeTPU (arXiv 2003.02838), as TF-slim and as tensorflow/models build it, and its
 * second version (tensorflow/models, official/projects/edgetpu): 1001 classes.
 */
final class EdgeTpuNets {

  private static final int CLASSES = 1001;

  /**
   * A block.
   *
   * @param fused a full convolution expands, in place of 1x1 and depthwise
   * @param channels its outputs in the first version, before they are scaled; in the second the
   *     number of its group of blocks
   */
  private record Block(
      boolean fused, int kernel, int stride, int expansion, int channels, boolean residual) {}

  /** TF-slim nets/mobilenet/mobilenet_v3.py, V3_EDGETPU. */
  private static final List<Block> V1 =
      List.of(
          fused(1, 1, 16),
          fused(2, 8, 32),
          fused(1, 4, 32),
          fused(1, 4, 32),
          fused(1, 4, 32),
          fused(2, 8, 48),
          fused(1, 4, 48),
          fused(1, 4, 48),
          fused(1, 4, 48),
          inverted(3, 2, 8, 96),
          inverted(3, 1, 4, 96),
          inverted(3, 1, 4, 96),
          inverted(3, 1, 4, 96),
          new Block(false, 3, 1, 8, 96, false),
          inverted(3, 1, 4, 96),
          inverted(3, 1, 4, 96),
          inverted(3, 1, 4, 96),
          inverted(5, 2, 8, 160),
          inverted(5, 1, 4, 160),
          inverted(5, 1, 4, 160),
          inverted(5, 1, 4, 160),
          inverted(3, 1, 8, 192));

  /** The second version, its channels by number of the group of blocks. */
  private static final List<Block> V2 =
      List.of(
          fused(1, 1, 0),
          fused(2, 8, 1),
          fused(1, 4, 1),
          fused(2, 8, 2),
          fused(1, 4, 2),
          fused(1, 4, 2),
          fused(1, 4, 2),
          fused(2, 8, 3),
          inverted(3, 1, 4, 3),
          inverted(3, 1, 4, 3),
          inverted(3, 1, 4, 3),
          inverted(3, 1, 8, 4),
          inverted(3, 1, 4, 4),
          inverted(3, 1, 4, 4),
          inverted(3, 1, 4, 4),
          inverted(3, 2, 8, 5),
          inverted(3, 1, 4, 5),
          inverted(3, 1, 4, 5),
          inverted(3, 1, 4, 5),
          inverted(3, 1, 8, 6));

  private static final List<Integer> EVERY_OTHER = List.of(2, 4, 6);

  /** A size of the second version. */
  enum Size {
    TINY(32, 5, List.of(16, 32, 48, 80, 112, 160, 192), List.of(2, 3, 4, 5, 6, 7), 64, 1280),
    XS(32, 5, List.of(16, 32, 48, 96, 144, 160, 192), EVERY_OTHER, 64, 1280),
    S(64, 5, List.of(24, 48, 64, 128, 160, 192, 256), EVERY_OTHER, 64, 1280),
    M(64, 5, List.of(32, 64, 80, 160, 192, 240, 320), EVERY_OTHER, 64, 1344),
    L(64, 7, List.of(32, 64, 96, 192, 240, 256, 384), EVERY_OTHER, 128, 1408);

    private final int stemChannels;
    private final int stemKernel;

    /** Channels of the seven groups of blocks. */
    private final List<Integer> channels;

    /** Blocks whose convolution is in groups. */
    private final List<Integer> grouped;

    /** The fewest expanded channels of a group of a convolution. */
    private final int groupSize;

    private final int head;

    Size(
        int stemChannels,
        int stemKernel,
        List<Integer> channels,
        List<Integer> grouped,
        int groupSize,
        int head) {
      this.stemChannels = stemChannels;
      this.stemKernel = stemKernel;
      this.channels = channels;
      this.grouped = grouped;
      this.groupSize = groupSize;
      this.head = head;
    }
  }

  private EdgeTpuNets() {}

  /** TF-slim's: the last convolution is not narrowed, the classifier is a convolution. */
  static LayerGraph slim(String name, double width, int resolution) {
    NetworkBuilder net = new NetworkBuilder(name, resolution);
    int at = v1Body(net, width);
    at = net.conv("Conv_1", at, 1, 1, MobileNets.headChannels(width), RELU);
    return net.convolutionalClassifier(at, CLASSES);
  }

  /** The network of tensorflow/models: the last convolution has the width of the rest. */
  static LayerGraph v1(String name, double width, int resolution) {
    NetworkBuilder net = new NetworkBuilder(name, resolution);
    int at = v1Body(net, width);
    return net.denseClassifier(
        net.conv("Conv_1", at, 1, 1, scaledChannels(1280, width), RELU), CLASSES);
  }

  private static int v1Body(NetworkBuilder net, double width) {
    int at = net.conv("Conv", net.input(), 3, 2, scaledChannels(32, width), RELU);
    for (int i = 0; i < V1.size(); i++) {
      Block block = V1.get(i);
      at = block(net, scope(i), at, block, scaledChannels(block.channels(), width), 1);
    }
    return at;
  }

  static LayerGraph v2(String name, Size size, int resolution) {
    NetworkBuilder net = new NetworkBuilder(name, resolution);
    int at = net.conv("stem", net.input(), size.stemKernel, 2, size.stemChannels, RELU);
    for (int i = 0; i < V2.size(); i++) {
      Block block = V2.get(i);
      int inside = net.channels(at) * block.expansion();
      int groups = size.grouped.contains(i) ? groups(net.channels(at), inside / size.groupSize) : 1;
      at = block(net, scope(i), at, block, size.channels.get(block.channels()), groups);
    }
    return net.denseClassifier(net.conv("head", at, 1, 1, size.head, RELU), CLASSES);
  }

  /** The most equal groups of channels, but no more than a number. */
  private static int groups(int channels, int most) {
    int groups = Math.max(1, Math.min(channels, most));
    while (channels % groups > 0) {
      groups--;
    }
    return groups;
  }

  private static int block(
      NetworkBuilder net, String scope, int from, Block block, int channels, int groups) {
    boolean residual = block.residual() && block.stride() == 1;
    if (!block.fused()) {
      return MobileNets.invertedResidual(
          net,
          scope,
          from,
          block.kernel(),
          block.stride(),
          block.expansion(),
          channels,
          residual,
          RELU);
    }
    int at =
        groups > 1
            ? net.groupedConv(
                scope + "/expand",
                from,
                block.kernel(),
                block.stride(),
                net.channels(from) * block.expansion(),
                groups,
                RELU)
            : MobileNets.expand(
                net, scope, from, block.kernel(), block.stride(), block.expansion(), RELU);
    return MobileNets.project(net, scope, from, at, channels, residual);
  }

  private static String scope(int block) {
    return block == 0 ? "expanded_conv" : "expanded_conv_" + block;
  }

  private static Block fused(int stride, int expansion, int channels) {
    return new Block(true, 3, stride, expansion, channels, true);
  }

  private static Block inverted(int kernel, int stride, int expansion, int channels) {
    return new Block(false, kernel, stride, expansion, channels, true);
  }
}
