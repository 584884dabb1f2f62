package io.edgewise.jobs.export;

import io.edgewise.search.quantization.FloatNetwork;
import io.edgewise.search.quantization.MinMaxCalibration;
import io.edgewise.search.quantization.QuantizedNetwork;
import io.edgewise.search.quantization.Quantizer;
import io.edgewise.search.quantization.RandomFilters;
import io.edgewise.search.seed.Seeds;
import io.edgewise.sim.workload.LayerGraph;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A quantised network with random weights, and images of random pixels: enough to see a file
 * written, loaded, run and timed.
 *
 * @param graph as deployed
 */
record RandomNetwork(LayerGraph graph, long seed) {

  private static final int CALIBRATION_IMAGES = 2;

  FloatNetwork floats() {
    return RandomFilters.draw(graph, Seeds.mix(seed, 0, 0));
  }

  QuantizedNetwork quantized(FloatNetwork floats) {
    List<float[]> images =
        IntStream.range(0, CALIBRATION_IMAGES).mapToObj(i -> reals(image(i))).toList();
    return Quantizer.quantize(floats, MinMaxCalibration.ranges(floats, images));
  }

  /** Pixels less 128, HWC. */
  byte[] image(int index) {
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
