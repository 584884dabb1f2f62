package io.edgewise.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.jobs.prediction.Prediction;
import io.edgewise.sim.Bottleneck;
import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.Metric;
import io.edgewise.sim.Metrics;
import io.edgewise.sim.SimulationResult.Simulated;
import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.engine.CycleSimulator;
import io.edgewise.sim.settings.AcceleratorFile;
import io.edgewise.sim.workload.Activation;
import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.TensorShape;
import io.edgewise.sim.workload.Window;
import io.edgewise.sim.workload.networks.Networks;
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

  /**
   * A 3x3 convolution of 8 x 8 outputs makes 4 channels of 4: 8 x 8 x 9 x 4 x 4 = 9,216
   * multiply-accumulates; the chip can do 4 x 64 x 16 in each of 500 million cycles a second.
   */
  @Test
  void everyLayerIsARowBelowTheNamesOfItsColumns() {
    List<String> lines = lines(net(), 1, false);
    int header = lines.indexOf("     ms     %  layer            operator  MMAC  util  KiB  waits");

    assertThat(header).as(String.join("\n", lines)).isPositive();
    assertThat(lines.get(header + 2))
        .matches(" +0\\.\\d{3} +[0-9.]+  a +conv 3x3 +0\\.0 +0% +0\\.2  start");
    assertThat(lines).anyMatch(line -> line.matches(" +[0-9.]+ +[0-9.]+  c +conv 3x3 .* on host"));
  }

  @Test
  void tablesFitEightyColumns() {
    for (String name : Networks.names()) {
      Simulated simulated = (Simulated) new CycleSimulator(CORAL).simulate(Networks.find(name));
      List<String> table =
          LayersText.lines(simulated.report().layers(), simulated.report(), CORAL.chip());
      assertThat(table.subList(0, 1 + simulated.report().layers().size()))
          .allSatisfy(line -> assertThat(line.length() + 2).as(line).isLessThanOrEqualTo(80));
    }
  }

  /** coral-usb: nine of ten measured latencies lie within a factor of 1.352. */
  @Test
  void theLatencyStandsWithItsInterval() {
    assertThat(lines(net(), 1, false).get(0))
        .containsPattern("ms \\(0\\.\\d+-0\\.\\d+ at 90 %\\), ");
    LatencyReport report =
        new LatencyReport(
            "net", Metrics.NONE.with(Metric.LATENCY, 5.0), Bottleneck.COMPUTE, List.of());
    assertThat(PredictionText.lines(new Prediction(report, 1, false, CORAL), false).get(0))
        .startsWith("net on coral-usb: 5.000 ms (3.7-6.8 at 90 %), 0 cycles");
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
    return PredictionText.lines(new Prediction(simulated.report(), images, isFloat, CORAL), true);
  }
}
