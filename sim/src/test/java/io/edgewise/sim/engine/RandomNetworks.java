package io.edgewise.sim.engine;

import io.edgewise.sim.workload.Activation;
import io.edgewise.sim.workload.ElementwiseKind;
import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.PoolingKind;
import io.edgewise.sim.workload.TensorShape;
import io.edgewise.sim.workload.Window;
import java.util.Random;

/** Seeded networks with every operator. */
final class RandomNetworks {

  private RandomNetworks() {}

  static LayerGraph network(long seed) {
    Random random = new Random(seed);
    int extent = 8 + random.nextInt(120);
    LayerGraph.Builder net =
        LayerGraph.builder("random" + seed, new TensorShape(extent, extent + random.nextInt(9), 3));
    int last = net.add("stem", conv(random, 3, 2), LayerGraph.Builder.INPUT);
    int layers = 3 + random.nextInt(20);
    for (int i = 0; i < layers; i++) {
      last = layer(net, "layer" + i, last, random);
    }
    last = net.add("mean", new Layer.GlobalPooling(PoolingKind.AVERAGE), last);
    last =
        net.add("dense", new Layer.FullyConnected(1 + random.nextInt(1500), Activation.NONE), last);
    net.add("softmax", new Layer.Softmax(), last);
    return net.build();
  }

  private static int layer(LayerGraph.Builder net, String name, int last, Random random) {
    int kernel = 1 + 2 * random.nextInt(3);
    Window window = Window.same(kernel, 1 + random.nextInt(2));
    return switch (random.nextInt(8)) {
      case 0, 1 -> net.add(name, conv(random, kernel, 1 + random.nextInt(2)), last);
      case 2 -> net.add(name, new Layer.DepthwiseConvolution(window, 1, Activation.RELU6), last);
      case 3 -> net.add(name, new Layer.Pooling(PoolingKind.MAXIMUM, window), last);
      case 4 -> net.add(name, new Layer.Pooling(PoolingKind.AVERAGE, window), last);
      case 5 -> {
        int branch = net.add(name + "/branch", conv(random, 1, 1), last);
        yield net.add(name, new Layer.Concatenation(), last, branch);
      }
      case 6 -> {
        int gate = net.add(name + "/gate", new Layer.Activate(Activation.SIGMOID), last);
        yield net.add(
            name, new Layer.Elementwise(ElementwiseKind.ADD, Activation.NONE), last, gate);
      }
      default -> net.add(name, new Layer.Activate(Activation.RELU), last);
    };
  }

  private static Layer conv(Random random, int kernel, int stride) {
    return new Layer.Convolution(
        Window.same(kernel, stride), 1 + random.nextInt(300), Activation.RELU);
  }
}
