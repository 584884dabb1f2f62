package io.edgewise.sim.placement;

import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.LayerGraph.Node;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the operators of a network run. One is on the host if its kind is not mapped, or if an
 * input or the output is not of 8-bit integers, or if it depends on an operator of the host that
 * itself depends on the device: the device is called once an inference. (The rule gives the
 * operator counts of all 27 public pairs of a file and its compiled twin.)
 *
 * @param reasons one entry a node: why it runs on the host; null where the device runs it
 */
public record Placement(@Nullable String[] reasons) {

  private static final byte BEFORE = 0;
  private static final byte FROM_DEVICE = 1;
  private static final byte AFTER_DEVICE = 2;

  /** Places one network. */
  public static Placement of(LayerGraph graph) {
    List<Node> nodes = graph.nodes();
    @Nullable String[] reasons = new @Nullable String[nodes.size()];
    byte[] stage = new byte[nodes.size()];
    for (int i = 0; i < reasons.length; i++) {
      Node node = nodes.get(i);
      if (node.layer() instanceof Layer.Input) {
        continue;
      }
      byte latest = BEFORE;
      boolean eightBit = node.eightBit();
      for (int k = 0; k < node.inputs().size(); k++) {
        int input = node.inputs().get(k);
        latest = (byte) Math.max(latest, stage[input]);
        eightBit &= nodes.get(input).eightBit();
      }
      reasons[i] = reason(node, latest, eightBit);
      stage[i] = stage(latest, reasons[i] == null);
    }
    return new Placement(reasons);
  }

  private static @Nullable String reason(Node node, byte latest, boolean eightBit) {
    @Nullable String refusal = MappedOperators.refusal(node);
    if (refusal == null && !eightBit) {
      return "an input or its output is not of 8-bit integers";
    }
    return refusal == null && latest == AFTER_DEVICE
        ? "it depends on what the host makes of the device's results"
        : refusal;
  }

  private static byte stage(byte latest, boolean onDevice) {
    if (onDevice) {
      return FROM_DEVICE;
    }
    return latest == BEFORE ? BEFORE : AFTER_DEVICE;
  }

  /** Whether the host runs a node; the network's inputs are nobody's. */
  public boolean onHost(int node) {
    return reasons[node] != null;
  }

  /** The nodes that the host runs, in order. */
  public List<Integer> hostNodes() {
    List<Integer> nodes = new ArrayList<>(0);
    for (int i = 0; i < reasons.length; i++) {
      if (reasons[i] != null) {
        nodes.add(i);
      }
    }
    return nodes;
  }
}
