package io.edgewise.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.sim.SimulationResult.Simulated;
import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.engine.CycleSimulator;
import io.edgewise.sim.settings.AcceleratorFile;
import io.edgewise.sim.workload.Activation;
import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.TensorShape;
import io.edgewise.sim.workload.Window;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A prediction is told in words. */
class PredictionTextTest {

  private static final AcceleratorSpec CORAL = AcceleratorFile.find("coral-usb");
  private static final TensorShape SHAPE = new TensorShape(8, 8, 4);

  @Test
  void theFirstLineSaysHowManyImagesAndWhetherTheNetworkIsYetToBeQuantised() {
    assertThat(lines(net(), 4, false).get(0)).startsWith("net on coral-usb, 4 images: ");
    assertThat(lines(net(), 1, true).get(0))
        .startsWith("net on coral-usb, a float network as it will be once quantised: ");
    assertThat(lines(net(), 1, false).get(0)).startsWith("net on coral-usb: ");
  }

  /** The host runs FFT, and what follows because of it. */
  @Test
  void layersOfTheHostAreCountedPricedAndExplained() {
    List<String> lines = lines(net(), 1, false);

    assertThat(lines)
        .anyMatch(
            line ->
                line.matches(
                    "  on the host, at its stated rates: 2 layers, 0\\.\\d{3} ms: FFT, conv 3x3"))
        .anyMatch(
            line ->
                line.endsWith(
                    "host: FFT is not among the operators that the Edge TPU runs; use operators"
                        + " that it runs, or move it to the end of the network"))
        .anyMatch(
            line ->
                line.contains(
                    "host: it depends on b, which the host makes of the device's results; change"
                        + " that one"));
  }

  private static LayerGraph net() {
    Layer conv = new Layer.Convolution(Window.same(3, 1), 4, Activation.NONE);
    LayerGraph.Builder net = LayerGraph.builder("net", SHAPE);
    int a = net.add("a", conv, LayerGraph.Builder.INPUT);
    int b = net.add("b", new Layer.Unsupported("FFT", SHAPE), a);
    net.add("c", conv, b);
    return net.build();
  }

  private static List<String> lines(LayerGraph graph, int images, boolean isFloat) {
    Simulated simulated = (Simulated) new CycleSimulator(CORAL).simulate(graph);
    return PredictionText.lines(new Prediction(simulated.report(), images, isFloat), CORAL, true);
  }
}
