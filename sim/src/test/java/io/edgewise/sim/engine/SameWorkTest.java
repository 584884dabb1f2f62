package io.edgewise.sim.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.sim.LayerLatency;
import io.edgewise.sim.SimulationResult.Simulated;
import io.edgewise.sim.settings.AcceleratorFile;
import io.edgewise.sim.workload.Activation;
import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.PoolingKind;
import io.edgewise.sim.workload.TensorShape;
import io.edgewise.sim.workload.WeightScaling;
import io.edgewise.sim.workload.Window;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same work costs the same on every accelerator, in whichever words a network says it. */
class SameWorkTest {

  static Stream<String> accelerators() {
    return AcceleratorFile.builtIn().stream();
  }

  @ParameterizedTest
  @MethodSource("accelerators")
  void aConvolutionOnOnePositionIsADenseLayer(String accelerator) {
    Random random = new Random(17);
    for (int i = 0; i < 20; i++) {
      TensorShape vector = TensorShape.vector(1 + random.nextInt(2000));
      int outputs = 1 + random.nextInt(2000);
      Layer dense = new Layer.FullyConnected(outputs, Activation.NONE);
      Layer convolution = new Layer.Convolution(Window.same(1, 1), outputs, Activation.NONE);

      assertThat(millis(accelerator, convolution, vector))
          .as("%s to %d", vector, outputs)
          .isEqualTo(millis(accelerator, dense, vector));
    }
  }

  @ParameterizedTest
  @MethodSource("accelerators")
  void aPoolOfOneWindowOverEverythingIsAMeanOverAllPositions(String accelerator) {
    Random random = new Random(17);
    for (int i = 0; i < 20; i++) {
      int extent = 2 + random.nextInt(12);
      TensorShape map = new TensorShape(extent, extent, 1 + random.nextInt(1500));
      for (PoolingKind kind : PoolingKind.values()) {
        Layer pool = new Layer.Pooling(kind, Window.valid(extent, 1));

        assertThat(millis(accelerator, pool, map))
            .as("%s of %s", kind, map)
            .isEqualTo(millis(accelerator, new Layer.GlobalPooling(kind), map));
      }
    }
  }

  /** Milliseconds of a layer whose weights have one scale, however a file would write them. */
  private static double millis(String accelerator, Layer layer, TensorShape input) {
    LayerGraph.Builder net =
        LayerGraph.builder("one", input).weightScaling(WeightScaling.PER_TENSOR);
    net.add("layer", layer, LayerGraph.Builder.INPUT);
    CycleSimulator simulator = new CycleSimulator(AcceleratorFile.find(accelerator));
    List<LayerLatency> layers = ((Simulated) simulator.simulate(net.build())).report().layers();
    return layers.stream().filter(l -> l.name().equals("layer")).findFirst().orElseThrow().millis();
  }
}
