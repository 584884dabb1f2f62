package io.edgewise.sim.workload.networks;

import static io.edgewise.sim.workload.Activation.NONE;
import static io.edgewise.sim.workload.Activation.RELU;

import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.Window;

/**
 * ResNet with bottleneck blocks: v1 (arXiv 1512.03385; the stride on the first 1x1 convolution) and
 * v2 (arXiv 1603.05027) as Keras and TF-slim build it (the stride in the last block of a stage).
 */
final class ResNets {

  private static final int CLASSES = 1000;

  private ResNets() {}

  /** Blocks of the four stages, for a nominal depth of 50, 101 or 152 layers. */
  private static int[] repeats(int depth) {
    return switch (depth) {
      case 50 -> new int[] {3, 4, 6, 3};
      case 101 -> new int[] {3, 4, 23, 3};
      case 152 -> new int[] {3, 8, 36, 3};
      default -> throw new IllegalArgumentException("ResNet depth " + depth);
    };
  }

  static LayerGraph v1(String name, int depth, int resolution) {
    NetworkBuilder net = new NetworkBuilder(name, resolution);
    int at = net.conv("conv1", net.input(), 7, 2, 64, RELU);
    at = net.maxPool("pool1", at, Window.same(3, 2));
    int[] repeats = repeats(depth);
    for (int stage = 0; stage < repeats.length; stage++) {
      for (int block = 0; block < repeats[stage]; block++) {
        int stride = block == 0 && stage > 0 ? 2 : 1;
        at = v1Block(net, scope(stage, block), at, 64 << stage, stride, block == 0);
      }
    }
    return net.denseClassifier(at, CLASSES);
  }

  private static int v1Block(
      NetworkBuilder net, String scope, int from, int width, int stride, boolean projects) {
    int shortcut =
        projects ? net.conv(scope + "/shortcut", from, 1, stride, 4 * width, NONE) : from;
    int at = net.conv(scope + "/conv1", from, 1, stride, width, RELU);
    at = net.conv(scope + "/conv2", at, 3, 1, width, RELU);
    at = net.conv(scope + "/conv3", at, 1, 1, 4 * width, NONE);
    return net.sum(scope + "/add", shortcut, at, RELU);
  }

  static LayerGraph v2(String name, int depth, int resolution) {
    NetworkBuilder net = new NetworkBuilder(name, resolution);
    int at = net.conv("conv1", net.input(), 7, 2, 64, NONE);
    at = net.maxPool("pool1", at, Window.same(3, 2));
    int[] repeats = repeats(depth);
    for (int stage = 0; stage < repeats.length; stage++) {
      for (int block = 0; block < repeats[stage]; block++) {
        int stride = block == repeats[stage] - 1 && stage < 3 ? 2 : 1;
        at = v2Block(net, scope(stage, block), at, 64 << stage, stride, block == 0);
      }
    }
    return net.denseClassifier(net.normalised("postnorm", at), CLASSES);
  }

  private static int v2Block(
      NetworkBuilder net, String scope, int from, int width, int stride, boolean projects) {
    int preactivated = net.normalised(scope + "/preact", from);
    int shortcut = from;
    if (projects) {
      shortcut = net.conv(scope + "/shortcut", preactivated, 1, stride, 4 * width, NONE);
    } else if (stride > 1) {
      shortcut = net.maxPool(scope + "/shortcut", from, Window.same(1, stride));
    }
    int at = net.conv(scope + "/conv1", preactivated, 1, 1, width, RELU);
    at = net.conv(scope + "/conv2", at, 3, stride, width, RELU);
    at = net.conv(scope + "/conv3", at, 1, 1, 4 * width, NONE);
    return net.sum(scope + "/add", shortcut, at, NONE);
  }

  private static String scope(int stage, int block) {
    return "block" + (stage + 1) + "/unit_" + (block + 1);
  }
}
