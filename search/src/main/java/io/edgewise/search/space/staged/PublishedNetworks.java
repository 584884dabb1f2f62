package io.edgewise.search.space.staged;

import io.edgewise.search.network.MBConv;
import io.edgewise.search.network.Nonlinearity;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The built-in networks that stages of blocks spell, by the names of the simulator's catalogue:
 * EfficientNet and EfficientNet-Lite (arXiv 1905.11946, tensorflow/tpu efficientnet_builder.py and
 * lite/efficientnet_lite_builder.py), MobileNetV2 (arXiv 1801.04381, table 2), and those that were
 * made for the Edge TPU ({@link EdgeTpuNetworks}).
 */
public final class PublishedNetworks {

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
    networks.put("efficientnet-edgetpu-s", EdgeTpuNetworks.edgeTpu(1, 1));
    networks.put("efficientnet-edgetpu-m", EdgeTpuNetworks.edgeTpu(1, 1.1));
    networks.put("efficientnet-edgetpu-l", EdgeTpuNetworks.edgeTpu(1.2, 1.4));
    for (double width : new double[] {0.35, 0.5, 0.75, 1.0, 1.3, 1.4}) {
      networks.put("mobilenet-v2-" + width, mobileNetV2(width));
    }
    for (double width :
        new double[] {0.75, 1.0}) { // TF-slim's, with a head that is never narrower.
      networks.put("mobilenet-edgetpu-" + width, EdgeTpuNetworks.mobileNetEdgeTpu(width, 1));
    }
    for (double width : new double[] {0.75, 1.0, 1.25, 1.5, 1.75}) {
      networks.put("mobilenet-edgetpu-v1-" + width, EdgeTpuNetworks.mobileNetEdgeTpu(width, width));
    }
    EdgeTpuNetworks.secondVersion()
        .forEach((size, network) -> networks.put("mobilenet-edgetpu-v2-" + size, network));
    return Collections.unmodifiableMap(networks);
  }

  private static StagedNetwork original(double width, double depth) {
    return Base.network(
        width,
        width,
        Nonlinearity.SWISH,
        Base.activated(Nonlinearity.SWISH, Base.scaled(efficientNet(0.25), width, depth, false)));
  }

  /** Neither stem, head nor the depth of the outermost stages is scaled. */
  private static StagedNetwork lite(double width, double depth) {
    return Base.network(
        1,
        1,
        Nonlinearity.RELU6,
        Base.activated(Nonlinearity.RELU6, Base.scaled(efficientNet(0), width, depth, true)));
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
    return Base.network(
        width,
        Math.max(1, width),
        Nonlinearity.RELU6,
        Base.activated(Nonlinearity.RELU6, Base.scaled(stages, width, 1, false)));
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
}
