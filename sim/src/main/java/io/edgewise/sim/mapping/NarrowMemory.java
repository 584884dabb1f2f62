package io.edgewise.sim.mapping;

import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.LayerGraph.Node;
import java.util.List;

/**
 * The activations that lie on one tile while each node runs. A tensor is there from the node that
 * makes it to the last one that reads it, with the borders that any of its readers needs of the
 * neighbours. The network's input is released only after the second operator. (Reproduces the
 * narrow memory of the compiled networks to the byte where nothing has to be cut into slabs.)
 */
final class NarrowMemory {

  /** Operators that run before the buffer of the network's input is reused. */
  private static final int INPUT_HELD = 2;

  private NarrowMemory() {}

  /**
   * Bytes on one tile while each node runs; 0 for folded nodes.
   *
   * @param last the last node that runs on the accelerator
   */
  static long[] needs(
      LayerGraph graph, Folding folding, LayerMapping[] mappings, Mapper mapper, int last) {
    List<Node> nodes = graph.nodes();
    int[] halo = halos(nodes, folding, mappings, last);
    long[] bytes = new long[nodes.size()];
    long[] needs = new long[nodes.size()];
    long live = bytes[0] = mapper.bytesPerTile(nodes.get(0).output(), halo[0]);
    int run = 0;
    boolean inputDue = false;
    for (int i = 1; i <= last; i++) {
      if (!folding.isFolded(i)) {
        bytes[i] = mapper.bytesPerTile(nodes.get(i).output(), halo[i]);
        live += bytes[i];
        needs[i] = live;
        run++;
      }
      for (int k = 0; k < nodes.get(i).inputs().size(); k++) {
        int tensor = folding.tensor()[nodes.get(i).inputs().get(k)];
        if (folding.lastUse()[tensor] == i && tensor != folding.tensor()[i]) {
          inputDue |= tensor == 0;
          live -= tensor == 0 ? 0 : bytes[tensor];
          bytes[tensor] = tensor == 0 ? bytes[0] : 0;
        }
      }
      if (inputDue && run >= INPUT_HELD) {
        live -= bytes[0];
        bytes[0] = 0;
      }
    }
    return needs;
  }

  private static int[] halos(List<Node> nodes, Folding folding, LayerMapping[] mappings, int last) {
    int[] halo = new int[nodes.size()];
    for (int i = 1; i <= last; i++) {
      for (int k = 0; k < nodes.get(i).inputs().size(); k++) {
        int tensor = folding.tensor()[nodes.get(i).inputs().get(k)];
        halo[tensor] = Math.max(halo[tensor], mappings[i].haloRows());
      }
    }
    return halo;
  }
}
