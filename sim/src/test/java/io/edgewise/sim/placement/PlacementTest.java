package io.edgewise.sim.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.edgewise.sim.placement.Judgement.Place;
import io.edgewise.sim.tflite.TfliteReader;
import io.edgewise.sim.workload.Activation;
import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.Layer.Resize.Interpolation;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.Padding;
import io.edgewise.sim.workload.Standing;
import io.edgewise.sim.workload.TensorShape;
import io.edgewise.sim.workload.Window;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A placement tells what runs on the device, what on the host, and why. */
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
    assertThat(IntStream.range(0, 5).mapToObj(placement::of).map(Judgement::reason))
        .containsExactly(
            "",
            "",
            "FFT is not among the operators that the Edge TPU runs",
            "it depends on b, which the host makes of the device's results",
            "");
  }

  /** The host may work before the device is called. */
  @Test
  void whatTheHostMakesOfTheInputOnlyIsNoHindrance() {
    LayerGraph.Builder net =
        LayerGraph.builder("net", SHAPE, new Standing(false, Optional.empty()));
    int quantised = net.add("q", new Layer.Quantize(), LayerGraph.Builder.INPUT);
    net.add("a", conv(), quantised);
    Placement placement = Placement.of(net.build());

    assertThat(placement.hostNodes()).containsExactly(1);
    assertThat(placement.of(1).reason())
        .isEqualTo("an input or its output is not of 8-bit integers");
  }

  @Test
  void formsThatTheCompilerLeavesOutAreNamed() {
    assertThat(reason(new Layer.Activate(Activation.HARD_SWISH)))
        .isEqualTo("HARD_SWISH is not among the operators that the Edge TPU runs");
    assertThat(reason(new Layer.Resize(Interpolation.BILINEAR, 32, 8)))
        .isEqualTo("it enlarges 4 times or more, or to more than 1000000 elements");
    assertThat(reason(new Layer.Resize(Interpolation.BILINEAR, 16, 16))).isEmpty();
    assertThat(reason(dilated(3, 2, 1))).isEqualTo("its dilation differs along y and x");
    assertThat(reason(dilated(1, 2, 1))).isEmpty();
  }

  /**
   * A compiled twin leaves a four-fold resize to the host; of a three-fold one nothing is known.
   */
  @Test
  void whatNothingIsKnownOfIsSaidAndTakenForTheDevices() {
    LayerGraph.Builder net = LayerGraph.builder("net", SHAPE);
    net.add("a", new Layer.Resize(Interpolation.BILINEAR, 24, 24), LayerGraph.Builder.INPUT);
    Placement placement = Placement.of(net.build());

    assertThat(placement.of(1).place()).isEqualTo(Place.NOT_KNOWN);
    assertThat(placement.of(1).reason()).isEqualTo("it enlarges more than 2 times");
    assertThat(placement.of(1).change()).isEqualTo("enlarge two-fold");
    assertThat(placement.onHost(1)).isFalse();
  }

  /** The rule needs no graph: an operator of a file that cannot be simulated is judged as well. */
  @Test
  void anOperatorIsJudgedByItself() {
    Judgement judgement = MappedOperators.judge(operator("LEAKY_RELU", true));

    assertThat(judgement)
        .isEqualTo(
            new Judgement(
                Place.HOST,
                "LEAKY_RELU is not among the operators that the Edge TPU runs",
                "use operators that it runs, or move it to the end of the network",
                "coral.ai, TensorFlow models on the Edge TPU, table of supported operations"));
    assertThat(MappedOperators.judge(operator("ADD", true))).isEqualTo(Judgement.DEVICE);
    assertThat(MappedOperators.judge(operator("ADD", false)).reason())
        .isEqualTo("an input or its output is not of 8-bit integers");
  }

  private static Operator operator(String kind, boolean eightBit) {
    return new Operator() {
      @Override
      public String kind() {
        return kind;
      }

      @Override
      public boolean isEightBit() {
        return eightBit;
      }

      @Override
      public TensorShape input() {
        return SHAPE;
      }

      @Override
      public TensorShape output() {
        return SHAPE;
      }

      @Override
      public @Nullable Window window() {
        return null;
      }

      @Override
      public Activation fusedActivation() {
        return Activation.NONE;
      }
    };
  }

  /** Operators that the compiled twin left to the host, outputs of one operator counted once. */
  @ParameterizedTest
  @CsvSource({
    "movenet_single_pose_lightning_ptq, 59",
    "deeplab_mobilenet_edgetpu_slim_cityscapes_quant, 2",
    "posenet_mobilenet_v1_075_353_481_16_quant_decoder, 1",
    "keras_lstm_mnist_ptq, 0",
    "mobilenet_v2_1.0_224_quant, 0",
  })
  void realFilesArePlacedAsTheCompilerDid(String name, int operators) {
    Path file = Path.of("../../shared/data/tflite", name + TfliteReader.SUFFIX);
    assumeTrue(Files.exists(file), () -> file + " is not here");
    LayerGraph graph = TfliteReader.read(file).graph();
    Placement placement = Placement.of(graph);

    assertThat(
            placement.hostNodes().stream()
                .map(graph.nodes()::get)
                .map(node -> node.inputs() + " " + node.layer().operator())
                .distinct())
        .hasSize(operators);
  }

  private static String reason(Layer layer) {
    LayerGraph.Builder net = LayerGraph.builder("net", SHAPE);
    net.add("a", layer, LayerGraph.Builder.INPUT);
    return Placement.of(net.build()).of(1).reason();
  }

  private static Layer dilated(int kernelWidth, int down, int across) {
    Window window = new Window(3, kernelWidth, 1, 1, down, across, Padding.SAME);
    return new Layer.Convolution(window, 4, Activation.NONE);
  }

  private static Layer conv() {
    return new Layer.Convolution(Window.same(3, 1), 4, Activation.NONE);
  }
}
