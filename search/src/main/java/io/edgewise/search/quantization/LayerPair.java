package io.edgewise.search.quantization;

import io.edgewise.sim.workload.Activation;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.LayerGraph.Node;
import io.edgewise.sim.workload.Padding;
import io.edgewise.sim.workload.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * Two convolutions of which the second alone reads what the first gives, with an activation between
 * that is none or ReLU: what is done to a channel on one side can be undone on the other.
 */
record LayerPair(Node first, Node second) {

  /** The pairs of a network, in its order. */
  static List<LayerPair> of(LayerGraph graph) {
    List<LayerPair> pairs = new ArrayList<>();
    for (Node first : graph.nodes()) {
      if (DeployableLayers.hasFilter(first.layer()) && isHomogeneous(first)) {
        List<Node> readers =
            graph.nodes().stream().filter(n -> n.inputs().contains(first.index())).toList();
        if (readers.size() == 1 && DeployableLayers.hasFilter(readers.get(0).layer())) {
          pairs.add(new LayerPair(first, readers.get(0)));
        }
      }
    }
    return pairs;
  }

  private static boolean isHomogeneous(Node node) {
    Activation activation = DeployableLayers.activation(node.layer());
    return activation == Activation.NONE || activation == Activation.RELU;
  }

  /** Returns whether the second reads zeros around what the first gives. */
  boolean readsPadding() {
    Window window = DeployableLayers.window(second.layer());
    boolean single = window.kernelHeight() == 1 && window.kernelWidth() == 1;
    return window.padding() != Padding.VALID && !single;
  }
}
