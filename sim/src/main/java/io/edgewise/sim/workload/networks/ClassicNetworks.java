package io.edgewise.sim.workload.networks;

import static io.edgewise.sim.workload.Activation.NONE;
import static io.edgewise.sim.workload.Activation.RELU;

import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.Window;

/** VGG (arXiv 1409.1556), SqueezeNet (arXiv 1602.07360) and DenseNet (arXiv 1608.06993). */
final class ClassicNetworks {

  private static final int CLASSES = 1000;

  private ClassicNetworks() {}

  /** VGG 16 has three convolutions in each of the last three stages, VGG 19 has four. */
  static LayerGraph vgg(String name, int lateConvolutions, int resolution) {
    NetworkBuilder net = new NetworkBuilder(name, resolution);
    int at = net.input();
    int[] channels = {64, 128, 256, 512, 512};
    for (int stage = 0; stage < channels.length; stage++) {
      int convolutions = stage < 2 ? 2 : lateConvolutions;
      for (int i = 0; i < convolutions; i++) {
        String layer = "conv" + (stage + 1) + "_" + (i + 1);
        at = net.conv(layer, at, 3, 1, channels[stage], RELU);
      }
      at = net.maxPool("pool" + (stage + 1), at, Window.valid(2, 2));
    }
    at = net.flatten("flatten", at);
    at = net.dense("fc6", at, 4096, RELU);
    at = net.dense("fc7", at, 4096, RELU);
    return net.softmax("prob", net.dense("fc8", at, CLASSES, NONE));
  }

  /** Version 1.0: pooling behind fire4 and fire8. */
  static LayerGraph squeezeNet10(String name, int resolution) {
    NetworkBuilder net = new NetworkBuilder(name, resolution);
    int at = net.conv("conv1", net.input(), Window.valid(7, 2), 96, RELU);
    at = ceilingMaxPool(net, "pool1", at);
    return squeezeNetBody(net, at, 4, 8);
  }

  /** Version 1.1 of the authors' repository: a smaller stem, pooling behind fire3 and fire5. */
  static LayerGraph squeezeNet11(String name, int resolution) {
    NetworkBuilder net = new NetworkBuilder(name, resolution);
    int at = net.conv("conv1", net.input(), Window.valid(3, 2), 64, RELU);
    at = ceilingMaxPool(net, "pool1", at);
    return squeezeNetBody(net, at, 3, 5);
  }

  private static LayerGraph squeezeNetBody(
      NetworkBuilder net, int from, int firstPooled, int secondPooled) {
    int at = from;
    for (int fire = 2; fire <= 9; fire++) {
      at = fire(net, "fire" + fire, at, 16 * (fire / 2));
      if (fire == firstPooled || fire == secondPooled) {
        at = ceilingMaxPool(net, "pool" + fire, at);
      }
    }
    at = net.conv("conv10", at, 1, 1, CLASSES, RELU);
    at = net.globalAverage("pool10", at);
    return net.softmax("prob", at);
  }

  private static int fire(NetworkBuilder net, String scope, int from, int squeezed) {
    int at = net.conv(scope + "/squeeze1x1", from, 1, 1, squeezed, RELU);
    int small = net.conv(scope + "/expand1x1", at, 1, 1, 4 * squeezed, RELU);
    int large = net.conv(scope + "/expand3x3", at, 3, 1, 4 * squeezed, RELU);
    return net.concat(scope + "/concat", small, large);
  }

  /** Caffe rounds the extent of a pooling up: 3x3 stride 2 takes one more window if even. */
  private static int ceilingMaxPool(NetworkBuilder net, String name, int from) {
    boolean even = net.shape(from).height() % 2 == 0;
    return net.maxPool(name, from, even ? Window.same(3, 2) : Window.valid(3, 2));
  }

  /** Growth 32, bottlenecks of 128, compression 0.5; normalisation comes before convolution. */
  static LayerGraph denseNet121(String name, int resolution) {
    NetworkBuilder net = new NetworkBuilder(name, resolution);
    int at = net.conv("conv0", net.input(), 7, 2, 64, RELU);
    at = net.maxPool("pool0", at, Window.same(3, 2));
    int[] layers = {6, 12, 24, 16};
    for (int block = 0; block < layers.length; block++) {
      for (int layer = 0; layer < layers[block]; layer++) {
        at = denseLayer(net, "denseblock" + (block + 1) + "/layer" + (layer + 1), at);
      }
      if (block < layers.length - 1) {
        at = transition(net, "transition" + (block + 1), at);
      }
    }
    return net.denseClassifier(net.normalised("norm5", at), CLASSES);
  }

  private static int denseLayer(NetworkBuilder net, String scope, int from) {
    int at = net.normalised(scope + "/norm1", from);
    at = net.conv(scope + "/conv1", at, 1, 1, 128, RELU);
    at = net.conv(scope + "/conv2", at, 3, 1, 32, NONE);
    return net.concat(scope + "/concat", from, at);
  }

  private static int transition(NetworkBuilder net, String scope, int from) {
    int at = net.normalised(scope + "/norm", from);
    at = net.conv(scope + "/conv", at, 1, 1, net.channels(from) / 2, NONE);
    return net.averagePool(scope + "/pool", at, Window.valid(2, 2));
  }
}
