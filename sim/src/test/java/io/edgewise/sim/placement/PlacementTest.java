package io.edgewise.sim.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.sim.workload.Activation;
import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.Layer.Resize.Interpolation;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.Padding;
import io.edgewise.sim.workload.TensorShape;
import io.edgewise.sim.workload.Window;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What runs on the device, what on the host, and why. */
class PlacementTest {

  private static final TensorShape SHAPE = new TensorShape(8, 8, 4);

  @Test
  void whatDependsOnTheHostsPartOfTheDevicesResultsIsOnTheHost() {
    LayerGraph.Builder net = LayerGraph.builder("net", SHAPE);
    int a = net.add("a", conv(), LayerGraph.Builder.INPUT);
    int b = net.add("b", new Layer.Unsupported("FFT", SHAPE), a);
    net.add("c", conv(), b);
    int side = net.add("d", conv(), a);
    Placement placement = Placement.of(net.outputs(List.of(3, side)).build());

    assertThat(placement.hostNodes()).containsExactly(2, 3);
    assertThat(placement.reasons())
        .containsExactly(
            null,
            null,
            "FFT is not among the operators that the Edge TPU runs",
            "it depends on what the host makes of the device's results",
            null);
  }

  /** The host may work before the device is called. */
  @Test
  void whatTheHostMakesOfTheInputOnlyIsNoHindrance() {
    LayerGraph.Builder net = LayerGraph.builder("net", SHAPE, false);
    int quantised = net.add("q", new Layer.Quantize(), LayerGraph.Builder.INPUT);
    net.add("a", conv(), quantised);
    Placement placement = Placement.of(net.build());

    assertThat(placement.hostNodes()).containsExactly(1);
    assertThat(placement.reasons()[1]).isEqualTo("an input or its output is not of 8-bit integers");
  }

  @Test
  void formsThatTheCompilerLeavesOutAreNamed() {
    assertThat(reason(new Layer.Activate(Activation.HARD_SWISH)))
        .isEqualTo("hard swish is not among the operators that the Edge TPU runs");
    assertThat(reason(new Layer.Resize(Interpolation.BILINEAR, 65, 8)))
        .isEqualTo("it enlarges more than 8 times");
    assertThat(reason(new Layer.Resize(Interpolation.BILINEAR, 64, 64))).isNull();
    assertThat(reason(dilated(3, 2, 1))).isEqualTo("its dilation differs along y and x");
    assertThat(reason(dilated(1, 2, 1))).isNull();
  }

  private static String reason(Layer layer) {
    LayerGraph.Builder net = LayerGraph.builder("net", SHAPE);
    net.add("a", layer, LayerGraph.Builder.INPUT);
    return Placement.of(net.build()).reasons()[1];
  }

  private static Layer dilated(int kernelWidth, int down, int across) {
    Window window = new Window(3, kernelWidth, 1, 1, down, across, Padding.SAME);
    return new Layer.Convolution(window, 4, Activation.NONE);
  }

  private static Layer conv() {
    return new Layer.Convolution(Window.same(3, 1), 4, Activation.NONE);
  }
}
