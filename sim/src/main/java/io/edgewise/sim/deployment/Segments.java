package io.edgewise.sim.deployment;

import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.LayerGraph.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The segments of a network are its runs of layers in the order of execution, each a network by
 * itself: it takes in what its layers read from before it, and gives what is read after it.
 */
final class Segments {

  private final LayerGraph graph;
  private final List<Node> layers;
  private final int[] lastReader;

  Segments(LayerGraph graph) {
    this.graph = graph;
    this.layers = graph.nodes().stream().filter(node -> !isInput(node)).toList();
    this.lastReader = new int[graph.nodes().size()];
    graph.nodes().forEach(node -> node.inputs().forEach(i -> lastReader[i] = node.index()));
    graph.outputs().forEach(output -> lastReader[output] = Integer.MAX_VALUE);
  }

  /** The layers of the network, its inputs left out. */
  List<Node> layers() {
    return layers;
  }

  /** The network of the layers from one, inclusive, to another, exclusive. */
  LayerGraph cut(int from, int to) {
    List<Node> cut = layers.subList(from, to);
    Map<Integer, Integer> places = new HashMap<>();
    LayerGraph.Builder builder = inputs(cut, places);
    List<Integer> outputs = new ArrayList<>();
    int last = cut.get(cut.size() - 1).index();
    for (Node node : cut) {
      int[] inputs = node.inputs().stream().mapToInt(i -> places.getOrDefault(i, i)).toArray();
      int place = builder.add(node.name(), node.layer(), node.standing(), inputs);
      places.put(node.index(), place);
      if (lastReader[node.index()] > last) {
        outputs.add(place);
      }
    }
    return builder
        .weightScaling(graph.weightScaling())
        .images(graph.images())
        .outputs(outputs)
        .build();
  }

  /**
   * Starts a segment with what it reads from before it.
   *
   * @param places where a node of the network lies in the segment; is filled
   */
  private LayerGraph.Builder inputs(List<Node> cut, Map<Integer, Integer> places) {
    SortedSet<Integer> reads = new TreeSet<>();
    cut.forEach(node -> reads.addAll(node.inputs()));
    cut.forEach(node -> reads.remove(node.index()));
    Node first = graph.nodes().get(reads.first());
    LayerGraph.Builder builder = LayerGraph.builder(graph.name(), first.output(), first.standing());
    places.put(first.index(), LayerGraph.Builder.INPUT);
    for (int read : reads.tailSet(first.index() + 1)) {
      Node node = graph.nodes().get(read);
      places.put(read, builder.add(node.name(), new Layer.Input(node.output()), node.standing()));
    }
    return builder;
  }

  private static boolean isInput(Node node) {
    return node.layer() instanceof Layer.Input;
  }
}
