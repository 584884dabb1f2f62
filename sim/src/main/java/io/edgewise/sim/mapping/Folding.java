package io.edgewise.sim.mapping;

import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.LayerGraph.Node;
import io.edgewise.sim.workload.Window;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A folding is what a compiler folds away: padding becomes part of the window that reads it
 * (padding that no window reads is an operator of its own), a reshape renames its input, and a
 * clamp goes into the operator that makes its only input, if nobody else reads that and the
 * operator requantises (pooling and copies do not).
 *
 * @param tensor for each node the node whose tensor it is: itself, or the one it is folded into
 */
record Folding(int[] tensor) {

  static Folding of(LayerGraph graph) {
    List<Node> nodes = graph.nodes();
    int[] readers = readers(nodes);
    int[] tensor = new int[nodes.size()];
    for (Node node : nodes) {
      int i = node.index();
      tensor[i] = folds(node, nodes, readers) ? tensor[node.inputs().get(0)] : i;
    }
    return new Folding(tensor);
  }

  boolean isFolded(int node) {
    return tensor[node] != node;
  }

  /** The padding that a node is, if it is folded into the window that reads it. */
  Layer.@Nullable Pad pad(Node node) {
    return node.layer() instanceof Layer.Pad pad && isFolded(node.index()) ? pad : null;
  }

  private static boolean folds(Node node, List<Node> nodes, int[] readers) {
    if (node.layer() instanceof Layer.Reshape) {
      return true;
    }
    if (node.layer() instanceof Layer.Pad p) {
      return isReadByWindow(node.index(), p, nodes);
    }
    if (!(node.layer() instanceof Layer.Activate a) || !a.activation().isClamp()) {
      return false;
    }
    Node producer = nodes.get(node.inputs().get(0));
    return readers[producer.index()] == 1 && requantises(producer.layer());
  }

  /** Tells whether the first reader's window reaches as far as the padding. */
  private static boolean isReadByWindow(int pad, Layer.Pad padding, List<Node> nodes) {
    for (int i = pad + 1; i < nodes.size(); i++) {
      Node reader = nodes.get(i);
      if (reader.inputs().contains(pad)) {
        @Nullable Window window = Halo.window(reader.layer());
        return window != null
            && (window.kernelHeight() - 1) * window.dilationHeight() >= padding.bottom()
            && (window.kernelWidth() - 1) * window.dilationWidth() >= padding.right()
            && window.kernelPositions() > 1;
      }
    }
    return false;
  }

  private static boolean requantises(Layer layer) {
    return layer instanceof Layer.Convolution
        || layer instanceof Layer.DepthwiseConvolution
        || layer instanceof Layer.FullyConnected
        || layer instanceof Layer.Elementwise
        || layer instanceof Layer.ElementwiseConstant;
  }

  private static int[] readers(List<Node> nodes) {
    int[] readers = new int[nodes.size()];
    for (Node node : nodes) {
      for (int k = 0; k < node.inputs().size(); k++) {
        readers[node.inputs().get(k)]++;
      }
    }
    return readers;
  }
}
