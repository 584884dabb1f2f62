package io.edgewise.search.export.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.search.export.tflite.TfliteOptions;
import io.edgewise.search.export.tflite.TfliteWriter;
import io.edgewise.search.lowering.DeployView;
import io.edgewise.search.lowering.Lowering;
import io.edgewise.search.quantization.DeployedGraph;
import io.edgewise.search.quantization.DeployedGraph.Head;
import io.edgewise.search.quantization.FloatNetwork;
import io.edgewise.search.quantization.IntegerEvaluation;
import io.edgewise.search.quantization.MinMaxCalibration;
import io.edgewise.search.quantization.QuantizedNetwork;
import io.edgewise.search.quantization.Quantizer;
import io.edgewise.search.quantization.RandomFilters;
import io.edgewise.search.quantization.Rounding;
import io.edgewise.search.space.file.SearchSpaceFile;
import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.LayerGraph.Node;
import io.edgewise.sim.workload.networks.Networks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every inner tensor of whole networks is that of TensorFlow Lite's builtin kernels. Weights are
 * random, so what is compared are logits and what comes before them.
 */
class WholeNetworksTest {

  @TempDir Path folder;

  static Stream<LayerGraph> networks() {
    return Stream.of(
        Networks.find("efficientnet-edgetpu-s@224"),
        Networks.find("efficientnet-b0@64"),
        Networks.find("mobilenet-v2-1.0@96"),
        Networks.find("inception-v1@96"),
        grouped());
  }

  /** The first architecture drawn that has a grouped convolution. */
  private static LayerGraph grouped() {
    Random random = new Random(17);
    return Stream.generate(() -> SearchSpaceFile.find("mobilenet-edgetpu-v2").sample(random))
        .map(drawn -> Lowering.lower("grouped", new DeployView(64, 3, 10).network(drawn)))
        .filter(graph -> graph.nodes().stream().anyMatch(n -> n.layer() instanceof Layer.Slice))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void everyInnerTensorIsTheBuiltinKernels(LayerGraph lowered) throws IOException {
    LayerGraph graph = DeployedGraph.of(lowered, Head.LOGITS);
    Random random = new Random(17);
    FloatNetwork floats = RandomFilters.draw(graph, 17);
    QuantizedNetwork network =
        Quantizer.quantize(
            floats, MinMaxCalibration.ranges(floats, List.of(pixels(graph, random))));
    byte[] image = new byte[Math.toIntExact(graph.input().elements())];
    random.nextBytes(image);

    List<byte[]> expected = new IntegerEvaluation(network, Rounding.DOUBLE).run(image);
    Map<String, byte[]> actual = run(network, image);

    for (Node node : graph.nodes()) {
      assertThat(actual.get(node.name())).as(node.name()).isEqualTo(expected.get(node.index()));
    }
  }

  /** A runtime that shared memory with another would end the JVM here, or give other bytes. */
  @Test
  void manyRuntimesAreLoadedAndRunAtOnce() throws IOException {
    LayerGraph graph = DeployedGraph.of(Networks.find("mobilenet-v2-1.0@96"), Head.LOGITS);
    Random random = new Random(17);
    FloatNetwork floats = RandomFilters.draw(graph, 17);
    QuantizedNetwork network =
        Quantizer.quantize(
            floats, MinMaxCalibration.ranges(floats, List.of(pixels(graph, random))));
    byte[] image = new byte[Math.toIntExact(graph.input().elements())];
    random.nextBytes(image);
    Path file = folder.resolve("shared.tflite");
    Files.write(
        file, TfliteWriter.write(network, new TfliteOptions(TfliteOptions.Ends.INT8, null)));

    List<String> outputs =
        IntStream.range(0, 200)
            .parallel()
            .mapToObj(
                i -> {
                  try (TfliteRuntime runtime =
                      TfliteRuntime.load(file, TfliteRuntime.Kernels.BUILTIN)) {
                    return Arrays.toString(runtime.run(image));
                  }
                })
            .toList();

    assertThat(outputs).hasSize(200);
    assertThat(Set.copyOf(outputs)).hasSize(1);
  }

  private Map<String, byte[]> run(QuantizedNetwork network, byte[] image) throws IOException {
    Path file = folder.resolve("model.tflite");
    Files.write(
        file, TfliteWriter.write(network, new TfliteOptions(TfliteOptions.Ends.INT8, null)));
    try (TfliteRuntime runtime = TfliteRuntime.load(file, TfliteRuntime.Kernels.BUILTIN)) {
      runtime.run(image);
      return runtime.tensors();
    }
  }

  private static float[] pixels(LayerGraph graph, Random random) {
    float[] image = new float[Math.toIntExact(graph.input().elements())];
    for (int i = 0; i < image.length; i++) {
      image[i] = random.nextInt(256) / 128f - 1;
    }
    return image;
  }
}
