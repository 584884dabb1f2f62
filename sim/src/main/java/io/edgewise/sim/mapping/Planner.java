package io.edgewise.sim.mapping;

import static io.edgewise.sim.mapping.Extents.ceilDiv;

import io.edgewise.sim.accelerator.Memory;
import io.edgewise.sim.mapping.NetworkPlan.Operation;
import io.edgewise.sim.workload.Activation;
import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.LayerGraph.Node;
import io.edgewise.sim.workload.TensorShape;
import java.util.ArrayList;
import java.util.List;

/** Lays whole networks on an accelerator: folding, parameter placement, activations, slabs. */
public final class Planner {

  /** The plan, or why there is none. */
  public sealed interface Outcome {

    record Planned(NetworkPlan plan) implements Outcome {}

    record Impossible(String reason) implements Outcome {}
  }

  private final Mapper mapper;
  private final Memory memory;
  private final int tileRows;

  /**
   * @param tileRows tiles along y
   */
  public Planner(Mapper mapper, Memory memory, int tileRows) {
    this.mapper = mapper;
    this.memory = memory;
    this.tileRows = tileRows;
  }

  /** Lays one network on the accelerator. */
  public Outcome plan(LayerGraph graph) {
    List<Node> nodes = graph.nodes();
    int last = nodes.size() - 1;
    List<Integer> hostNodes = new ArrayList<>();
    for (Node node : nodes) {
      if (node.layer() instanceof Layer.Unsupported) {
        return new Outcome.Impossible(
            "layer " + node.name() + ": operator " + node.layer().operator() + " is not known");
      }
      if (hostNodes.isEmpty() && runsOnHost(node.layer())) {
        last = node.index() - 1;
      }
      if (node.index() > last) {
        hostNodes.add(node.index());
      }
    }
    return plan(graph, last, hostNodes);
  }

  private Outcome plan(LayerGraph graph, int last, List<Integer> hostNodes) {
    List<Node> nodes = graph.nodes();
    Folding folding = Folding.of(graph);
    LayerMapping[] mappings = new LayerMapping[nodes.size()];
    long[] parameterBytes = new long[last + 1];
    for (int i = 1; i <= last; i++) {
      Node node = nodes.get(i);
      mappings[i] = mapper.map(node.layer(), node.inputShapes(), graph.weightScaling());
      parameterBytes[i] = mappings[i].parameterBytes();
    }
    Placement placement = Placement.of(parameterBytes, memory);
    long[] needs = NarrowMemory.needs(graph, folding, mappings, mapper, last);
    List<Operation> operations = new ArrayList<>(last);
    long narrow = 0;
    for (int i = 1; i <= last; i++) {
      if (folding.isFolded(i)) {
        continue;
      }
      if (smallestSlab(nodes.get(i), mappings[i]) > memory.narrowBytesPerTile()) {
        return new Outcome.Impossible(tooLarge(nodes.get(i), mappings[i]));
      }
      narrow = Math.max(narrow, inSlabs(needs[i]));
      long slabCycles = slabCycles(nodes.get(i), mappings, folding);
      operations.add(new Operation(i, mappings[i], slabCycles, placement.streamed()[i]));
    }
    return new Outcome.Planned(
        new NetworkPlan(
            operations,
            placement.residentBytes(),
            placement.streamedBytes(),
            narrow,
            hostNodes,
            nodes.get(last).output().elements()));
  }

  /** Hard swish is the one operator here that the Edge TPU compiler does not take. */
  private static boolean runsOnHost(Layer layer) {
    Activation activation =
        layer instanceof Layer.Convolution c
            ? c.activation()
            : layer instanceof Layer.DepthwiseConvolution d
                ? d.activation()
                : layer instanceof Layer.FullyConnected f
                    ? f.activation()
                    : layer instanceof Layer.Elementwise e
                        ? e.activation()
                        : layer instanceof Layer.Activate a ? a.activation() : Activation.NONE;
    return activation == Activation.HARD_SWISH;
  }

  /**
   * Returns what is on a tile at once when the activations are cut into as many slabs as it takes.
   */
  private long inSlabs(long bytes) {
    return bytes / Math.max(1, ceilDiv(bytes, memory.narrowBytesPerTile()));
  }

  /**
   * Each cut makes the producer compute the rows again that both slabs need; the rows of a tile's
   * input that a window reaches beyond its stride.
   */
  private long slabCycles(Node node, LayerMapping[] mappings, Folding folding) {
    LayerMapping mapping = mappings[node.index()];
    int producer = folding.tensor()[node.inputs().get(0)];
    long slabs = ceilDiv(mapping.inputBytes() + mapping.outputBytes(), memory.narrowBytesPerTile());
    if (slabs <= 1 || mapping.haloRows() == 0 || producer == 0) {
      return 0;
    }
    int rows = ceilDiv(node.inputShapes().get(0).height(), tileRows);
    return (slabs - 1) * mapping.haloRows() * mappings[producer].work().busiestTileCycles() / rows;
  }

  /** One row of output with the rows of input under it. */
  private long smallestSlab(Node node, LayerMapping mapping) {
    TensorShape input = node.inputShapes().get(0);
    if (input.positions() == 1) {
      return mapping.inputBytes() + mapping.outputBytes();
    }
    int inputRows = ceilDiv(input.height(), tileRows) + mapping.haloRows();
    int outputRows = ceilDiv(node.output().height(), tileRows);
    return mapping.inputBytes() / inputRows * (mapping.haloRows() + 1)
        + mapping.outputBytes() / outputRows;
  }

  private String tooLarge(Node node, LayerMapping mapping) {
    return "layer "
        + node.name()
        + ": "
        + mapping.operator()
        + " on "
        + node.inputShapes().get(0)
        + " needs "
        + smallestSlab(node, mapping)
        + " bytes of a tile for one row; narrow memory has "
        + memory.narrowBytesPerTile();
  }
}
