package io.edgewise.sim.workload.networks;

import static io.edgewise.sim.workload.Activation.NONE;
import static io.edgewise.sim.workload.networks.NetworkBuilder.scaledChannels;

import io.edgewise.sim.workload.Activation;
import io.edgewise.sim.workload.LayerGraph;
import java.util.List;

/**
 * EfficientNet (arXiv 1905.11946), EfficientNet-Lite and EfficientNet-EdgeTPU, as tensorflow/tpu
 * models/official/efficientnet builds them.
 *
 * <p>Written from the publications alone, and kept apart from the blocks that a search is made of:
 * the tests of the search hold its lowering against these networks, layer by layer.
 */
final class EfficientNets {

  /**
   * One stage.
   *
   * @param inputChannels before scaling by width; what the expansion multiplies
   * @param fused a full 3x3 convolution expands, in place of 1x1 and depthwise
   */
  private record Stage(
      int repeats,
      int kernel,
      int stride,
      int expansion,
      int inputChannels,
      int outputChannels,
      boolean fused,
      boolean skip) {}

  /** A style makes one family out of the stages. */
  private record Style(
      List<Stage> stages,
      Activation clamp,
      boolean swishAndSqueezeExcite,
      boolean fixedStemAndHead,
      int classes) {

    /** The activation of a layer: inside it if that is a clamp, behind it otherwise. */
    int activated(NetworkBuilder net, String layer, int sums) {
      return swishAndSqueezeExcite ? net.swish(layer, sums) : sums;
    }
  }

  private static final List<Stage> BASE =
      List.of(
          mbconv(1, 3, 1, 1, 32, 16),
          mbconv(2, 3, 2, 6, 16, 24),
          mbconv(2, 5, 2, 6, 24, 40),
          mbconv(3, 3, 2, 6, 40, 80),
          mbconv(3, 5, 1, 6, 80, 112),
          mbconv(4, 5, 2, 6, 112, 192),
          mbconv(1, 3, 1, 6, 192, 320));

  /** efficientnet/edgetpu/efficientnet_edgetpu_builder.py. */
  private static final List<Stage> EDGE_TPU_STAGES =
      List.of(
          new Stage(1, 3, 1, 4, 24, 24, true, false),
          new Stage(2, 3, 2, 8, 24, 32, true, true),
          new Stage(4, 3, 2, 8, 32, 48, true, true),
          mbconv(5, 5, 2, 8, 48, 96),
          mbconv(4, 5, 1, 8, 96, 144),
          mbconv(2, 5, 2, 8, 144, 192));

  private static final Style ORIGINAL = new Style(BASE, NONE, true, false, 1000);
  private static final Style LITE = new Style(BASE, Activation.RELU6, false, true, 1000);
  private static final Style EDGE_TPU =
      new Style(EDGE_TPU_STAGES, Activation.RELU, false, false, 1001);

  private EfficientNets() {}

  /** B0 to B7. */
  static LayerGraph original(String name, double width, double depth, int resolution) {
    return build(name, ORIGINAL, width, depth, resolution);
  }

  /** No squeeze-excite, ReLU6, stem and head not scaled. */
  static LayerGraph lite(String name, double width, double depth, int resolution) {
    return build(name, LITE, width, depth, resolution);
  }

  /** Fused blocks in the early stages, no squeeze-excite, ReLU. */
  static LayerGraph edgeTpu(String name, double width, double depth, int resolution) {
    return build(name, EDGE_TPU, width, depth, resolution);
  }

  private static LayerGraph build(
      String name, Style style, double width, double depth, int resolution) {
    NetworkBuilder net = new NetworkBuilder(name, resolution);
    double stemWidth = style.fixedStemAndHead() ? 1 : width;
    int stem = net.conv("stem", net.input(), 3, 2, scaledChannels(32, stemWidth), style.clamp());
    int at = style.activated(net, "stem", stem);
    int block = 0;
    for (int s = 0; s < style.stages().size(); s++) {
      Stage stage = style.stages().get(s);
      boolean fixed = style.fixedStemAndHead() && (s == 0 || s == style.stages().size() - 1);
      int repeats = fixed ? stage.repeats() : (int) Math.ceil(depth * stage.repeats());
      for (int repeat = 0; repeat < repeats; repeat++) {
        at = block(net, "blocks_" + block, at, style, stage, width, repeat == 0);
        block++;
      }
    }
    int head = net.conv("head", at, 1, 1, scaledChannels(1280, stemWidth), style.clamp());
    return net.denseClassifier(style.activated(net, "head", head), style.classes());
  }

  private static int block(
      NetworkBuilder net,
      String scope,
      int from,
      Style style,
      Stage stage,
      double width,
      boolean first) {
    int output = scaledChannels(stage.outputChannels(), width);
    int input = first ? scaledChannels(stage.inputChannels(), width) : output;
    int stride = first ? stage.stride() : 1;
    int expanded = input * stage.expansion();
    int at =
        stage.fused()
            ? fusedBody(net, scope, from, style, stride, expanded, output)
            : separableBody(net, scope, from, style, stage, stride, expanded, input, output);
    boolean residual = stage.skip() && stride == 1 && input == output;
    return residual ? net.sum(scope + "/add", from, at, NONE) : at;
  }

  /** The 3x3 expansion runs at full resolution: the projection carries the stride. */
  private static int fusedBody(
      NetworkBuilder net, String scope, int from, Style style, int stride, int expanded, int out) {
    int at = expand(net, scope, from, style, 3, expanded);
    return net.conv(scope + "/project", at, 1, stride, out, NONE);
  }

  private static int expand(
      NetworkBuilder net, String scope, int from, Style style, int kernel, int channels) {
    String name = scope + "/expand";
    return style.activated(net, name, net.conv(name, from, kernel, 1, channels, style.clamp()));
  }

  private static int separableBody(
      NetworkBuilder net,
      String scope,
      int from,
      Style style,
      Stage stage,
      int stride,
      int expanded,
      int input,
      int output) {
    int at = stage.expansion() == 1 ? from : expand(net, scope, from, style, 1, expanded);
    String depthwise = scope + "/depthwise";
    int sums = net.depthwise(depthwise, at, stage.kernel(), stride, style.clamp());
    at = style.activated(net, depthwise, sums);
    if (style.swishAndSqueezeExcite()) {
      at = net.squeezeExcite(scope + "/se", at, Math.max(1, input / 4));
    }
    return net.conv(scope + "/project", at, 1, 1, output, NONE);
  }

  private static Stage mbconv(
      int repeats, int kernel, int stride, int expansion, int input, int output) {
    return new Stage(repeats, kernel, stride, expansion, input, output, false, true);
  }
}
