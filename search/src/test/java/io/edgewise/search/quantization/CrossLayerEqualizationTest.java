package io.edgewise.search.quantization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgewise.search.seed.Seeds;
import io.edgewise.sim.workload.Activation;
import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.TensorShape;
import io.edgewise.sim.workload.Window;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CrossLayerEqualizationTest {

  @ParameterizedTest
  @CsvSource({"RELU, 4, 4", "NONE, 4, 4", "RELU6, 16, 1"})
  void twoWeightsMeetAtTheirGeometricMeanWhereTheActivationAllows(
      Activation activation, float first, float second) {
    // s = sqrt(16 * 1) / 1 = 4: 16 / 4 and 1 * 4.
    LayerGraph.Builder graph = LayerGraph.builder("two", TensorShape.vector(1));
    int a = graph.add("a", new Layer.Convolution(Window.same(1, 1), 1, activation), 0);
    graph.add("b", new Layer.Convolution(Window.same(1, 1), 1, Activation.NONE), a);
    FloatNetwork network =
        new FloatNetwork(graph.build(), Map.of("a", single(16, 8), "b", single(1, 3)));

    Map<String, FloatFilter> filters = CrossLayerEqualization.equalize(network).filters();

    assertThat(filters.get("a").weight(0)).isEqualTo(first);
    assertThat(filters.get("a").bias(0)).isEqualTo(first / 2);
    assertThat(filters.get("b").weight(0)).isEqualTo(second);
    assertThat(filters.get("b").bias(0)).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void theFunctionStaysAndChannelsComeToOneScale(int index) {
    FloatNetwork network = illScaled(expandDepthwiseProject(), new Random(Seeds.mix(7, 0, index)));
    float[] image = new float[Math.toIntExact(network.graph().input().elements())];
    Random random = new Random(Seeds.mix(7, 1, index));
    for (int i = 0; i < image.length; i++) {
      image[i] = random.nextFloat() - 0.5f;
    }

    FloatNetwork equalized = CrossLayerEqualization.equalize(network);

    float[] before = output(network, image);
    float[] after = output(equalized, image);
    for (int i = 0; i < before.length; i++) {
      assertThat(after[i]).isCloseTo(before[i], within(1e-4f));
    }
    assertThat(spread(equalized)).isLessThan(spread(network) / 4);
  }

  /** Output channels of expand and depthwise times 2^u, what reads them divided. */
  private static FloatNetwork illScaled(LayerGraph graph, Random random) {
    FloatNetwork network = RandomFilters.draw(graph, random.nextLong());
    Map<String, FloatFilter> filters = new HashMap<>(network.filters());
    float[] expand = weights(filters.get("expand"));
    float[] depthwise = weights(filters.get("depthwise"));
    for (int c = 0; c < 8; c++) {
      float factor = (float) Math.pow(2, 6 * random.nextDouble() - 3);
      for (int i = 0; i < 3; i++) {
        expand[c * 3 + i] *= factor;
      }
      for (int i = 0; i < 9; i++) {
        depthwise[i * 8 + c] /= factor;
      }
    }
    filters.put("expand", new FloatFilter(FilterLayout.OHWI, expand, new float[8]));
    filters.put("depthwise", new FloatFilter(FilterLayout.HWC, depthwise, new float[8]));
    return new FloatNetwork(graph, filters);
  }

  private static LayerGraph expandDepthwiseProject() {
    LayerGraph.Builder graph = LayerGraph.builder("block", new TensorShape(5, 5, 3));
    int at = graph.add("expand", new Layer.Convolution(Window.same(1, 1), 8, Activation.RELU), 0);
    at =
        graph.add(
            "depthwise", new Layer.DepthwiseConvolution(Window.same(3, 1), 1, Activation.RELU), at);
    graph.add("project", new Layer.Convolution(Window.same(1, 1), 4, Activation.NONE), at);
    return graph.build();
  }

  /** The largest over the smallest channel of the depthwise convolution. */
  private static double spread(FloatNetwork network) {
    FloatFilter filter = network.filters().get("expand");
    double least = Double.POSITIVE_INFINITY;
    double largest = 0;
    for (int c = 0; c < filter.outputChannels(); c++) {
      least = Math.min(least, filter.largestWeight(c));
      largest = Math.max(largest, filter.largestWeight(c));
    }
    return largest / least;
  }

  private static float[] output(FloatNetwork network, float[] image) {
    return new FloatEvaluation(network).run(image).get(3);
  }

  private static float[] weights(FloatFilter filter) {
    float[] weights = new float[filter.weightCount()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = filter.weight(i);
    }
    return weights;
  }

  private static FloatFilter single(float weight, float bias) {
    return new FloatFilter(FilterLayout.OHWI, new float[] {weight}, new float[] {bias});
  }
}
