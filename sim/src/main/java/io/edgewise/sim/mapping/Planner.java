package io.edgewise.sim.mapping;

import static io.edgewise.sim.mapping.Extents.ceilDiv;

import io.edgewise.sim.accelerator.Memory;
import io.edgewise.sim.mapping.NetworkPlan.Operation;
import io.edgewise.sim.placement.Placement;
import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.LayerGraph.Node;
import io.edgewise.sim.workload.TensorShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lays whole networks on an accelerator: placement, folding, residency, activations, slabs. */
public final class Planner {

  /**
   * Operators that run before the buffer of a network's input is reused: read off the narrow memory
   * of compiled networks.
   */
  private static final int INPUT_HELD = 2;

  /**
   * The share that its border adds to a slab, times the square of the number of slabs: fitted to
   * the 16 spilled chains of convolutions on PCIe.
   */
  private static final double SLAB_BORDER = 0.86;

  /** The most slabs that those chains tell of; that no layer has more of them is assumed. */
  private static final int MOST_SLABS = 8;

  /** The plan, or why there is none. */
  public sealed interface Outcome {

    record Planned(NetworkPlan plan) implements Outcome {}

    record Impossible(String reason) implements Outcome {}
  }

  private final Mapper mapper;
  private final Memory memory;

  public Planner(Mapper mapper, Memory memory) {
    this.mapper = mapper;
    this.memory = memory;
  }

  /** Lays one network on the accelerator and its host. */
  public Outcome plan(LayerGraph graph) {
    return plan(graph, Occupancy.NONE);
  }

  /**
   * Lays one network on an accelerator and its host beside others.
   *
   * @param taken what the others have taken of the parameter memory
   */
  public Outcome plan(LayerGraph graph, Occupancy taken) {
    List<Node> nodes = graph.nodes();
    Placement placement = Placement.of(graph);
    Folding folding = Folding.of(graph);
    LayerMapping[] mappings = new LayerMapping[nodes.size()];
    int[] run = new int[nodes.size()];
    int operations = 0;
    for (int i = 1; i < mappings.length; i++) {
      Node node = nodes.get(i);
      if (node.layer() instanceof Layer.Input || placement.onHost(i)) {
        continue;
      }
      mappings[i] = mapper.map(node.layer(), node.inputShapes(), graph.weightScaling());
      if (!folding.isFolded(i)) {
        run[operations++] = i;
      }
    }
    return plan(graph, placement, folding, mappings, taken, Arrays.copyOf(run, operations));
  }

  private Outcome plan(
      LayerGraph graph,
      Placement placement,
      Folding folding,
      LayerMapping[] mappings,
      Occupancy taken,
      int[] run) {
    NarrowMemory narrow = new NarrowMemory(graph, folding, run, mappings, mapper);
    for (int x = 0; x < run.length; x++) {
      Node node = graph.nodes().get(run[x]);
      boolean whole = narrow.own(x) <= memory.narrowBytesPerTile();
      if (!whole && smallestSlab(node, mappings[run[x]]) > memory.narrowBytesPerTile()) {
        return new Outcome.Impossible(tooLarge(node, mappings[run[x]]));
      }
    }
    Slabs slabs = new Slabs(graph, folding, run, narrow, mapper, memory.narrowBytesPerTile());
    long narrowBytes = narrowBytes(narrow, slabs, run.length);
    Residency residency = Residency.of(mappings, memory.besideActivations(narrowBytes), taken);
    List<Operation> operations = new ArrayList<>(run.length);
    for (int x = 0; x < run.length; x++) {
      int node = run[x];
      operations.add(
          new Operation(
              node,
              mappings[node],
              slabs.cycles(x),
              residency.streamed()[node],
              residency.streamed()[node] == 0 ? 1 : fetches(graph.nodes().get(node))));
    }
    Crossing crossing = Crossing.of(graph, placement);
    return new Outcome.Planned(
        new NetworkPlan(
            operations,
            residency.residentBytes(),
            residency.streamedBytes(),
            residency.occupancy(),
            narrowBytes,
            placement,
            crossing.inBytes(),
            crossing.outBytes()));
  }

  private long narrowBytes(NarrowMemory narrow, Slabs slabs, int operations) {
    long[] needs = narrow.needs(slabs.peak() > 0 ? 1 : INPUT_HELD);
    long most = slabs.peak();
    for (int x = 0; x < operations; x++) {
      most = slabs.isCut(x) ? most : Math.max(most, needs[x]);
    }
    return Math.min(most, memory.narrowBytesPerTile());
  }

  /**
   * Counts how often a streamed convolution is fetched: once, and again for each slab of
   * activations that do not fit. What does not is known by its input and output, without their
   * borders; the slabs are a power of two, and the share of a slab's border falls with its square
   * (calibrated on the spilled chains of convolutions on PCIe).
   */
  private int fetches(Node node) {
    TensorShape input = node.inputShapes().get(0);
    double share =
        (double)
                (mapper.bytesPerTile(input, Halo.NONE)
                    + mapper.bytesPerTile(node.output(), Halo.NONE))
            / memory.narrowBytesPerTile();
    if (share <= 1) {
      return 1;
    }
    int slabs = 2;
    while (slabs < MOST_SLABS && share / 2 * (1 + SLAB_BORDER / (slabs * slabs)) > 1) {
      slabs *= 2;
    }
    return slabs + 1;
  }

  /** One row of output with the rows of input under it. */
  private long smallestSlab(Node node, LayerMapping mapping) {
    TensorShape input = node.inputShapes().get(0);
    long inputBytes = mapper.bytesPerTile(input, mapping.halo());
    long outputBytes = mapper.bytesPerTile(node.output(), Halo.NONE);
    if (input.positions() == 1) {
      return inputBytes + outputBytes;
    }
    int halo = Math.max(mapping.halo().rows(), mapping.halo().columns());
    int inputRows = ceilDiv(input.height(), mapper.tiles(true)) + mapping.halo().rows();
    int outputRows = ceilDiv(node.output().height(), mapper.tiles(true));
    return inputBytes / inputRows * (halo + 1) + outputBytes / outputRows;
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
