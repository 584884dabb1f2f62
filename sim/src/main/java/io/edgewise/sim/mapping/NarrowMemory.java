package io.edgewise.sim.mapping;

import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.LayerGraph.Node;
import io.edgewise.sim.workload.TensorShape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The activations that lie on one tile while each operator runs. A tensor is there from the
 * operator that makes it to the last one that reads it, with the borders that any of its readers
 * needs of the neighbours; what the network gives stays. Where everything fits, an input of the
 * network is released only after the second operator. (Reproduces the narrow memory of compiled
 * networks to the byte where nothing has to be cut into slabs.)
 */
final class NarrowMemory {

  /**
   * Held while an image comes in, and by operators with a single output position and by padding: so
   * many bytes and two rows, of 256 bytes at least. (Read off compiled networks: 784 bytes wherever
   * rows are short, 1,040, 1,808 and 3,344 for 128, 256 and 512 points of three channels.)
   */
  private static final long SCRATCH = 272;

  private static final long ROWS = 2;
  private static final long LEAST_ROW = 256;

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
    Halo[] halos = halos(mappings, mapper);
    for (int i = 0; i < bytes.length; i++) {
      Node node = graph.nodes().get(i);
      if (node.layer() instanceof Layer.Input && !isPaddedOnly(i)) {
        inputNodes[inputs++] = i;
      }
      bytes[i] = isInScratch(node) ? 0 : bytes(node, halos[i], mapper);
    }
  }

  /** The single position that a window comes to lies where its operator works. */
  private static boolean isInScratch(Node node) {
    return node.output().positions() == 1
        && !node.inputShapes().isEmpty()
        && node.inputShapes().get(0).positions() > 1;
  }

  private long bytes(Node node, Halo halo, Mapper mapper) {
    return isPadding(node)
        ? mapper.paddedBytesPerTile(node.output(), node.inputShapes().get(0), halo)
        : mapper.bytesPerTile(node.output(), halo);
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
  private Halo[] halos(LayerMapping[] mappings, Mapper mapper) {
    Halo[] halos = new Halo[bytes.length];
    Arrays.fill(halos, Halo.NONE);
    Arrays.fill(lastUse, -1);
    for (int x = 0; x < run.length; x++) {
      Node node = graph.nodes().get(run[x]);
      for (int k = 0; k < node.inputs().size(); k++) {
        int direct = node.inputs().get(k);
        int tensor = folding.tensor()[direct];
        lastUse[tensor] = x;
        Layer.@Nullable Pad pad = folding.pad(graph.nodes().get(direct));
        halos[tensor] =
            halos[tensor].or(
                pad == null
                    ? mappings[run[x]].halo()
                    : Halo.of(
                        node.layer(),
                        graph.nodes().get(tensor).output(),
                        pad,
                        node.output(),
                        mapper));
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
    long waiting = inputsAfter(-1);
    long live = fromHost();
    for (int x = 0; x < run.length; x++) {
      Node node = graph.nodes().get(run[x]);
      live += bytes[run[x]];
      needs[x] = live + waiting + scratch(node);
      for (int k = 0; k < node.inputs().size(); k++) {
        int tensor = folding.tensor()[node.inputs().get(k)];
        live -= isReleased(tensor, x, node, k) ? bytes[tensor] : 0;
      }
      live -= lastUse[run[x]] < 0 ? bytes[run[x]] : 0;
      waiting = x + 1 < inputHeld ? waiting : inputsAfter(x);
    }
    return needs;
  }

  /** Bytes of what the host makes before the accelerator is called. */
  private long fromHost() {
    boolean[] made = new boolean[bytes.length];
    for (int node : run) {
      made[node] = true;
    }
    long host = 0;
    for (int i = 0; i < bytes.length; i++) {
      boolean input = graph.nodes().get(i).layer() instanceof Layer.Input;
      host += !input && !made[i] && lastUse[i] >= 0 && lastUse[i] < run.length ? bytes[i] : 0;
    }
    return host;
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
    long live = 0;
    for (int i = 0; i < inputs; i++) {
      live += lastUse[inputNodes[i]] > x ? bytes[inputNodes[i]] : 0;
    }
    return live;
  }

  /** Rows of an image as they come over the link, or what padding and single positions need. */
  private long scratch(Node node) {
    long row = 0;
    for (int k = 0; k < node.inputs().size(); k++) {
      Node from = graph.nodes().get(folding.tensor()[node.inputs().get(k)]);
      TensorShape shape = from.output();
      row =
          from.layer() instanceof Layer.Input && shape.positions() > 1
              ? Math.max(row, (long) shape.width() * shape.channels())
              : row;
    }
    return row > 0 || node.output().positions() == 1 || node.layer() instanceof Layer.Pad
        ? SCRATCH + ROWS * Math.max(LEAST_ROW, row)
        : 0;
  }
}
