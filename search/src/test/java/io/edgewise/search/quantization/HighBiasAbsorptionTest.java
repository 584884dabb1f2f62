package io.edgewise.search.quantization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgewise.search.seed.Seeds;
import io.edgewise.sim.workload.Activation;
import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.TensorShape;
import io.edgewise.sim.workload.Window;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HighBiasAbsorptionTest {

  /**
   * 2 x + 10 over images of -0.5 and 1 is 9 at least: 10 - 9 = 1 stays, and 3 * 9 more than 5 comes
   * to 32. ReLU6 would let through another 9; what never rises above zero has nothing to give.
   */
  @ParameterizedTest
  @CsvSource({"RELU, 10, 1, 32", "NONE, 10, 1, 32", "RELU6, 10, 10, 5", "RELU, 0.5, 0.5, 5"})
  void theLeastValueOfAChannelMovesIntoTheNextBias(
      Activation activation, float bias, float first, float second) {
    FloatNetwork network = pair(activation, Window.same(1, 1), bias);

    FloatNetwork absorbed = absorbed(network, List.of(image(1, -0.5f), image(1, 1)));

    assertThat(absorbed.filters().get("a").bias(0)).isEqualTo(first);
    assertThat(absorbed.filters().get("b").bias(0)).isEqualTo(second);
    assertThat(absorbed.filters().get("b").weight(0)).isEqualTo(3);
  }

  /** The zeros around the input of a 3x3 kernel would not have what was moved. */
  @Test
  void aReaderOfPaddingIsLeftAlone() {
    FloatNetwork network = pair(Activation.RELU, Window.same(3, 1), 10);

    assertThat(absorbed(network, List.of(image(1, 0), image(1, 1)))).isSameAs(network);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void theFunctionStaysAndTheRangeNarrows(int seed) {
    FloatNetwork network = highBiases(seed);
    Random random = new Random(Seeds.mix(13, 1, seed));
    List<float[]> images =
        IntStream.range(0, 8)
            .mapToObj(
                i -> {
                  float[] image = new float[75];
                  IntStream.range(0, 75).forEach(j -> image[j] = random.nextFloat() - 0.5f);
                  return image;
                })
            .toList();

    FloatNetwork absorbed = absorbed(network, images);

    for (float[] image : images) {
      List<float[]> before = new FloatEvaluation(network).run(image);
      List<float[]> after = new FloatEvaluation(absorbed).run(image);
      for (int i = 0; i < before.get(3).length; i++) {
        assertThat(after.get(3)[i]).isCloseTo(before.get(3)[i], within(1e-4f));
      }
      assertThat(Range.of(after.get(2)).max()).isLessThan(Range.of(before.get(2)).max() - 3);
    }
  }

  private static FloatNetwork absorbed(FloatNetwork network, List<float[]> images) {
    return HighBiasAbsorption.absorb(
        network, ActivationStatistics.of(network, new FloatEvaluation(network), images));
  }

  /** a(x) = 2 x + bias, b(a) = 3 a + 5 at the kernel's centre. */
  private static FloatNetwork pair(Activation activation, Window window, float bias) {
    LayerGraph.Builder graph = LayerGraph.builder("two", TensorShape.vector(1));
    int a = graph.add("a", new Layer.Convolution(Window.same(1, 1), 1, activation), 0);
    graph.add("b", new Layer.Convolution(window, 1, Activation.NONE), a);
    float[] kernel = new float[window.kernelHeight() * window.kernelWidth()];
    kernel[kernel.length / 2] = 3;
    return new FloatNetwork(
        graph.build(),
        Map.of(
            "a", new FloatFilter(FilterLayout.OHWI, new float[] {2}, new float[] {bias}),
            "b", new FloatFilter(FilterLayout.OHWI, kernel, new float[] {5})));
  }

  /** Expand, depthwise and project; the outputs of the first two are far above zero. */
  private static FloatNetwork highBiases(int seed) {
    LayerGraph.Builder graph = LayerGraph.builder("block", new TensorShape(5, 5, 3));
    int at = graph.add("expand", new Layer.Convolution(Window.same(1, 1), 8, Activation.RELU), 0);
    at =
        graph.add(
            "depthwise", new Layer.DepthwiseConvolution(Window.same(3, 1), 1, Activation.RELU), at);
    graph.add("project", new Layer.Convolution(Window.same(1, 1), 4, Activation.NONE), at);
    FloatNetwork network = RandomFilters.draw(graph.build(), Seeds.mix(13, 0, seed));
    Map<String, FloatFilter> filters = new HashMap<>(network.filters());
    float[] high = new float[8];
    IntStream.range(0, 8).forEach(c -> high[c] = 20 + c);
    filters.computeIfPresent("depthwise", (name, filter) -> filter.withBiases(high));
    return new FloatNetwork(network.graph(), filters);
  }

  private static float[] image(int size, float value) {
    float[] image = new float[size];
    Arrays.fill(image, value);
    return image;
  }
}
