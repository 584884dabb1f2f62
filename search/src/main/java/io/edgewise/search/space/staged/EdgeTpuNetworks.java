package io.edgewise.search.space.staged;

import io.edgewise.search.network.BlockKind;
import io.edgewise.search.network.Channels;
import io.edgewise.search.network.Fused;
import io.edgewise.search.network.FusedGrouped;
import io.edgewise.search.network.FusedStrided;
import io.edgewise.search.network.MBConv;
import io.edgewise.search.network.Nonlinearity;
import io.edgewise.search.network.Skip;
import io.edgewise.search.space.staged.StagedNetwork.Head;
import io.edgewise.search.space.staged.StagedNetwork.Stage;
import io.edgewise.search.space.staged.StagedNetwork.Stem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The networks that were made for the Edge TPU: EfficientNet-EdgeTPU (tensorflow/tpu,
 * efficientnet/edgetpu/efficientnet_edgetpu_builder.py), MobileNet-EdgeTPU (arXiv 2003.02838,
 * TF-slim nets/mobilenet/mobilenet_v3.py) and its second version (tensorflow/models,
 * official/projects/edgetpu).
 */
final class EdgeTpuNetworks {

  private EdgeTpuNetworks() {}

  /**
   * EfficientNet-EdgeTPU. The blocks of its first stage have no skip, and inside four times the
   * channels of their output, whatever their input has.
   */
  static StagedNetwork edgeTpu(double width, double depth) {
    int first = Channels.round(24 * width);
    double ofStem = 4.0 * first / Channels.round(32 * width);
    List<Stage> stages = new ArrayList<>();
    stages.add(new Stage(new Fused(3, ofStem), 1, first, 1, Nonlinearity.RELU, Skip.NONE));
    if (depth > 1) {
      int others = (int) Math.ceil(depth) - 1;
      stages.add(new Stage(new Fused(3, 4), 1, first, others, Nonlinearity.RELU, Skip.NONE));
    }
    List<Base> rest =
        List.of(
            new Base(new Fused(3, 8), 2, 32, 2),
            new Base(new Fused(3, 8), 2, 48, 4),
            new Base(new MBConv(5, 8, 0), 2, 96, 5),
            new Base(new MBConv(5, 8, 0), 1, 144, 4),
            new Base(new MBConv(5, 8, 0), 2, 192, 2));
    stages.addAll(Base.activated(Nonlinearity.RELU, Base.scaled(rest, width, depth, false)));
    return Base.network(width, width, Nonlinearity.RELU, stages);
  }

  /**
   * MobileNet-EdgeTPU.
   *
   * @param head factor of the width of the last convolution
   */
  static StagedNetwork mobileNetEdgeTpu(double width, double head) {
    List<Base> before =
        List.of(
            new Base(new FusedStrided(3, 1), 1, 16, 1),
            new Base(new FusedStrided(3, 8), 2, 32, 1),
            new Base(new FusedStrided(3, 4), 1, 32, 3),
            new Base(new FusedStrided(3, 8), 2, 48, 1),
            new Base(new FusedStrided(3, 4), 1, 48, 3),
            new Base(new MBConv(3, 8, 0), 2, 96, 1),
            new Base(new MBConv(3, 4, 0), 1, 96, 3));
    List<Base> after =
        List.of(
            new Base(new MBConv(3, 4, 0), 1, 96, 3),
            new Base(new MBConv(5, 8, 0), 2, 160, 1),
            new Base(new MBConv(5, 4, 0), 1, 160, 3),
            new Base(new MBConv(3, 8, 0), 1, 192, 1));
    List<Stage> stages =
        new ArrayList<>(Base.activated(Nonlinearity.RELU, Base.scaled(before, width, 1, false)));
    int channels = Channels.round(96 * width);
    stages.add(new Stage(new MBConv(3, 8, 0), 1, channels, 1, Nonlinearity.RELU, Skip.NONE));
    stages.addAll(Base.activated(Nonlinearity.RELU, Base.scaled(after, width, 1, false)));
    return Base.network(width, head, Nonlinearity.RELU, stages);
  }

  /** The sizes of the second version of MobileNet-EdgeTPU, by name. */
  static Map<String, StagedNetwork> secondVersion() {
    Map<String, StagedNetwork> sizes = new LinkedHashMap<>();
    sizes.put("tiny", second(stem(5, 32), List.of(16, 32, 48, 80, 112, 160, 192), true, 64, 1280));
    sizes.put("xs", second(stem(5, 32), List.of(16, 32, 48, 96, 144, 160, 192), false, 64, 1280));
    sizes.put("s", second(stem(5, 64), List.of(24, 48, 64, 128, 160, 192, 256), false, 64, 1280));
    sizes.put("m", second(stem(5, 64), List.of(32, 64, 80, 160, 192, 240, 320), false, 64, 1344));
    sizes.put("l", second(stem(7, 64), List.of(32, 64, 96, 192, 240, 256, 384), false, 128, 1408));
    return sizes;
  }

  private static Stem stem(int kernel, int channels) {
    return new Stem(kernel, channels, Nonlinearity.RELU);
  }

  /**
   * One size of it.
   *
   * @param channels of the seven groups of blocks
   * @param eachGrouped whether each of the blocks that may be in groups is, and not every other
   */
  private static StagedNetwork second(
      Stem stem, List<Integer> channels, boolean eachGrouped, int groupSize, int head) {
    BlockKind grouped = new FusedGrouped(3, 4, groupSize);
    BlockKind grouped8 = new FusedGrouped(3, 8, groupSize);
    BlockKind fused8 = new FusedStrided(3, 8);
    List<Base> stages =
        List.of(
            new Base(new FusedStrided(3, 1), 1, channels.get(0), 1),
            new Base(fused8, 2, channels.get(1), 1),
            new Base(grouped, 1, channels.get(1), 1),
            new Base(eachGrouped ? grouped8 : fused8, 2, channels.get(2), 1),
            new Base(grouped, 1, channels.get(2), 1),
            new Base(eachGrouped ? grouped : new FusedStrided(3, 4), 1, channels.get(2), 1),
            new Base(grouped, 1, channels.get(2), 1),
            new Base(eachGrouped ? grouped8 : fused8, 2, channels.get(3), 1),
            new Base(new MBConv(3, 4, 0), 1, channels.get(3), 3),
            new Base(new MBConv(3, 8, 0), 1, channels.get(4), 1),
            new Base(new MBConv(3, 4, 0), 1, channels.get(4), 3),
            new Base(new MBConv(3, 8, 0), 2, channels.get(5), 1),
            new Base(new MBConv(3, 4, 0), 1, channels.get(5), 3),
            new Base(new MBConv(3, 8, 0), 1, channels.get(6), 1));
    return new StagedNetwork(
        1, stem, Base.activated(Nonlinearity.RELU, stages), new Head(head, Nonlinearity.RELU));
  }
}
