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
import io.edgewise.search.space.staged.PublishedNetworks;
import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.LayerLatency;
import io.edgewise.sim.SimulationResult.Simulated;
import io.edgewise.sim.accelerator.AcceleratorSpec;
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
import org.junit.jupiter.params.provider.ValueSource;

/** A file is simulated as the network that it was made of. */
class WrittenLatencyTest {

  private static final AcceleratorSpec CORAL = AcceleratorFile.find("coral-usb");

  private final CycleSimulator simulator = new CycleSimulator(CORAL);

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

  @ParameterizedTest
  @CsvSource({
    "efficientnet-edgetpu-s, 224",
    "efficientnet-edgetpu-m, 240",
    "efficientnet-edgetpu-l, 300",
  })
  void aPublishedArchitectureTakesAsLongAsItsFile(String name, int pixels) {
    Architecture architecture =
        new Architecture(List.of(), PublishedNetworks.find(name).orElseThrow());
    requireSame(Lowering.lower(name, new DeployView(pixels, 3, 1001).network(architecture)), 0);
  }

  /**
   * The simulator's own description of a published network ends in a dense layer, as Google's file
   * does: of 1,001 classes, padded to 1,024, each carries four bytes less than in ours, which cross
   * the link where the classifier streams.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "efficientnet-edgetpu-s@224",
        "efficientnet-edgetpu-m@240",
        "efficientnet-edgetpu-l@300"
      })
  void aDescribedNetworkTakesAsLongAsItsFileButForTheBytesOfItsClasses(String name) {
    requireSame(Networks.find(name), 4 * 1024);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mobilenet-v2-1.0@96", "efficientnet-b0@64"})
  void soDoesOneWhoseClassifierStays(String name) {
    requireSame(Networks.find(name), 0);
  }

  /**
   * Requires each common layer to be alike to 0.1 %, and the whole to 1 % but for its new ends.
   *
   * @param moreBytes of the classifier in the file, if it streams
   */
  private void requireSame(LayerGraph network, int moreBytes) {
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
        long more = layer.streamedParameterBytes() - same.streamedParameterBytes();
        assertThat(more).as(layer.name()).isIn(0L, (long) moreBytes);
        double expected = same.millis() + 1000 * more / CORAL.link().parameterBytesPerSecond();
        assertThat(layer.millis())
            .as(layer.name())
            .isCloseTo(expected, within(0.001 * same.millis()));
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
