package io.edgewise.sim.workload.networks;

import io.edgewise.sim.naming.DidYouMean;
import io.edgewise.sim.workload.LayerGraph;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The catalogue of the reference networks. */
public final class Networks {

  /** Marks a network of NAS-Bench-201: {@code nb201:ARCHITECTURE@RESOLUTION:CLASSES}. */
  private static final String NAS_BENCH_201 = "nb201:";

  /** Inputs beyond this are a mistake: four times the largest published resolution. */
  private static final int MAX_RESOLUTION = 4096;

  private static final int MAX_CLASSES = 100_000;

  private static final Map<String, ReferenceNetwork> CATALOGUE = catalogue();

  private Networks() {}

  /** All names, families together. */
  public static List<String> names() {
    return List.copyOf(CATALOGUE.keySet());
  }

  /** All networks, families together. */
  public static Collection<ReferenceNetwork> all() {
    return CATALOGUE.values();
  }

  /**
   * Builds a network by its name.
   *
   * @param name {@code NAME}, {@code NAME@RESOLUTION}, {@code
   *     nb201:ARCHITECTURE@RESOLUTION:CLASSES} (default {@code @32:10}) or a chain such as {@code
   *     chain:conv3x3:128x5@64}
   * @throws IllegalArgumentException if there is no such network; the message says what was meant
   */
  public static LayerGraph find(String name) {
    if (name.startsWith(NAS_BENCH_201)) {
      return nasBench201(name);
    }
    if (name.startsWith(Chains.PREFIX)) {
      return Chains.build(name);
    }
    int at = name.indexOf('@');
    String base = at < 0 ? name : name.substring(0, at);
    ReferenceNetwork network = CATALOGUE.get(base);
    if (network == null) {
      throw unknown(base);
    }
    return at < 0
        ? network.graph()
        : network.graph(positive(name, "resolution", name.substring(at + 1), MAX_RESOLUTION));
  }

  private static LayerGraph nasBench201(String name) {
    int at = name.lastIndexOf('@');
    String architecture = name.substring(NAS_BENCH_201.length(), at < 0 ? name.length() : at);
    int resolution = NasBench201.RESOLUTION;
    int classes = NasBench201.CLASSES;
    if (at >= 0) {
      String[] parts = name.substring(at + 1).split(":", -1);
      if (parts.length != 2) {
        throw new IllegalArgumentException(
            "network " + name + ": after @ comes RESOLUTION:CLASSES, such as @32:10");
      }
      resolution = positive(name, "resolution", parts[0], MAX_RESOLUTION);
      classes = positive(name, "classes", parts[1], MAX_CLASSES);
    }
    return NasBench201.build(name, architecture, resolution, classes);
  }

  private static int positive(String network, String what, String text, int limit) {
    if (text.matches("[1-9][0-9]{0,8}") && Integer.parseInt(text) <= limit) {
      return Integer.parseInt(text);
    }
    throw new IllegalArgumentException(
        "network "
            + network
            + ": "
            + what
            + " \""
            + text
            + "\" is not a whole number from 1 to "
            + limit);
  }

  private static IllegalArgumentException unknown(String name) {
    String hint = DidYouMean.hint(name, CATALOGUE.keySet());
    return new IllegalArgumentException(
        "unknown network \""
            + name
            + "\""
            + (hint.isEmpty() ? "." : hint)
            + " Known: "
            + String.join(", ", names()));
  }

  private static Map<String, ReferenceNetwork> catalogue() {
    List<ReferenceNetwork> all = new ArrayList<>();
    all.addAll(mobileNets());
    all.addAll(edgeTpuNets());
    all.addAll(efficientNets());
    all.addAll(resNets());
    all.addAll(inceptions());
    all.addAll(classics());
    Map<String, ReferenceNetwork> byName = new LinkedHashMap<>();
    all.forEach(network -> byName.put(network.name(), network));
    return Collections.unmodifiableMap(byName);
  }

  private static List<ReferenceNetwork> mobileNets() {
    List<ReferenceNetwork> family = new ArrayList<>();
    for (double width : new double[] {0.25, 0.5, 0.75, 1.0}) {
      int resolution = width == 0.25 ? 128 : 224;
      family.add(
          new ReferenceNetwork(
              "mobilenet-v1-" + width,
              resolution,
              "arXiv 1704.04861, TF-slim mobilenet_v1",
              (name, pixels) -> MobileNets.v1(name, width, pixels)));
    }
    for (double width : new double[] {0.35, 0.5, 0.75, 1.0, 1.3, 1.4}) {
      family.add(
          new ReferenceNetwork(
              "mobilenet-v2-" + width,
              224,
              "arXiv 1801.04381, TF-slim mobilenet_v2",
              (name, pixels) -> MobileNets.v2(name, width, pixels)));
    }
    for (double width : new double[] {0.75, 1.0}) {
      family.add(
          new ReferenceNetwork(
              "mobilenet-edgetpu-" + width,
              224,
              "arXiv 2003.02838, TF-slim mobilenet_v3 V3_EDGETPU",
              (name, pixels) -> EdgeTpuNets.slim(name, width, pixels)));
    }
    return family;
  }

