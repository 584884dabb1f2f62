package io.edgewise.search.quantization;

import io.edgewise.sim.workload.LayerGraph.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Ranges of activations by least and largest value over calibration images (arXiv 1712.05877,
 * section 3.1, without the moving average: the images are seen once).
 */
public final class MinMaxCalibration {

  private MinMaxCalibration() {}

  /**
   * The range of every node's output, by name.
   *
   * @param images as the network takes them, HWC
   * @throws IllegalArgumentException if an activation is no finite number; the message names the
   *     layer
   */
  public static Map<String, Range> ranges(FloatNetwork network, List<float[]> images) {
    return ranges(network, new FloatEvaluation(network), images);
  }

  static Map<String, Range> ranges(
      FloatNetwork network, FloatInference inference, List<float[]> images) {
    // Minimum and maximum do not depend on the order in which images end.
    Map<String, Range> ranges =
        images.parallelStream()
            .map(image -> ofImage(network, inference.run(image)))
            .reduce(Map.of(), MinMaxCalibration::union);
    requireFinite(network, ranges);
    return ranges;
  }

  /** The first layer in the network's order is named, whichever image came upon one first. */
  private static void requireFinite(FloatNetwork network, Map<String, Range> ranges) {
    for (Node node : network.graph().nodes()) {
      Range range = ranges.get(node.name());
      if (range != null && !range.isFinite()) {
        throw new IllegalArgumentException(
            "layer "
                + node.name()
                + " has an activation that is "
                + (Double.isFinite(range.min()) ? range.max() : range.min()));
      }
    }
  }

  private static Map<String, Range> ofImage(FloatNetwork network, List<float[]> values) {
    Map<String, Range> ranges = new HashMap<>();
    List<Node> nodes = network.graph().nodes();
    IntStream.range(0, nodes.size())
        .forEach(i -> ranges.put(nodes.get(i).name(), Range.of(values.get(i))));
    return ranges;
  }

  private static Map<String, Range> union(Map<String, Range> a, Map<String, Range> b) {
    Map<String, Range> union = new HashMap<>(a);
    b.forEach((name, range) -> union.merge(name, range, Range::union));
    return union;
  }
}
