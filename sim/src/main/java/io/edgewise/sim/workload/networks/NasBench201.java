package io.edgewise.sim.workload.networks;

import static io.edgewise.sim.workload.Activation.NONE;
import static io.edgewise.sim.workload.Activation.RELU;

import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.Window;
import io.edgewise.sim.workload.networks.NasBench201Cell.Edge;
import java.util.List;

/**
 * A network of NAS-Bench-201 (arXiv 2001.00326) as it is deployed: stem, three stages of five cells
 * at 16, 32 and 64 channels with residual reductions between them, pooling and a dense layer.
 *
 * <p>A convolution of the benchmark is ReLU, convolution, normalisation. The normalisation is
 * folded into the convolution. Each convolution keeps a ReLU of its own, as in the benchmark's
 * code; where it is the only reader of its node a compiler folds it into the layer that makes the
 * node.
 */
final class NasBench201 {

  static final int RESOLUTION = 32;
  static final int CLASSES = 10;

  private static final int CELLS = 5;
  private static final int STAGES = 3;
  private static final int STEM_CHANNELS = 16;

  private final NetworkBuilder net;
  private final NasBench201Cell cell;

  private NasBench201(String name, NasBench201Cell cell, int resolution) {
    this.net = new NetworkBuilder(name, resolution);
    this.cell = cell;
  }

  /**
   * Builds the network.
   *
   * @param architecture {@code |op~0|+|op~0|op~1|+|op~0|op~1|op~2|}
   * @throws IllegalArgumentException if the architecture cannot be read or connects nothing
   */
  static LayerGraph build(String name, String architecture, int resolution, int classes) {
    return new NasBench201(name, NasBench201Cell.parse(architecture), resolution).build(classes);
  }

  private LayerGraph build(int classes) {
    int at = net.conv("stem", net.input(), 3, 1, STEM_CHANNELS, NONE);
    for (int stage = 0; stage < STAGES; stage++) {
      if (stage > 0) {
        at = reduction("reduction_" + stage, at, STEM_CHANNELS << stage);
      }
      for (int c = 0; c < CELLS; c++) {
        at = cell("stage_" + (stage + 1) + "/cell_" + (c + 1), at);
      }
    }
    int pooled = net.globalAverage("avg_pool", net.normalised("lastact", at));
    net.dense("classifier", pooled, classes, NONE);
    return net.graph();
  }

  private int cell(String scope, int input) {
    int[] nodes = new int[NasBench201Cell.NODES];
    nodes[0] = input;
    for (int node = 1; node < nodes.length; node++) {
      List<Edge> into = cell.into(node);
      if (!into.isEmpty()) {
        nodes[node] = node(scope + "/node_" + node, nodes, into);
      }
    }
    return nodes[nodes.length - 1];
  }

  /** The sum of what arrives, in the order of the edges. */
  private int node(String scope, int[] nodes, List<Edge> into) {
    int sum = edge(scope, nodes, into.get(0));
    for (int i = 1; i < into.size(); i++) {
      sum = net.sum(scope + "/add_" + i, sum, edge(scope, nodes, into.get(i)), NONE);
    }
    return sum;
  }

  private int edge(String scope, int[] nodes, Edge edge) {
    int source = nodes[edge.source()];
    String name = scope + "/" + edge.operation().label() + "_" + edge.source();
    return switch (edge.operation()) {
      case NOR_CONV_1X1 -> rectifiedConv(name, source, 1);
      case NOR_CONV_3X3 -> rectifiedConv(name, source, 3);
      case AVG_POOL_3X3 -> net.averagePool(name, source, Window.same(3, 1));
      case SKIP_CONNECT -> source;
      case NONE -> throw new IllegalStateException("a cell keeps no none edges");
    };
  }

  private int rectifiedConv(String name, int source, int kernel) {
    int relu = net.add(name + "/relu", new Layer.Activate(RELU), source);
    return net.conv(name, relu, kernel, 1, net.channels(source), NONE);
  }

  /** A basic residual block with stride 2; its shortcut is an average and a 1x1 convolution. */
  private int reduction(String scope, int input, int channels) {
    int relu = net.add(scope + "/relu", new Layer.Activate(RELU), input);
    int at = net.conv(scope + "/conv_a", relu, 3, 2, channels, RELU);
    at = net.conv(scope + "/conv_b", at, 3, 1, channels, NONE);
    int shortcut = net.averagePool(scope + "/downsample_pool", input, Window.valid(2, 2));
    shortcut = net.conv(scope + "/downsample_conv", shortcut, 1, 1, channels, NONE);
    return net.sum(scope + "/add", shortcut, at, NONE);
  }
}
