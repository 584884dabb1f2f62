package io.edgewise.sim.workload.networks;

import static io.edgewise.sim.workload.Activation.NONE;
import static io.edgewise.sim.workload.Activation.RELU;

import io.edgewise.sim.workload.Activation;
import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.Window;
import io.edgewise.sim.workload.networks.NasBench201Cell.Edge;
import io.edgewise.sim.workload.networks.NasBench201Cell.Operation;
import java.util.List;

/**
 * A network of NAS-Bench-201 (arXiv 2001.00326) as it is deployed: stem, three stages of five cells
 * at 16, 32 and 64 channels with residual reductions between them, pooling and a dense layer.
 *
 * <p>A convolution of the benchmark is ReLU, convolution, normalisation. The normalisation is
 * folded into the convolution. The ReLU belongs to the node it reads: all convolutions that read a
 * node share it, and where nothing but convolutions reads the node, the layer that makes the node
 * applies it on its way out.
 */
final class NasBench201 {

  static final int RESOLUTION = 32;
  static final int CLASSES = 10;

  private static final int CELLS = 5;
  private static final int STAGES = 3;
  private static final int STEM_CHANNELS = 16;

  /** A node's tensor: its index, and that of its rectified form once a convolution asked. */
  private static final class Value {
    private final int index;
    private final boolean rectified;
    private int relu = -1;

    Value(int index, boolean rectified) {
      this.index = index;
      this.rectified = rectified;
    }
  }

  private final NetworkBuilder net;
  private final NasBench201Cell cell;

  /**
   * For each cell of a stage and each of its nodes: whether anything but a convolution reads it.
   */
  private final boolean[][] readRaw;

  private NasBench201(String name, NasBench201Cell cell, int resolution) {
    this.net = new NetworkBuilder(name, resolution);
    this.cell = cell;
    this.readRaw = readRaw(cell);
  }

  /**
   * Builds the network.
   *
   * @param architecture {@code |op~0|+|op~0|op~1|+|op~0|op~1|op~2|}
   * @throws IllegalArgumentException if the architecture cannot be read or connects nothing
   */
  static LayerGraph build(String name, String architecture, int resolution, int classes) {
    NasBench201Cell cell = NasBench201Cell.parse(architecture);
    return new NasBench201(name, cell, resolution).build(classes);
  }

  private LayerGraph build(int classes) {
    boolean fused = !readRaw[0][0];
    int stem = net.conv("stem", net.input(), 3, 1, STEM_CHANNELS, fused ? RELU : NONE);
    Value at = new Value(stem, fused);
    for (int stage = 0; stage < STAGES; stage++) {
      if (stage > 0) {
        at = reduction("reduction_" + stage, at, STEM_CHANNELS << stage);
      }
      for (int c = 0; c < CELLS; c++) {
        at = cell("stage_" + (stage + 1) + "/cell_" + (c + 1), at, readRaw[c]);
      }
    }
    int last = net.normalised("lastact", at.index);
    int pooled = net.globalAverage("avg_pool", last);
    net.dense("classifier", pooled, classes, NONE);
    return net.graph();
  }

  /** Backwards from the last cell of a stage, which a pooling or a normalisation reads. */
  private static boolean[][] readRaw(NasBench201Cell cell) {
    boolean[][] raw = new boolean[CELLS][];
    boolean outputRaw = true;
    for (int c = CELLS - 1; c >= 0; c--) {
      raw[c] = readRaw(cell, outputRaw);
      outputRaw = raw[c][0];
    }
    return raw;
  }

  private static boolean[] readRaw(NasBench201Cell cell, boolean outputRaw) {
    boolean[] raw = new boolean[NasBench201Cell.NODES];
    raw[raw.length - 1] = outputRaw;
    for (int node = raw.length - 2; node >= 0; node--) {
      for (Edge edge : cell.outOf(node)) {
        raw[node] |=
            isAlias(cell.into(edge.target()))
                ? raw[edge.target()]
                : !edge.operation().isConvolution();
      }
    }
    return raw;
  }

  /** A node that is nothing but a skip connection is the node it skips from. */
  private static boolean isAlias(List<Edge> into) {
    return into.size() == 1 && into.get(0).operation() == Operation.SKIP_CONNECT;
  }

  private Value cell(String scope, Value input, boolean[] raw) {
    Value[] nodes = new Value[NasBench201Cell.NODES];
    nodes[0] = input;
    for (int node = 1; node < nodes.length; node++) {
      List<Edge> into = cell.into(node);
      if (!into.isEmpty()) {
        nodes[node] = node(scope + "/node_" + node, nodes, into, !raw[node]);
      }
    }
    return nodes[nodes.length - 1];
  }

  /** The sum of what arrives, in the order of the edges. */
  private Value node(String scope, Value[] nodes, List<Edge> into, boolean rectify) {
    if (isAlias(into)) {
      return nodes[into.get(0).source()];
    }
    boolean single = into.size() == 1;
    boolean fused = rectify && !(single && !into.get(0).operation().isConvolution());
    int sum = -1;
    for (int i = 0; i < into.size(); i++) {
      Edge edge = into.get(i);
      Value source = nodes[edge.source()];
      String name = scope + "/" + edge.operation().label() + "_" + edge.source();
      int arrived = edge(name, edge.operation(), source, single && fused ? RELU : NONE);
      boolean lastSum = i == into.size() - 1;
      sum =
          i == 0
              ? arrived
              : net.sum(scope + "/add_" + i, sum, arrived, lastSum && fused ? RELU : NONE);
    }
    return new Value(sum, fused);
  }

  private int edge(String name, Operation operation, Value source, Activation activation) {
    int channels = net.channels(source.index);
    return switch (operation) {
      case NOR_CONV_1X1 -> net.conv(name, rectified(source), 1, 1, channels, activation);
      case NOR_CONV_3X3 -> net.conv(name, rectified(source), 3, 1, channels, activation);
      case AVG_POOL_3X3 -> net.averagePool(name, source.index, Window.same(3, 1));
      case SKIP_CONNECT -> source.index;
      case NONE -> throw new IllegalStateException("a cell keeps no none edges");
    };
  }

  private int rectified(Value value) {
    if (value.rectified) {
      return value.index;
    }
    if (value.relu < 0) {
      value.relu = net.add("relu_" + value.index, new Layer.Activate(RELU), value.index);
    }
    return value.relu;
  }

  /** A basic residual block with stride 2; its shortcut is an average and a 1x1 convolution. */
  private Value reduction(String scope, Value input, int channels) {
    int at = net.conv(scope + "/conv_a", rectified(input), 3, 2, channels, RELU);
    at = net.conv(scope + "/conv_b", at, 3, 1, channels, NONE);
    int shortcut = net.averagePool(scope + "/downsample_pool", input.index, Window.valid(2, 2));
    shortcut = net.conv(scope + "/downsample_conv", shortcut, 1, 1, channels, NONE);
    boolean fused = !readRaw[0][0];
    return new Value(net.sum(scope + "/add", shortcut, at, fused ? RELU : NONE), fused);
  }
}
