package io.edgewise.sim.workload.networks;

import static io.edgewise.sim.workload.Activation.NONE;
import static io.edgewise.sim.workload.Activation.RELU6;
import static io.edgewise.sim.workload.networks.NetworkBuilder.scaledChannels;

import io.edgewise.sim.workload.Activation;
import io.edgewise.sim.workload.LayerGraph;

/**
 * MobileNet v1 (arXiv 1704.04861) and v2 (arXiv 1801.04381), as TF-slim builds them: 1001 classes,
 * the classifier a 1x1 convolution.
 */
final class MobileNets {

  private static final int CLASSES = 1001;

  /** Channels and stride of the 13 separable convolutions (v1 paper, table 1). */
  private static final int[][] V1 = {
    {64, 1}, {128, 2}, {128, 1}, {256, 2}, {256, 1}, {512, 2}, {512, 1}, {512, 1}, {512, 1},
    {512, 1}, {512, 1}, {1024, 2}, {1024, 1}
  };

  /** Expansion, channels, repeats, stride (v2 paper, table 2). */
  private static final int[][] V2 = {
    {1, 16, 1, 1},
    {6, 24, 2, 2},
    {6, 32, 3, 2},
    {6, 64, 4, 2},
    {6, 96, 3, 1},
    {6, 160, 3, 2},
    {6, 320, 1, 1}
  };

  private MobileNets() {}

  static LayerGraph v1(String name, double width, int resolution) {
    NetworkBuilder net = new NetworkBuilder(name, resolution);
    int at = net.conv("Conv2d_0", net.input(), 3, 2, v1Channels(32, width), RELU6);
    for (int i = 0; i < V1.length; i++) {
      String layer = "Conv2d_" + (i + 1);
      at = net.depthwise(layer + "_depthwise", at, 3, V1[i][1], RELU6);
      at = net.conv(layer + "_pointwise", at, 1, 1, v1Channels(V1[i][0], width), RELU6);
    }
    return net.convolutionalClassifier(at, CLASSES);
  }

  /** TF-slim nets/mobilenet_v1.py: truncated, at least 8. */
  private static int v1Channels(int channels, double width) {
    return Math.max((int) (channels * width), 8);
  }

  static LayerGraph v2(String name, double width, int resolution) {
    NetworkBuilder net = new NetworkBuilder(name, resolution);
    int at = net.conv("Conv", net.input(), 3, 2, scaledChannels(32, width), RELU6);
    int block = 0;
    for (int[] stage : V2) {
      for (int repeat = 0; repeat < stage[2]; repeat++) {
        String scope = block == 0 ? "expanded_conv" : "expanded_conv_" + block;
        int stride = repeat == 0 ? stage[3] : 1;
        int channels = scaledChannels(stage[1], width);
        at = invertedResidual(net, scope, at, 3, stride, stage[0], channels, true, RELU6);
        block++;
      }
    }
    at = net.conv("Conv_1", at, 1, 1, headChannels(width), RELU6);
    return net.convolutionalClassifier(at, CLASSES);
  }

  /** The last convolution is widened but never narrowed (v2 paper, section 4). */
  static int headChannels(double width) {
    return scaledChannels(1280, Math.max(1, width));
  }

  /** An inverted residual: 1x1 convolution to the expanded channels, depthwise, projection. */
  static int invertedResidual(
      NetworkBuilder net,
      String scope,
      int from,
      int kernel,
      int stride,
      int expansion,
      int channels,
      boolean residual,
      Activation activation) {
    int at = expand(net, scope, from, 1, 1, expansion, activation);
    at = net.depthwise(scope + "/depthwise", at, kernel, stride, activation);
    return project(net, scope, from, at, channels, residual && stride == 1);
  }

  /** TF-slim nets/mobilenet/conv_blocks.py expanded_conv: no expansion where none is needed. */
  static int expand(
      NetworkBuilder net,
      String scope,
      int from,
      int kernel,
      int stride,
      int expansion,
      Activation activation) {
    int inner = scaledChannels(net.channels(from), expansion);
    return inner > net.channels(from)
        ? net.conv(scope + "/expand", from, kernel, stride, inner, activation)
        : from;
  }

  /** A projection, and the shortcut around the block if it is asked for and fits. */
  static int project(
      NetworkBuilder net, String scope, int from, int at, int channels, boolean residual) {
    int projected = net.conv(scope + "/project", at, 1, 1, channels, NONE);
    return residual && channels == net.channels(from)
        ? net.sum(scope + "/add", from, projected, NONE)
        : projected;
  }
}
