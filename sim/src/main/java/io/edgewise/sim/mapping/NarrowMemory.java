package io.edgewise.sim.mapping;

import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.LayerGraph.Node;
import java.util.Arrays;
import java.util.List;

/**
 * The activations that lie on one tile while each operator runs. A tensor is there from the
 * operator that makes it to the last one that reads it, with the borders that any of its readers
 * needs of the neighbours; what the network gives stays. Where everything fits, an input of the
 * network is released only after the second operator. (Reproduces the narrow memory of compiled
 * networks to the byte where nothing has to be cut into slabs.)
 */
final class NarrowMemory {

  /** Held by operators with a single output position and by padding, in every compiled network. */
  private static final long SCRATCH = 784;

  private final LayerGraph graph;
  private final Folding folding;
  private final int[] run;
  private final long[] bytes;
  private final int[] lastUse;
  private final int[] inputNodes;
  private int inputs;

  /**
   * @param run the nodes that run on the accelerator, in order
   */
  NarrowMemory(
      LayerGraph graph, Folding folding, int[] run, LayerMapping[] mappings, Mapper mapper) {
    this.graph = graph;
    this.folding = folding;
    this.run = run;
    this.bytes = new long[graph.nodes().size()];
    this.lastUse = new int[bytes.length];
    this.inputNodes = new int[bytes.length];
    Halo[] halos = halos(mappings);
    for (int i = 0; i < bytes.length; i++) {
      Node node = graph.nodes().get(i);
      if (node.layer() instanceof Layer.Input && !isPaddedOnly(i)) {
        inputNodes[inputs++] = i;
      }
      Halo halo = halos[i] == null ? Halo.NONE : halos[i];
      bytes[i] =
          isPadding(node)
              ? mapper.paddedBytesPerTile(node.output(), node.inputShapes().get(0), halo)
              : mapper.bytesPerTile(node.output(), halo);
    }
  }

  /** Tells whether a node is padding that is an operator of its own. */
  private boolean isPadding(Node node) {
    return node.layer() instanceof Layer.Pad && !folding.isFolded(node.index());
  }

  /** An image that is padded and nothing else arrives at its place in the padded tensor. */
  private boolean isPaddedOnly(int input) {
    boolean padded = false;
    for (Node node : graph.nodes()) {
      if (node.inputs().contains(input)) {
        if (!isPadding(node)) {
          return false;
        }
        padded = true;
      }
    }
    return padded;
  }

  /** Also finds the last operator that reads each tensor; -1 for none. */
  private Halo[] halos(LayerMapping[] mappings) {
    Halo[] halos = new Halo[bytes.length];
    Arrays.fill(lastUse, -1);
    for (int x = 0; x < run.length; x++) {
      List<Integer> inputs = graph.nodes().get(run[x]).inputs();
      Halo halo = mappings[run[x]].halo();
      for (int k = 0; k < inputs.size(); k++) {
        int tensor = folding.tensor()[inputs.get(k)];
        lastUse[tensor] = x;
        Halo known = halos[tensor];
        halos[tensor] =
            known == null || known.isNone()
                ? halo
                : new Halo(
                    Math.max(known.rows(), halo.rows()), Math.max(known.columns(), halo.columns()));
      }
    }
    for (int output : graph.outputs()) {
      lastUse[folding.tensor()[output]] = Integer.MAX_VALUE;
    }
    return halos;
  }

  /** Bytes of a tensor on a tile, borders included. */
  long bytes(int tensor) {
    return bytes[tensor];
  }

  /** Bytes of an operator's inputs and output on a tile, borders included. */
  long own(int x) {
    Node node = graph.nodes().get(run[x]);
    long own = bytes[run[x]];
    for (int k = 0; k < node.inputs().size(); k++) {
      own += bytes[folding.tensor()[node.inputs().get(k)]];
    }
    return own;
  }

  /**
   * Bytes on one tile while each operator runs, in the order of the run.
   *
   * @param inputHeld operators that run before the buffer of a network's input is reused
   */
  long[] needs(int inputHeld) {
    long[] needs = new long[run.length];
    long held = inputsAfter(-1);
    long live = fromHost();
    for (int x = 0; x < run.length; x++) {
      Node node = graph.nodes().get(run[x]);
      live += bytes[run[x]];
      needs[x] = live + held + scratch(node);
      for (int k = 0; k < node.inputs().size(); k++) {
        int tensor = folding.tensor()[node.inputs().get(k)];
        live -= isReleased(tensor, x, node, k) ? bytes[tensor] : 0;
      }
      live -= lastUse[run[x]] < 0 ? bytes[run[x]] : 0;
      held = x + 1 < inputHeld ? held : inputsAfter(x);
    }
    return needs;
  }

  /** Bytes of what the host makes before the accelerator is called. */
  private long fromHost() {
    boolean[] made = new boolean[bytes.length];
    for (int node : run) {
      made[node] = true;
    }
    long held = 0;
    for (int i = 0; i < bytes.length; i++) {
      boolean input = graph.nodes().get(i).layer() instanceof Layer.Input;
      held += !input && !made[i] && lastUse[i] >= 0 && lastUse[i] < run.length ? bytes[i] : 0;
    }
    return held;
  }

  /**
   * Tells whether an operand is read for the last time; one that is read twice at once counts once.
   */
  private boolean isReleased(int tensor, int x, Node node, int k) {
    boolean made =
        !(graph.nodes().get(tensor).layer() instanceof Layer.Input) && lastUse[tensor] == x;
    for (int j = 0; made && j < k; j++) {
      made = folding.tensor()[node.inputs().get(j)] != tensor;
    }
    return made;
  }

  /** Bytes of the network's inputs that are read after an operator. */
  private long inputsAfter(int x) {
    long held = 0;
    for (int i = 0; i < inputs; i++) {
      held += lastUse[inputNodes[i]] > x ? bytes[inputNodes[i]] : 0;
    }
    return held;
  }

  private static long scratch(Node node) {
    return node.output().positions() == 1 || node.layer() instanceof Layer.Pad ? SCRATCH : 0;
  }
}
