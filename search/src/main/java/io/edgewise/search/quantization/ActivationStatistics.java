package io.edgewise.search.quantization;

import io.edgewise.sim.workload.LayerGraph.Node;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;

/**
 * Statistics tell what a network's activations are over calibration images. The images are seen
 * twice: for the ranges, then for what lies within them. The result does not depend on the order in
 * which images end.
 */
final class ActivationStatistics {

  private final List<Node> nodes;
  private final Map<String, Range> ranges;
  private final Map<String, Histogram> histograms;
  private final Map<String, double[]> means;

  private ActivationStatistics(
      List<Node> nodes,
      Map<String, Range> ranges,
      Map<String, Histogram> histograms,
      Map<String, double[]> means) {
    this.nodes = nodes;
    this.ranges = ranges;
    this.histograms = histograms;
    this.means = means;
  }

  /**
   * Observes a network.
   *
   * @param images as the network takes them, HWC
   * @throws IllegalArgumentException if an activation is no finite number; the message names the
   *     layer
   */
  static ActivationStatistics of(
      FloatNetwork network, FloatInference inference, List<float[]> images) {
    List<Node> nodes = network.graph().nodes();
    Map<String, Range> ranges = MinMaxCalibration.ranges(network, inference, images);
    List<AtomicLongArray> counts =
        nodes.stream().map(node -> new AtomicLongArray(Histogram.BINS)).toList();
    List<List<double[]>> ofImages =
        images.parallelStream()
            .map(image -> observe(nodes, ranges, counts, inference.run(image)))
            .toList();
    Map<String, Histogram> histograms = new HashMap<>();
    Map<String, double[]> means = new HashMap<>();
    for (Node node : nodes) {
      AtomicLongArray all = counts.get(node.index());
      long[] bins = IntStream.range(0, all.length()).mapToLong(all::get).toArray();
      Range range = DeployableLayers.find(ranges, node);
      histograms.put(node.name(), new Histogram(range, bins));
      means.put(node.name(), mean(ofImages.stream().map(i -> i.get(node.index())).toList()));
    }
    return new ActivationStatistics(nodes, ranges, histograms, means);
  }

  private static List<double[]> observe(
      List<Node> nodes,
      Map<String, Range> ranges,
      List<AtomicLongArray> counts,
      List<float[]> values) {
    for (Node node : nodes) {
      long[] ofImage = new long[Histogram.BINS];
      Histogram.count(values.get(node.index()), DeployableLayers.find(ranges, node), ofImage);
      for (int i = 0; i < ofImage.length; i++) {
        if (ofImage[i] > 0) {
          counts.get(node.index()).addAndGet(i, ofImage[i]);
        }
      }
    }
    return nodes.stream().map(node -> channelMeans(node, values.get(node.index()))).toList();
  }

  private static double[] channelMeans(Node node, float[] values) {
    double[] sums = new double[node.output().channels()];
    for (int i = 0; i < values.length; i++) {
      sums[i % sums.length] += values[i];
    }
    double positions = values.length / (double) sums.length;
    return Arrays.stream(sums).map(sum -> sum / positions).toArray();
  }

  private static double[] mean(List<double[]> ofImages) {
    double[] mean = new double[ofImages.get(0).length];
    for (double[] one : ofImages) {
      for (int c = 0; c < mean.length; c++) {
        mean[c] += one[c] / ofImages.size();
      }
    }
    return mean;
  }

  /** The ranges of all activations by a method, by the name of their node. */
  Map<String, Range> ranges(RangeMethod method) {
    Map<String, Range> chosen = new HashMap<>(ranges);
    for (Node node : nodes) {
      Range range = DeployableLayers.find(ranges, node);
      if (range.max() > range.min()) {
        chosen.put(node.name(), method.of(DeployableLayers.find(histograms, node)));
      }
    }
    return chosen;
  }

  /** The mean of each channel of a node's output. */
  double[] channelMeans(Node node) {
    return DeployableLayers.find(means, node);
  }
}
