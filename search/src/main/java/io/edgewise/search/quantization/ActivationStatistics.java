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
  private final Map<String, Channels> channels;

  /** The mean and the least value of each channel of an activation. */
  private record Channels(double[] means, double[] leasts) {}

  private ActivationStatistics(
      List<Node> nodes,
      Map<String, Range> ranges,
      Map<String, Histogram> histograms,
      Map<String, Channels> channels) {
    this.nodes = nodes;
    this.ranges = ranges;
    this.histograms = histograms;
    this.channels = channels;
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
    List<List<Channels>> ofImages =
        images.parallelStream()
            .map(image -> observe(nodes, ranges, counts, inference.run(image)))
            .toList();
    Map<String, Histogram> histograms = new HashMap<>();
    Map<String, Channels> channels = new HashMap<>();
    for (Node node : nodes) {
      AtomicLongArray all = counts.get(node.index());
      long[] bins = IntStream.range(0, all.length()).mapToLong(all::get).toArray();
      Range range = DeployableLayers.find(ranges, node);
      histograms.put(node.name(), new Histogram(range, bins));
      channels.put(node.name(), together(ofImages.stream().map(i -> i.get(node.index())).toList()));
    }
    return new ActivationStatistics(nodes, ranges, histograms, channels);
  }

  private static List<Channels> observe(
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
    return nodes.stream().map(node -> channels(node, values.get(node.index()))).toList();
  }

  private static Channels channels(Node node, float[] values) {
    double[] sums = new double[node.output().channels()];
    double[] leasts = new double[sums.length];
    Arrays.fill(leasts, Double.POSITIVE_INFINITY);
    for (int i = 0; i < values.length; i++) {
      int channel = i % sums.length;
      sums[channel] += values[i];
      leasts[channel] = Math.min(leasts[channel], values[i]);
    }
    double positions = values.length / (double) sums.length;
    return new Channels(Arrays.stream(sums).map(sum -> sum / positions).toArray(), leasts);
  }

  private static Channels together(List<Channels> ofImages) {
    double[] means = new double[ofImages.get(0).means().length];
    double[] leasts = new double[means.length];
    Arrays.fill(leasts, Double.POSITIVE_INFINITY);
    for (Channels one : ofImages) {
      for (int c = 0; c < means.length; c++) {
        means[c] += one.means()[c] / ofImages.size();
        leasts[c] = Math.min(leasts[c], one.leasts()[c]);
      }
    }
    return new Channels(means, leasts);
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
    return DeployableLayers.find(channels, node).means();
  }

  /** The least value of each channel of a node's output. */
  double[] channelLeasts(Node node) {
    return DeployableLayers.find(channels, node).leasts();
  }
}
