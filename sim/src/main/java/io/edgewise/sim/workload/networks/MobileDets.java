package io.edgewise.sim.workload.networks;

import static io.edgewise.sim.workload.Activation.NONE;
import static io.edgewise.sim.workload.Activation.RELU6;
import static io.edgewise.sim.workload.Activation.SIGMOID;
import static io.edgewise.sim.workload.networks.NetworkBuilder.scaledChannels;

import io.edgewise.sim.workload.LayerGraph;
import java.util.ArrayList;
import java.util.List;

/**
 * MobileDet-EdgeTPU (arXiv 2004.14525; tensorflow/models, research/object_detection): its backbone,
 * and the backbone with the heads of SSDLite (arXiv 1801.04381, section 6.2) for 91 classes.
 */
final class MobileDets {

  private static final int CLASSES = 91;
  private static final int BOX = 4;

  /** Anchors a position of the finest map, and of the others. */
  private static final int[] ANCHORS = {3, 6, 6, 6, 6, 6};

  /** Channels of the maps that are made for the heads alone. */
  private static final int[] EXTRA_MAPS = {512, 256, 256, 128};

  /** The maps of the backbone that heads read. */
  private record Maps(int stride16, int stride32) {}

  private MobileDets() {}

  static LayerGraph backbone(String name, int resolution) {
    NetworkBuilder net = new NetworkBuilder(name, resolution);
    backbone(net);
    return net.graph();
  }

  static LayerGraph ssdLite(String name, int resolution) {
    NetworkBuilder net = new NetworkBuilder(name, resolution);
    Maps maps = backbone(net);
    List<Integer> read = new ArrayList<>(List.of(maps.stride16(), maps.stride32()));
    int at = maps.stride32();
    for (int i = 0; i < EXTRA_MAPS.length; i++) {
      String scope = "extra_" + i;
      at = net.conv(scope + "/reduce", at, 1, 1, EXTRA_MAPS[i] / 2, RELU6);
      at = net.depthwise(scope + "/depthwise", at, 3, 2, RELU6);
      at = net.conv(scope + "/expand", at, 1, 1, EXTRA_MAPS[i], RELU6);
      read.add(at);
    }
    return heads(net, read);
  }

  /** Boxes and scores of all anchors, one behind the other; what picks among them is left out. */
  private static LayerGraph heads(NetworkBuilder net, List<Integer> maps) {
    int[] boxes = new int[maps.size()];
    int[] scores = new int[maps.size()];
    for (int i = 0; i < maps.size(); i++) {
      String scope = "head_" + i;
      boxes[i] = head(net, scope + "/boxes", maps.get(i), BOX * ANCHORS[i]);
      scores[i] = head(net, scope + "/scores", maps.get(i), CLASSES * ANCHORS[i]);
    }
    int allBoxes = net.concat("boxes", boxes);
    int allScores = net.activate("probabilities", net.concat("scores", scores), SIGMOID);
    return net.graph(List.of(allBoxes, allScores));
  }

  private static int head(NetworkBuilder net, String scope, int from, int channels) {
    int at = net.depthwise(scope + "/depthwise", from, 3, 1, RELU6);
    return net.flatten(scope + "/flat", net.conv(scope, at, 1, 1, channels, NONE));
  }

  private static Maps backbone(NetworkBuilder net) {
    int at = net.conv("stem", net.input(), 3, 2, 32, RELU6);
    at = tucker(net, "tucker", at, 16, 0.25, 0.75);
    at = fused(net, "fused_1", at, 3, 2, 8, 16);
    at = fused(net, "fused_2", at, 3, 1, 4, 16);
    at = fused(net, "fused_3", at, 3, 1, 8, 16);
    at = fused(net, "fused_4", at, 3, 1, 4, 16);
    at = fused(net, "fused_5", at, 5, 2, 8, 40);
    for (int i = 6; i <= 8; i++) {
      at = fused(net, "fused_" + i, at, 3, 1, 4, 40);
    }
    at = inverted(net, "inverted_1", at, 3, 2, 8, 72);
    at = inverted(net, "inverted_2", at, 3, 1, 8, 72);
    at = fused(net, "fused_9", at, 3, 1, 4, 72);
    at = fused(net, "fused_10", at, 3, 1, 4, 72);
    at = inverted(net, "inverted_3", at, 5, 1, 8, 96);
    at = inverted(net, "inverted_4", at, 5, 1, 8, 96);
    at = inverted(net, "inverted_5", at, 3, 1, 8, 96);
    int stride16 = inverted(net, "inverted_6", at, 3, 1, 8, 96);
    at = inverted(net, "inverted_7", stride16, 5, 2, 8, 120);
    at = inverted(net, "inverted_8", at, 3, 1, 8, 120);
    at = inverted(net, "inverted_9", at, 5, 1, 4, 120);
    at = inverted(net, "inverted_10", at, 3, 1, 8, 120);
    return new Maps(stride16, inverted(net, "inverted_11", at, 5, 1, 8, 384));
  }

  /** A full convolution between two 1x1 convolutions, as of a Tucker decomposition. */
  private static int tucker(
      NetworkBuilder net, String scope, int from, int channels, double inputs, double outputs) {
    int rank = scaledChannels(net.channels(from), inputs);
    int at = net.conv(scope + "/reduce", from, 1, 1, rank, RELU6);
    at = net.conv(scope + "/conv", at, 3, 1, scaledChannels(channels, outputs), RELU6);
    return MobileNets.project(net, scope, from, at, channels, true);
  }

  private static int fused(
      NetworkBuilder net,
      String scope,
      int from,
      int kernel,
      int stride,
      int expansion,
      int channels) {
    int at = MobileNets.expand(net, scope, from, kernel, stride, expansion, RELU6);
    return MobileNets.project(net, scope, from, at, channels, stride == 1);
  }

  private static int inverted(
      NetworkBuilder net,
      String scope,
      int from,
      int kernel,
      int stride,
      int expansion,
      int channels) {
    return MobileNets.invertedResidual(
        net, scope, from, kernel, stride, expansion, channels, stride == 1, RELU6);
  }
}
