package io.edgewise.sim.mapping;

import io.edgewise.sim.placement.Placement;
import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.LayerGraph.Node;
import java.util.List;

/**
 * Activations that cross the border between host and device, each tensor once each way.
 *
 * @param inBytes what the device takes in
 * @param outBytes what it gives
 */
record Crossing(long inBytes, long outBytes) {

  static Crossing of(LayerGraph graph, Placement placement) {
    List<Node> nodes = graph.nodes();
    boolean[] in = new boolean[nodes.size()];
    boolean[] out = new boolean[nodes.size()];
    for (Node node : nodes) {
      boolean onHost = placement.onHost(node.index());
      for (int k = 0; k < node.inputs().size(); k++) {
        int input = node.inputs().get(k);
        boolean fromHost =
            placement.onHost(input) || nodes.get(input).layer() instanceof Layer.Input;
        in[input] |= fromHost && !onHost;
        out[input] |= !fromHost && onHost;
      }
    }
    for (int output : graph.outputs()) {
      out[output] |= !placement.onHost(output);
    }
    return new Crossing(bytes(nodes, in), bytes(nodes, out));
  }

  private static long bytes(List<Node> nodes, boolean[] crosses) {
    long bytes = 0;
    for (int i = 0; i < crosses.length; i++) {
      bytes += crosses[i] ? nodes.get(i).output().elements() : 0;
    }
    return bytes;
  }
}
