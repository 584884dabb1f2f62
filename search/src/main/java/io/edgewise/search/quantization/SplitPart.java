package io.edgewise.search.quantization;

import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.LayerGraph.Node;
import io.edgewise.sim.workload.TensorShape;
import java.util.List;

/**
 * One of the equal parts that a tensor's channels are split into, as grouped convolutions need. A
 * layer graph has a slice for each part and does not say where it starts: the slices of one tensor
 * are its parts in order, and together they are the whole.
 *
 * @param number counts the parts from 0
 * @param siblings the slices of all parts, in order
 */
public record SplitPart(Node node, int number, List<Node> siblings) {

  /**
   * The part that a slice is.
   *
   * @throws IllegalArgumentException if the slices of its input are no equal parts of the channels
   */
  public static SplitPart of(LayerGraph graph, Node slice) {
    TensorShape whole = slice.inputShapes().get(0);
    List<Node> siblings =
        graph.nodes().stream()
            .filter(node -> node.layer() instanceof Layer.Slice)
            .filter(node -> node.inputs().equals(slice.inputs()))
            .toList();
    for (Node sibling : siblings) {
      TensorShape part = sibling.output();
      if (part.height() != whole.height()
          || part.width() != whole.width()
          || part.channels() * siblings.size() != whole.channels()) {
        throw new IllegalArgumentException(
            "layer "
                + slice.name()
                + ": "
                + siblings.size()
                + " slices of "
                + part
                + " are no equal parts of the channels of "
                + whole);
      }
    }
    return new SplitPart(slice, siblings.indexOf(slice), siblings);
  }

  public SplitPart {
    siblings = List.copyOf(siblings);
  }
}
