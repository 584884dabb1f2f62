package io.edgewise.search.quantization;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.search.seed.Seeds;
import io.edgewise.sim.workload.Activation;
import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.LayerGraph.Node;
import io.edgewise.sim.workload.TensorShape;
import io.edgewise.sim.workload.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdaptiveRoundingTest {

  /**
   * Weights of 127, 0.4 and 0.4 steps, of which the last two always meet the same value: the
   * nearest integers 0 and 0 lose 0.8 of it, 1 and 0 give 0.2 too much.
   */
  @Test
  void whatTwoWeightsLoseTogetherOneOfThemGives() {
    LayerGraph.Builder graph = LayerGraph.builder("one", TensorShape.vector(3));
    graph.add("sum", new Layer.Convolution(Window.same(1, 1), 1, Activation.NONE), 0);
    FloatNetwork network =
        new FloatNetwork(
            graph.build(),
            Map.of(
                "sum",
                new FloatFilter(
                    FilterLayout.OHWI, new float[] {1.27f, 0.004f, 0.004f}, new float[1])));
    List<float[]> images =
        List.of(new float[] {1, 0.5f, 0.5f}, new float[] {-1, 0.75f, 0.75f}, new float[] {0, 1, 1});

    QuantizedNetwork nearest = nearest(network, images);
    QuantizedNetwork rounded = rounded(network, nearest, images);

    assertThat(filter(nearest).weights()).containsExactly(127, 0, 0);
    assertThat(filter(rounded).weights()).containsExactly(127, 1, 0);
    assertThat(filter(rounded).scale(0)).isEqualTo(filter(nearest).scale(0));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void everyLayersOutputComesNearerOnCalibrationImages(int seed) {
    FloatNetwork network = RandomFilters.draw(block(), Seeds.mix(19, 0, seed));
    List<float[]> images = images(seed);
    QuantizedNetwork nearest = nearest(network, images);

    QuantizedNetwork rounded = rounded(network, nearest, images);

    for (Node node : network.graph().nodes().subList(1, 4)) {
      assertThat(error(network, rounded, node, images))
          .as(node.name())
          .isLessThan(0.9 * error(network, nearest, node, images));
      for (int i = 0; i < rounded.filter(node).weights().length; i++) {
        assertThat(Math.abs(rounded.filter(node).weight(i) - nearest.filter(node).weight(i)))
            .isLessThanOrEqualTo(1);
      }
    }
  }

  @Test
  void itIsTheSameTwice() {
    FloatNetwork network = RandomFilters.draw(block(), 5);
    List<float[]> images = images(5);
    QuantizedNetwork nearest = nearest(network, images);

    for (Node node : network.graph().nodes().subList(1, 4)) {
      assertThat(rounded(network, nearest, images).filter(node).weights())
          .isEqualTo(rounded(network, nearest, images).filter(node).weights());
    }
  }

  private static QuantizedNetwork nearest(FloatNetwork network, List<float[]> images) {
    return Quantizer.quantize(network, MinMaxCalibration.ranges(network, images));
  }

  private static QuantizedNetwork rounded(
      FloatNetwork network, QuantizedNetwork nearest, List<float[]> images) {
    return AdaptiveRounding.round(network, nearest, new FloatEvaluation(network), images);
  }

  private static QuantizedFilter filter(QuantizedNetwork network) {
    return network.filter(network.graph().nodes().get(1));
  }

  /**
   * The sum of squares by which rounded weights change a layer's sums, on the layer's own inputs.
   */
  private static double error(
      FloatNetwork network, QuantizedNetwork rounded, Node node, List<float[]> images) {
    FloatFilter floats = network.filter(node);
    QuantizedFilter integers = rounded.filter(node);
    float[] differences = new float[floats.weightCount()];
    for (int i = 0; i < differences.length; i++) {
      int channel = floats.layout().channel(i, floats.outputChannels(), floats.weightsOfChannel());
      differences[i] = integers.weight(i) * integers.scale(channel) - floats.weight(i);
    }
    FloatFilter filter =
        new FloatFilter(floats.layout(), differences, new float[floats.outputChannels()]);
    double sum = 0;
    for (float[] image : images) {
      float[] input = new FloatEvaluation(network).run(image).get(node.inputs().get(0));
      for (float value : new FloatConvolution(withoutActivation(node), filter).apply(input)) {
        sum += (double) value * value;
      }
    }
    return sum;
  }

  private static Node withoutActivation(Node node) {
    LayerGraph.Builder graph = LayerGraph.builder("one", node.inputShapes().get(0));
    Window window = DeployableLayers.window(node.layer());
    graph.add(
        node.name(),
        node.layer() instanceof Layer.DepthwiseConvolution
            ? new Layer.DepthwiseConvolution(window, 1, Activation.NONE)
            : new Layer.Convolution(window, node.output().channels(), Activation.NONE),
        0);
    return graph.build().nodes().get(1);
  }

  /** Small enough that all windows of each image are seen. */
  private static LayerGraph block() {
    LayerGraph.Builder graph = LayerGraph.builder("block", new TensorShape(4, 4, 3));
    int at = graph.add("expand", new Layer.Convolution(Window.same(3, 1), 8, Activation.RELU), 0);
    at =
        graph.add(
            "depthwise", new Layer.DepthwiseConvolution(Window.same(3, 1), 1, Activation.RELU), at);
    graph.add("project", new Layer.Convolution(Window.same(1, 1), 4, Activation.NONE), at);
    return graph.build();
  }

  private static List<float[]> images(int seed) {
    Random random = new Random(Seeds.mix(19, 1, seed));
    List<float[]> images = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      float[] image = new float[48];
      float mean = random.nextFloat() - 0.5f;
      for (int j = 0; j < image.length; j++) {
        image[j] = mean + 0.4f * random.nextFloat();
      }
      images.add(image);
    }
    return images;
  }
}
