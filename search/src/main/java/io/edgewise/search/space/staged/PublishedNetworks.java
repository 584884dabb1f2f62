package io.edgewise.search.space.staged;

import io.edgewise.search.network.BlockKind;
import io.edgewise.search.network.Channels;
import io.edgewise.search.network.Fused;
import io.edgewise.search.network.MBConv;
import io.edgewise.search.network.Nonlinearity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The built-in networks that stages of blocks spell, by the names of the simulator's catalogue:
 * EfficientNet and EfficientNet-Lite (arXiv 1905.11946, tensorflow/tpu efficientnet_builder.py and
 * lite/efficientnet_lite_builder.py), EfficientNet-EdgeTPU-S (edgetpu/
 * efficientnet_edgetpu_builder.py) and MobileNetV2 (arXiv 1801.04381, table 2). The M and L of
 * EfficientNet-EdgeTPU begin with two blocks without a skip, which no stage has.
 */
public final class PublishedNetworks {

  /** A stage before scaling. */
  private record Base(BlockKind kind, int stride, int channels, int layers) {}

  private static final Map<String, StagedNetwork> NETWORKS = networks();

  private PublishedNetworks() {}

  /** The names, families together. */
  public static Set<String> names() {
    return NETWORKS.keySet();
  }

  /** The network of a name, if stages spell it. */
  public static Optional<StagedNetwork> find(String name) {
    return Optional.ofNullable(NETWORKS.get(name));
  }

  private static Map<String, StagedNetwork> networks() {
    Map<String, StagedNetwork> networks = new LinkedHashMap<>();
    double[][] scales = {
      {1, 1}, {1, 1.1}, {1.1, 1.2}, {1.2, 1.4}, {1.4, 1.8}, {1.6, 2.2}, {1.8, 2.6}, {2, 3.1}
    };
    for (int i = 0; i < scales.length; i++) {
      networks.put("efficientnet-b" + i, original(scales[i][0], scales[i][1]));
    }
    for (int i = 0; i < 5; i++) {
      networks.put("efficientnet-lite" + i, lite(scales[i][0], scales[i][1]));
    }
    networks.put("efficientnet-edgetpu-s", edgeTpuSmall());
    for (double width : new double[] {0.35, 0.5, 0.75, 1.0, 1.3, 1.4}) {
      networks.put("mobilenet-v2-" + width, mobileNetV2(width));
    }
    return Collections.unmodifiableMap(networks);
  }

  private static StagedNetwork original(double width, double depth) {
    return staged(
        width, width, Nonlinearity.SWISH, scaled(efficientNet(0.25), width, depth, false));
  }

  /** Neither stem, head nor the depth of the outermost stages is scaled. */
  private static StagedNetwork lite(double width, double depth) {
    return staged(1, 1, Nonlinearity.RELU6, scaled(efficientNet(0), width, depth, true));
  }

  private static StagedNetwork edgeTpuSmall() {
    return staged(
        1,
        1,
        Nonlinearity.RELU,
        List.of(
            new Base(new Fused(3, 3), 1, 24, 1),
            new Base(new Fused(3, 8), 2, 32, 2),
            new Base(new Fused(3, 8), 2, 48, 4),
            new Base(new MBConv(5, 8, 0), 2, 96, 5),
            new Base(new MBConv(5, 8, 0), 1, 144, 4),
            new Base(new MBConv(5, 8, 0), 2, 192, 2)));
  }

  /** A head is never narrower than published. */
  private static StagedNetwork mobileNetV2(double width) {
    List<Base> stages =
        List.of(
            new Base(new MBConv(3, 1, 0), 1, 16, 1),
            new Base(new MBConv(3, 6, 0), 2, 24, 2),
            new Base(new MBConv(3, 6, 0), 2, 32, 3),
            new Base(new MBConv(3, 6, 0), 2, 64, 4),
            new Base(new MBConv(3, 6, 0), 1, 96, 3),
            new Base(new MBConv(3, 6, 0), 2, 160, 3),
            new Base(new MBConv(3, 6, 0), 1, 320, 1));
    return staged(width, Math.max(1, width), Nonlinearity.RELU6, scaled(stages, width, 1, false));
  }

  private static List<Base> efficientNet(double squeezeExcite) {
    return List.of(
        new Base(new MBConv(3, 1, squeezeExcite), 1, 16, 1),
        new Base(new MBConv(3, 6, squeezeExcite), 2, 24, 2),
        new Base(new MBConv(5, 6, squeezeExcite), 2, 40, 2),
        new Base(new MBConv(3, 6, squeezeExcite), 2, 80, 3),
        new Base(new MBConv(5, 6, squeezeExcite), 1, 112, 3),
        new Base(new MBConv(5, 6, squeezeExcite), 2, 192, 4),
        new Base(new MBConv(3, 6, squeezeExcite), 1, 320, 1));
  }

  private static List<Base> scaled(
      List<Base> stages, double width, double depth, boolean endsKeepDepth) {
    List<Base> scaled = new ArrayList<>();
    for (int i = 0; i < stages.size(); i++) {
      Base stage = stages.get(i);
      boolean keeps = endsKeepDepth && (i == 0 || i == stages.size() - 1);
      scaled.add(
          new Base(
              stage.kind(),
              stage.stride(),
              Channels.round(stage.channels() * width),
              keeps ? stage.layers() : (int) Math.ceil(stage.layers() * depth)));
    }
    return scaled;
  }

  private static StagedNetwork staged(
      double stem, double head, Nonlinearity activation, List<Base> stages) {
    return new StagedNetwork(
        1,
        new StagedNetwork.Stem(3, Channels.round(32 * stem), activation),
        stages.stream()
            .map(
                s ->
                    new StagedNetwork.Stage(
                        s.kind(), s.stride(), s.channels(), s.layers(), activation))
            .toList(),
        new StagedNetwork.Head(Channels.round(1280 * head), activation));
  }
}