  private static List<ReferenceNetwork> edgeTpuNets() {
    String source = "tensorflow/models official/projects/edgetpu";
    String detection = "arXiv 2004.14525, tensorflow/models research/object_detection";
    List<ReferenceNetwork> family = new ArrayList<>();
    for (double width : new double[] {0.75, 1.0, 1.25, 1.5, 1.75}) {
      family.add(
          new ReferenceNetwork(
              "mobilenet-edgetpu-v1-" + width,
              224,
              source,
              (name, pixels) -> EdgeTpuNets.v1(name, width, pixels)));
    }
    for (EdgeTpuNets.Size size : EdgeTpuNets.Size.values()) {
      family.add(
          new ReferenceNetwork(
              "mobilenet-edgetpu-v2-" + size.name().toLowerCase(Locale.ROOT),
              224,
              source,
              (name, pixels) -> EdgeTpuNets.v2(name, size, pixels)));
    }
    family.add(new ReferenceNetwork("mobiledet-edgetpu", 320, detection, MobileDets::backbone));
    family.add(
        new ReferenceNetwork("ssdlite-mobiledet-edgetpu", 320, detection, MobileDets::ssdLite));
    return family;
  }

  private static List<ReferenceNetwork> efficientNets() {
    String original = "arXiv 1905.11946, tensorflow/tpu efficientnet_builder";
    String lite = "arXiv 1905.11946, tensorflow/tpu efficientnet_lite_builder";
    String edge = "tensorflow/tpu efficientnet_edgetpu_builder";
    return List.of(
        efficientNet("efficientnet-b0", 224, original, 1.0, 1.0, EfficientNets::original),
        efficientNet("efficientnet-b1", 240, original, 1.0, 1.1, EfficientNets::original),
        efficientNet("efficientnet-b2", 260, original, 1.1, 1.2, EfficientNets::original),
        efficientNet("efficientnet-b3", 300, original, 1.2, 1.4, EfficientNets::original),
        efficientNet("efficientnet-b4", 380, original, 1.4, 1.8, EfficientNets::original),
        efficientNet("efficientnet-b5", 456, original, 1.6, 2.2, EfficientNets::original),
        efficientNet("efficientnet-b6", 528, original, 1.8, 2.6, EfficientNets::original),
        efficientNet("efficientnet-b7", 600, original, 2.0, 3.1, EfficientNets::original),
        efficientNet("efficientnet-lite0", 224, lite, 1.0, 1.0, EfficientNets::lite),
        efficientNet("efficientnet-lite1", 240, lite, 1.0, 1.1, EfficientNets::lite),
        efficientNet("efficientnet-lite2", 260, lite, 1.1, 1.2, EfficientNets::lite),
        efficientNet("efficientnet-lite3", 280, lite, 1.2, 1.4, EfficientNets::lite),
        efficientNet("efficientnet-lite4", 300, lite, 1.4, 1.8, EfficientNets::lite),
        efficientNet("efficientnet-edgetpu-s", 224, edge, 1.0, 1.0, EfficientNets::edgeTpu),
        efficientNet("efficientnet-edgetpu-m", 240, edge, 1.0, 1.1, EfficientNets::edgeTpu),
        efficientNet("efficientnet-edgetpu-l", 300, edge, 1.2, 1.4, EfficientNets::edgeTpu));
  }

  /** A family member by its compound scaling. */
  @FunctionalInterface
  private interface Scaled {
    LayerGraph build(String name, double width, double depth, int resolution);
  }

  private static ReferenceNetwork efficientNet(
      String name, int resolution, String source, double width, double depth, Scaled family) {
    return new ReferenceNetwork(
        name, resolution, source, (label, pixels) -> family.build(label, width, depth, pixels));
  }

  private static List<ReferenceNetwork> resNets() {
    List<ReferenceNetwork> family = new ArrayList<>();
    for (int depth : new int[] {50, 101, 152}) {
      family.add(
          new ReferenceNetwork(
              "resnet-" + depth + "-v1",
              224,
              "arXiv 1512.03385",
              (name, pixels) -> ResNets.v1(name, depth, pixels)));
      family.add(
          new ReferenceNetwork(
              "resnet-" + depth + "-v2",
              224,
              "arXiv 1603.05027, Keras resnet_v2",
              (name, pixels) -> ResNets.v2(name, depth, pixels)));
    }
    return family;
  }

  private static List<ReferenceNetwork> inceptions() {
    return List.of(
        new ReferenceNetwork(
            "inception-v1", 224, "arXiv 1409.4842, TF-slim inception_v1", Inceptions::v1),
        new ReferenceNetwork(
            "inception-v2", 224, "arXiv 1502.03167, TF-slim inception_v2", Inceptions::v2),
        new ReferenceNetwork(
            "inception-v3", 299, "arXiv 1512.00567, TF-slim inception_v3", Inceptions::v3),
        new ReferenceNetwork(
            "inception-v4", 299, "arXiv 1602.07261, TF-slim inception_v4", InceptionsV4::v4),
        new ReferenceNetwork(
            "inception-resnet-v2",
            299,
            "arXiv 1602.07261, TF-slim inception_resnet_v2",
            InceptionsV4::resNetV2));
  }

  private static List<ReferenceNetwork> classics() {
    return List.of(
        new ReferenceNetwork(
            "squeezenet",
            224,
            "arXiv 1602.07360, version 1.1 of the authors' repository",
            ClassicNetworks::squeezeNet11),
        new ReferenceNetwork(
            "squeezenet-1.0", 224, "arXiv 1602.07360, version 1.0", ClassicNetworks::squeezeNet10),
        new ReferenceNetwork("densenet-121", 224, "arXiv 1608.06993", ClassicNetworks::denseNet121),
        new ReferenceNetwork(
            "vgg-16",
            224,
            "arXiv 1409.1556",
            (name, pixels) -> ClassicNetworks.vgg(name, 3, pixels)),
        new ReferenceNetwork(
            "vgg-19",
            224,
            "arXiv 1409.1556",
            (name, pixels) -> ClassicNetworks.vgg(name, 4, pixels)));
  }
}
