package io.edgewise.sim.placement;

import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.LayerGraph.Node;
import java.util.ArrayList;
import java.util.List;

/**
 * A placement tells where the operators of a network run. One is on the host if {@link
 * MappedOperators} says so, or if it depends on an operator of the host that itself depends on the
 * device: the device is called once an inference. (The rule gives the operator counts of all 27
 * public pairs of a file and its compiled twin.)
 */
public final class Placement {

  private static final int NOTHING = -1;

  private final Judgement[] judgements;
  private final List<Integer> hostNodes = new ArrayList<>(0);

  private Placement(Judgement[] judgements) {
    this.judgements = judgements;
    for (int i = 0; i < judgements.length; i++) {
      if (judgements[i].isHost()) {
        hostNodes.add(i);
      }
    }
  }

  /** Places one network. */
  public static Placement of(LayerGraph graph) {
    List<Node> nodes = graph.nodes();
    Judgement[] judgements = new Judgement[nodes.size()];
    boolean[] fromDevice = new boolean[nodes.size()];
    // For each node the first operator of the host that it depends on and that needs the device.
    int[] cause = new int[nodes.size()];
    for (int i = 0; i < judgements.length; i++) {
      Node node = nodes.get(i);
      cause[i] = NOTHING;
      boolean eightBit = node.eightBit();
      for (int k = 0; k < node.inputs().size(); k++) {
        int input = node.inputs().get(k);
        fromDevice[i] |= fromDevice[input];
        cause[i] = cause[i] == NOTHING ? cause[input] : cause[i];
        eightBit &= nodes.get(input).eightBit();
      }
      if (node.layer() instanceof Layer.Input) {
        judgements[i] = Judgement.DEVICE;
        continue;
      }
      judgements[i] = judge(new NodeOperator(node, eightBit), cause[i], nodes);
      boolean host = judgements[i].isHost();
      cause[i] = host && fromDevice[i] && cause[i] == NOTHING ? i : cause[i];
      fromDevice[i] |= !host;
    }
    return new Placement(judgements);
  }

  private static Judgement judge(Operator operator, int cause, List<Node> nodes) {
    Judgement own = MappedOperators.judge(operator);
    return cause == NOTHING || own.isHost()
        ? own
        : Judgement.host(
            "it depends on "
                + nodes.get(cause).name()
                + ", which the host makes of the device's results",
            "change that one",
            "the device is called once an inference");
  }

  /** The judgement of a node; an input of the network is nobody's, and judged as the device's. */
  public Judgement of(int node) {
    return judgements[node];
  }

  /** Tells whether the host runs a node. */
  public boolean onHost(int node) {
    return judgements[node].isHost();
  }

  /** The nodes that the host runs, in order. */
  public List<Integer> hostNodes() {
    return hostNodes;
  }
}
