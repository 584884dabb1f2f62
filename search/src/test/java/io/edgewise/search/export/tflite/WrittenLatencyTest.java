package io.edgewise.search.export.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgewise.search.quantization.DeployedGraph;
import io.edgewise.search.quantization.DeployedGraph.Head;
import io.edgewise.search.quantization.FloatNetwork;
import io.edgewise.search.quantization.MinMaxCalibration;
import io.edgewise.search.quantization.Quantizer;
import io.edgewise.search.quantization.RandomFilters;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is simulated as the network that it was made of. */
class WrittenLatencyTest {

  private final CycleSimulator simulator = new CycleSimulator(AcceleratorFile.find("coral-usb"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "efficientnet-edgetpu-s@224",
        "efficientnet-edgetpu-m@240",
        "efficientnet-edgetpu-l@300",
        "mobilenet-v2-1.0@96",
        "efficientnet-b0@64"
      })
  void eachLayerTakesAsLongAsInTheNetworkAndWhatWasAddedIsListed(String name) {
    LayerGraph network = Networks.find(name);
    LatencyReport described = simulate(network);
    LatencyReport written = simulate(TfliteReader.read("model", written(network)).graph());

    Map<String, LayerLatency> common =
        described.layers().stream()
            .collect(Collectors.toMap(LayerLatency::name, Function.identity()));
    int compared = 0;
    for (LayerLatency layer : written.layers()) {
      LayerLatency same = common.get(layer.name());
      if (same == null) {
        assertThat(layer.operator()).isIn("quantize", "softmax");
        assertThat(layer.millis()).isPositive();
      } else {
        compared++;
        assertThat(layer.millis())
            .as(layer.name())
            .isCloseTo(same.millis(), within(0.001 * same.millis()));
      }
    }
    assertThat(compared).isGreaterThanOrEqualTo(described.layers().size() - 1);
    assertThat(written.latencyMillis())
        .isCloseTo(described.latencyMillis(), within(0.01 * described.latencyMillis()));
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
