package io.edgewise.sim.placement;

import io.edgewise.sim.workload.Hindrance;
import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.LayerGraph.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A placement tells where the operators of a network run. One is on the host if its own judgement
 * says so ({@link MappedOperators}; for those of files the rules on their tensors, too, which a
 * layer that was read from one carries along as a {@link Hindrance}), or if it depends on an
 * operator of the host that itself depends on the device: the device is called once an inference.
 * (The rule gives the operator counts of all 27 public pairs of a file and its compiled twin.)
 */
public final class Placement {

  private static final int NOTHING = -1;

  private final Judgement[] judgements;
  private final int[] causes;
  private final List<Integer> hostNodes = new ArrayList<>(0);

  /**
   * A part is what is placed: a layer of a graph, or an operator of a file.
   *
   * @param inputs indices of earlier ones that it takes results of
   * @param own where it runs as far as it depends on no other
   * @param isInput whether it is an input of the network, which nobody runs
   */
  private record Part(String name, List<Integer> inputs, Judgement own, boolean isInput) {}

  private Placement(List<Part> parts) {
    int count = parts.size();
    judgements = new Judgement[count];
    causes = new int[count];
    boolean[] fromDevice = new boolean[count];
    // For each part the first operator of the host that it depends on and that needs the device.
    int[] hindrance = new int[count];
    for (int i = 0; i < count; i++) {
      Part part = parts.get(i);
      hindrance[i] = NOTHING;
      for (int input : part.inputs()) {
        fromDevice[i] |= fromDevice[input];
        hindrance[i] = hindrance[i] == NOTHING ? hindrance[input] : hindrance[i];
      }
      boolean depends = hindrance[i] != NOTHING && !part.own().isHost() && !part.isInput();
      causes[i] = depends ? hindrance[i] : NOTHING;
      judgements[i] = depends ? dependent(parts.get(hindrance[i])) : part.own();
      boolean host = judgements[i].isHost();
      hindrance[i] = host && fromDevice[i] && hindrance[i] == NOTHING ? i : hindrance[i];
      fromDevice[i] |= !host && !part.isInput();
      if (host) {
        hostNodes.add(i);
      }
    }
  }

  private static Judgement dependent(Part cause) {
    return Judgement.host(
        "it depends on " + cause.name() + ", which the host makes of the device's results",
        "change that one",
        "the device is called once an inference");
  }

  /** Places the layers of a network. */
  public static Placement of(LayerGraph graph) {
    List<Node> nodes = graph.nodes();
    List<Part> parts = new ArrayList<>(nodes.size());
    for (Node node : nodes) {
      parts.add(part(node, nodes));
    }
    return new Placement(parts);
  }

  private static Part part(Node node, List<Node> nodes) {
    if (node.layer() instanceof Layer.Input) {
      return new Part(node.name(), node.inputs(), Judgement.DEVICE, true);
    }
    Optional<Hindrance> hindrance = node.standing().hindrance();
    Judgement own = hindrance.isPresent() ? Judgement.of(hindrance.get()) : ofKind(node, nodes);
    return new Part(node.name(), node.inputs(), own, false);
  }

  private static Judgement ofKind(Node node, List<Node> nodes) {
    boolean eightBit = node.standing().eightBit();
    for (int k = 0; k < node.inputs().size() && eightBit; k++) {
      eightBit = nodes.get(node.inputs().get(k)).standing().eightBit();
    }
    return MappedOperators.judge(new NodeOperator(node, eightBit));
  }

  /** Places the operators of a file, in the order of their execution. */
  public static Placement of(List<FileOperator> operators) {
    Map<Integer, Integer> makers = new HashMap<>();
    List<Part> parts = new ArrayList<>();
    for (FileOperator operator : operators) {
      List<Integer> inputs =
          operator.inputs().stream()
              .map(input -> makers.get(input.tensor()))
              .filter(Objects::nonNull)
              .distinct()
              .toList();
      int index = parts.size();
      operator.outputs().forEach(output -> makers.put(output.tensor(), index));
      parts.add(new Part(operator.label(), inputs, FileRules.judge(operator), false));
    }
    return new Placement(parts);
  }

  /** The judgement of a node; an input of the network is nobody's, and judged as the device's. */
  public Judgement of(int node) {
    return judgements[node];
  }

  /** The node because of which alone the host runs this one; nothing if there is none. */
  public OptionalInt cause(int node) {
    return causes[node] == NOTHING ? OptionalInt.empty() : OptionalInt.of(causes[node]);
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
