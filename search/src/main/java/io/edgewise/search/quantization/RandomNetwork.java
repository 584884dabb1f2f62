package io.edgewise.search.quantization;

import io.edgewise.search.seed.Seeds;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.LayerGraph.Node;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A quantised network with random weights, and images of random pixels: enough to see a file
 * written, loaded, run and timed.
 *
 * @param graph as deployed
 */
public record RandomNetwork(LayerGraph graph, long seed) {

  private static final int CALIBRATION_IMAGES = 2;
  private static final Range TIMED = new Range(-8, 8);

  /** Its weights. */
  public FloatNetwork floats() {
    return RandomFilters.draw(graph, Seeds.mix(seed, 0, 0));
  }

  /** Its weights as integers, by the ranges of two images. */
  public QuantizedNetwork quantized(FloatNetwork floats) {
    List<float[]> images =
        IntStream.range(0, CALIBRATION_IMAGES).mapToObj(i -> reals(image(i))).toList();
    return Quantizer.quantize(floats, MinMaxCalibration.ranges(floats, images));
  }

  /**
   * Its weights as integers, every activation within the same range. No image is run, which takes
   * most of the time: how long a device takes does not depend on what it computes.
   */
  public QuantizedNetwork quantizedForTiming() {
    Map<String, Range> ranges =
        graph.nodes().stream().collect(Collectors.toMap(Node::name, node -> TIMED));
    return Quantizer.quantize(floats(), ranges);
  }

  /** Pixels less 128, HWC. */
  public byte[] image(int index) {
    byte[] pixels = new byte[Math.toIntExact(graph.input().elements())];
    new Random(Seeds.mix(seed, 1, index)).nextBytes(pixels);
    return pixels;
  }

  private static float[] reals(byte[] image) {
    float[] reals = new float[image.length];
    for (int i = 0; i < reals.length; i++) {
      reals[i] = image[i] / 128f;
    }
    return reals;
  }
}
