package io.edgewise.search.export.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgewise.search.lowering.DeployView;
import io.edgewise.search.lowering.Lowering;
import io.edgewise.search.quantization.DeployedGraph;
import io.edgewise.search.quantization.DeployedGraph.Head;
import io.edgewise.search.quantization.FloatNetwork;
import io.edgewise.search.quantization.MinMaxCalibration;
import io.edgewise.search.quantization.Quantizer;
import io.edgewise.search.quantization.RandomFilters;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.file.SearchSpaceFile;
import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.LayerLatency;
import io.edgewise.sim.SimulationResult.Simulated;
import io.edgewise.sim.engine.CycleSimulator;
import io.edgewise.sim.settings.AcceleratorFile;
import io.edgewise.sim.tflite.TfliteReader;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.networks.Networks;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A file is simulated as the network that it was made of. */
class WrittenLatencyTest {

  private final CycleSimulator simulator = new CycleSimulator(AcceleratorFile.find("coral-usb"));

  /** Networks of every shipped space; small images, for the weights are drawn and run. */
  static Stream<Arguments> architectures() {
    return SearchSpaceFile.builtIn().stream()
        .filter(space -> !space.equals("nasbench201")) // cells are not trained, nor written
        .flatMap(
            space -> {
              Random random = new Random(17);
              return Stream.generate(() -> SearchSpaceFile.find(space).sample(random))
                  .limit(5)
                  .map(drawn -> Arguments.of(space + " " + drawn.id().hex(), drawn));
            });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("architectures")
  void anArchitectureTakesAsLongAsItsFile(String name, Architecture architecture) {
    requireSame(Lowering.lower("drawn", new DeployView(32, 3, 10).network(architecture)), 0);
  }

  /** The classifier of M and L streams, and a dense layer carries four bytes a class less. */
  @ParameterizedTest
  @CsvSource({
    "efficientnet-edgetpu-s@224, 0",
    "efficientnet-edgetpu-m@240, 0.004",
    "efficientnet-edgetpu-l@300, 0.004",
    "mobilenet-v2-1.0@96, 0",
    "efficientnet-b0@64, 0"
  })
  void aPublishedNetworkTakesAsLongAsItsFile(String name, double classifier) {
    requireSame(Networks.find(name), classifier);
  }

  /** Requires each common layer to be alike to 0.1 %, and the whole to 1 % but for its new ends. */
  private void requireSame(LayerGraph network, double classifierTolerance) {
    LatencyReport described = simulate(network);
    LatencyReport written = simulate(TfliteReader.read("model", written(network)).graph());

    Map<String, LayerLatency> layers =
        described.layers().stream()
            .collect(Collectors.toMap(LayerLatency::name, Function.identity()));
    double added = 0;
    for (LayerLatency layer : written.layers()) {
      LayerLatency same = layers.remove(layer.name());
      if (same == null) {
        assertThat(layer.operator()).as(layer.name()).isIn("quantize", "softmax");
        assertThat(layer.millis()).as(layer.name()).isPositive();
        added += layer.millis();
      } else {
        boolean classifier = layer.name().equals("logits");
        double tolerance = classifier ? Math.max(0.001, classifierTolerance) : 0.001;
        assertThat(layer.millis())
            .as(layer.name())
            .isCloseTo(same.millis(), within(tolerance * same.millis()));
      }
    }
    assertThat(layers.keySet()).allMatch(name -> name.equalsIgnoreCase("predictions"));
    double expected = described.latencyMillis() + added;
    assertThat(written.latencyMillis()).isCloseTo(expected, within(0.01 * expected));
  }

  private LatencyReport simulate(LayerGraph graph) {
    return ((Simulated) simulator.simulate(graph)).report();
  }

  private static ByteBuffer written(LayerGraph network) {
    LayerGraph graph = DeployedGraph.of(network, Head.SOFTMAX);
    FloatNetwork floats = RandomFilters.draw(graph, 17);
    Random random = new Random(17);
    float[] image = new float[Math.toIntExact(graph.input().elements())];
    for (int i = 0; i < image.length; i++) {
      image[i] = random.nextInt(256) / 128f - 1;
    }
    return ByteBuffer.wrap(
        TfliteWriter.write(
            Quantizer.quantize(floats, MinMaxCalibration.ranges(floats, List.of(image))),
            new TfliteOptions(TfliteOptions.Ends.UINT8, null)));
  }
}
