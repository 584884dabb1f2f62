package io.edgewise.sim.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.sim.Accelerators;
import io.edgewise.sim.accelerator.Memory;
import io.edgewise.sim.workload.Activation;
import io.edgewise.sim.workload.ElementwiseKind;
import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.Padding;
import io.edgewise.sim.workload.PoolingKind;
import io.edgewise.sim.workload.TensorShape;
import io.edgewise.sim.workload.Window;
import org.junit.jupiter.api.Test;

/** Whole networks on the Edge TPU. */
class PlannerTest {

  private static final Memory ROOMY = new Memory(196_608, 8_000_000, 8208);

  /** Input and output of a 7x7 layer lie on a tile with their borders: 2 * 38 * 38 * 32 bytes. */
  @Test
  void narrowMemoryHoldsInputAndOutputWithTheirBorders() {
    LayerGraph.Builder chain = LayerGraph.builder("chain", new TensorShape(128, 128, 32));
    int last = LayerGraph.Builder.INPUT;
    for (int i = 0; i < 5; i++) {
      last = chain.add("conv" + i, conv(7, 1, 32), last);
    }
    // The network's input is held a step longer, so look at it from the third layer on.
    NetworkPlan plan = planned(chain.build(), ROOMY);

    assertThat(plan.narrowBytesPerTile()).isEqualTo(38 * 38 * 32 * 3);
  }

  /**
   * Google's compiler has it so of an image of 2x2x3 padded to 128x128, to 64x64 and to 128x64: a
   * quarter of the plane on each of four tiles, and 784 bytes.
   */
  @Test
  void aPaddedTensorLiesOnTheTilesOfWhatItWasPaddedFrom() {
    assertThat(padded(128, 128).narrowBytesPerTile()).isEqualTo(17_168);
    assertThat(padded(64, 64).narrowBytesPerTile()).isEqualTo(4_880);
    assertThat(padded(128, 64).narrowBytesPerTile()).isEqualTo(8_976);
  }

  private static NetworkPlan padded(int height, int width) {
    LayerGraph.Builder net = LayerGraph.builder("pad", new TensorShape(2, 2, 3));
    net.add("pad", new Layer.Pad(0, height - 2, 0, width - 2), LayerGraph.Builder.INPUT);
    return planned(net.build(), ROOMY);
  }

  /**
   * A pool of 15x15 reads 30x30, which lies on four tiles as 8, 7, 8 and 7 rows and columns; the
   * outputs are split as 4, 4, 4 and 3, so that the third tile holds 15 to 24: 9x9. Beside it lies
   * the 32x32 that a window of three shrinks to 30, 10x10 of a tile: 132 channels of both are the
   * 23,892 bytes that Google's compiler has for {@code model_size_channel132}. The image, 10x10 of
   * four bytes, is held until the second operator.
   */
  @Test
  void aTileHoldsWhatTheWindowsOfItsOutputsReach() {
    LayerGraph.Builder net = LayerGraph.builder("odd", new TensorShape(32, 32, 3));
    int a = net.add("a", conv(3, 1, 132), LayerGraph.Builder.INPUT);
    int b = net.add("b", new Layer.Convolution(Window.valid(3, 1), 132, Activation.RELU), a);
    net.add("pool", new Layer.Pooling(PoolingKind.MAXIMUM, Window.valid(2, 2)), b);

    assertThat(planned(net.build(), ROOMY).narrowBytesPerTile())
        .isEqualTo((10 * 10 + 9 * 9) * 132 + 10 * 10 * 4)
        .isEqualTo(23_892 + 400);
  }

  /** Padding is held like what it pads: a first tile of 16 rows of 61 holds 18 for a 3x3 layer. */
  @Test
  void aTileHoldsThePaddingToo() {
    LayerGraph.Builder net = LayerGraph.builder("padded", new TensorShape(61, 81, 4));
    int a = net.add("a", conv(1, 1, 4), LayerGraph.Builder.INPUT);
    int b = net.add("b", conv(1, 1, 192), a);
    int c = net.add("c", depthwise(), b);
    net.add("d", conv(1, 1, 192), c);

    assertThat(planned(net.build(), ROOMY).narrowBytesPerTile())
        .isEqualTo((18 * 23 + 16 * 21) * 192)
        .isEqualTo(144_000);
  }

  /** Padding that is folded into a window moves it: 57x57 of an image of 224x224 on each tile. */
  @Test
  void paddingThatIsFoldedAwayShiftsTheWindow() {
    LayerGraph.Builder net = LayerGraph.builder("folded", new TensorShape(224, 224, 64));
    int a = net.add("a", conv(1, 1, 4), LayerGraph.Builder.INPUT);
    int pad = net.add("pad", new Layer.Pad(0, 1, 0, 1), a);
    net.add("b", new Layer.Convolution(Window.valid(3, 2), 4, Activation.RELU), pad);
    long one = planned(net.build(), new Memory(1_000_000, 8_000_000, 8208)).narrowBytesPerTile();

    // The image comes in row by row, 224 points of 64 channels, and is held beside what a makes.
    assertThat(one).isEqualTo(56 * 56 * 64 + 57 * 57 * 4 + 272 + 2 * 224 * 64);
  }

  /**
   * A single position of an image of 256x128x3: a quarter of each side on a tile with four bytes a
   * point, two rows of 384 bytes as they come in, and 272 bytes. Google's compiler has 9,232 bytes,
   * and 10,000, 34,576 and 36,112 for the three others.
   */
  @Test
  void anImageComesInByTwoRows() {
    assertThat(strided(256, 128).narrowBytesPerTile())
        .isEqualTo(64 * 32 * 4 + 2 * 384 + 272)
        .isEqualTo(9_232);
    assertThat(strided(128, 256).narrowBytesPerTile()).isEqualTo(10_000);
    assertThat(strided(512, 256).narrowBytesPerTile()).isEqualTo(34_576);
    assertThat(strided(256, 512).narrowBytesPerTile()).isEqualTo(36_112);
  }

  private static NetworkPlan strided(int height, int width) {
    LayerGraph.Builder net = LayerGraph.builder("stride", new TensorShape(height, width, 3));
    Window window = new Window(1, 1, height, width, 1, 1, Padding.VALID);
    net.add("conv", new Layer.Convolution(window, 1, Activation.RELU), LayerGraph.Builder.INPUT);
    return planned(net.build(), ROOMY);
  }

  @Test
  void aShortcutStaysUntilItIsAdded() {
    LayerGraph.Builder net = LayerGraph.builder("residual", new TensorShape(32, 32, 16));
    int a = net.add("a", conv(1, 1, 16), LayerGraph.Builder.INPUT);
    int b = net.add("b", conv(1, 1, 16), a);
    int c = net.add("c", conv(1, 1, 64), b);
    int d = net.add("d", conv(1, 1, 16), c);
    net.add("sum", new Layer.Elementwise(ElementwiseKind.ADD, Activation.NONE), a, d);

    // While d runs: a, c and d lie there, 64 positions of 16 + 64 + 16 channels.
    assertThat(planned(net.build(), ROOMY).narrowBytesPerTile()).isEqualTo(64 * (16 + 64 + 16));
  }

  @Test
  void aClampIsFoldedUnlessSomebodyElseReadsItsInput() {
    LayerGraph.Builder net = LayerGraph.builder("relu", new TensorShape(32, 32, 16));
    int a = net.add("a", conv(1, 1, 16), LayerGraph.Builder.INPUT);
    int folded = net.add("folded", new Layer.Activate(Activation.RELU), a);
    int b = net.add("b", conv(1, 1, 16), folded);
    int kept = net.add("kept", new Layer.Activate(Activation.RELU), b);
    int c = net.add("c", conv(1, 1, 16), kept);
    net.add("sum", new Layer.Elementwise(ElementwiseKind.ADD, Activation.NONE), b, c);

    assertThat(planned(net.build(), ROOMY).operations())
        .extracting(o -> o.mapping().operator())
        .containsExactly("conv 1x1", "conv 1x1", "relu", "conv 1x1", "add");
  }

  @Test
  void poolingCannotTakeAClamp() {
    LayerGraph.Builder net = LayerGraph.builder("pool", new TensorShape(32, 32, 16));
    int pool =
        net.add(
            "pool",
            new Layer.Pooling(PoolingKind.AVERAGE, Window.same(3, 1)),
            LayerGraph.Builder.INPUT);
    net.add("relu", new Layer.Activate(Activation.RELU), pool);

    assertThat(planned(net.build(), ROOMY).operations()).hasSize(2);
  }

  /** 64 * (1,024 + 8) bytes a layer, then 64 * 72, then 16 * 72: a layer that fits may follow. */
  @Test
  void wholeLayersStayOrStream() {
    LayerGraph.Builder net = LayerGraph.builder("dense", new TensorShape(4, 4, 64));
    int a = net.add("a", new Layer.FullyConnected(64, Activation.RELU), LayerGraph.Builder.INPUT);
    int b = net.add("b", new Layer.FullyConnected(64, Activation.RELU), a);
    net.add("c", new Layer.FullyConnected(10, Activation.RELU), b);
    long first = 64 * (1024 + 8);
    long second = 64 * (64 + 8);
    long third = 16 * (64 + 8);

    NetworkPlan all = planned(net.build(), room(first + second + third));
    NetworkPlan some = planned(net.build(), room(first + second - 1));

    assertThat(all.residentBytes()).isEqualTo(first + second + third);
    assertThat(all.streamedBytes()).isZero();
    assertThat(some.residentBytes()).isEqualTo(first + third);
    assertThat(some.operations())
        .extracting(NetworkPlan.Operation::streamedBytes)
        .containsExactly(0L, second, 0L);
  }

  /** 32 of 64 cells are left empty: 16 layers of 32 channels take the room of 64. */
  @Test
  void aConvolutionTakesItsRowOfCellsWhole() {
    LayerGraph.Builder net = LayerGraph.builder("narrow", new TensorShape(8, 8, 32));
    net.add("a", conv(3, 1, 32), LayerGraph.Builder.INPUT);
    long blob = 32 * (9 * 32 + 12);

    assertThat(planned(net.build(), room(2 * blob)).residentBytes()).isEqualTo(blob);
    assertThat(planned(net.build(), room(2 * blob - 1)).streamedBytes()).isEqualTo(blob);
  }

  /** 8,204 weights and a bias fill a cell of 8,208 bytes; four more do not fit any. */
  @Test
  void aDenseOutputLiesInOneCell() {
    assertThat(planned(dense(8204), ROOMY).streamedBytes()).isZero();
    assertThat(planned(dense(8208), ROOMY).residentBytes()).isZero();
  }

  private static LayerGraph dense(int inputs) {
    LayerGraph.Builder net = LayerGraph.builder("dense", TensorShape.vector(inputs));
    net.add("a", new Layer.FullyConnected(8, Activation.RELU), LayerGraph.Builder.INPUT);
    return net.build();
  }

  private static Memory room(long bytes) {
    return new Memory(196_608, bytes, 8208);
  }

  /**
   * A tile's 64 x 64 positions of 96 channels do not fit, so expansion and depthwise are a group,
   * which ends at the projection: its output takes 32 * 32 * 24 bytes of a tile. In halves along x
   * the depthwise convolution would need 64 * 33 * 96 + 32 * 16 * 96 bytes; in quarters it needs 33
   * * 33 * 96 + 16 * 16 * 96. Each quarter of 64 x 64 positions needs one row and one column more
   * than 128 x 128 of the expansion, where the image does not end: 33 * 33 + 2 * 33 * 32 + 32 * 32
   * positions of a tile in place of 64 * 64, at 96 cycles each.
   */
  @Test
  void activationsThatDoNotFitAreCutIntoSlabs() {
    LayerGraph.Builder net = LayerGraph.builder("large", new TensorShape(256, 256, 16));
    int a = net.add("expand", conv(1, 1, 96), LayerGraph.Builder.INPUT);
    int b =
        net.add(
            "depthwise", new Layer.DepthwiseConvolution(Window.same(3, 2), 1, Activation.RELU), a);
    net.add("project", conv(1, 1, 24), b);
    NetworkPlan plan = planned(net.build(), ROOMY);

    assertThat(plan.operations())
        .extracting(NetworkPlan.Operation::slabCycles)
        .containsExactly((33 * 33 + 2 * 33 * 32 + 32 * 32 - 64 * 64) * 96L, 0L, 0L);
    assertThat(plan.narrowBytesPerTile()).isEqualTo(32 * 32 * 24 + 33 * 33 * 96 + 16 * 16 * 96);
  }

  @Test
  void whatTheChipDoesNotRunAndAllAfterItGoesToTheHost() {
    LayerGraph.Builder net = LayerGraph.builder("swish", new TensorShape(32, 32, 16));
    int a = net.add("a", conv(1, 1, 16), LayerGraph.Builder.INPUT);
    int b = net.add("b", new Layer.Activate(Activation.HARD_SWISH), a);
    net.add("c", conv(1, 1, 16), b);
    NetworkPlan plan = planned(net.build(), ROOMY);

    assertThat(plan.placement().hostNodes()).containsExactly(2, 3);
    assertThat(plan.operations()).hasSize(1);
  }

  @Test
  void anOperatorThatIsNotMappedRunsOnTheHost() {
    LayerGraph.Builder net = LayerGraph.builder("odd", new TensorShape(8, 8, 4));
    net.add("mystery", new Layer.Unsupported("FFT", new TensorShape(8, 8, 4)), 0);
    NetworkPlan plan = planned(net.build(), ROOMY);

    assertThat(plan.operations()).isEmpty();
    assertThat(plan.placement().of(1).reason())
        .isEqualTo("FFT is not among the operators that the Edge TPU runs");
    assertThat(plan.inputBytes() + plan.outputBytes()).isZero();
  }

  @Test
  void aRowThatDoesNotFitATileIsImpossible() {
    LayerGraph.Builder net = LayerGraph.builder("wide", new TensorShape(64, 1 << 16, 64));
    net.add("conv", conv(3, 1, 64), LayerGraph.Builder.INPUT);

    assertThat(plan(net.build(), ROOMY))
        .isInstanceOfSatisfying(
            Planner.Outcome.Impossible.class,
            i ->
                assertThat(i.reason())
                    .startsWith("layer conv: conv 3x3 on 64x65536x64 needs ")
                    .endsWith("bytes of a tile for one row; narrow memory has 196608"));
  }

  private static NetworkPlan planned(LayerGraph graph, Memory memory) {
    return ((Planner.Outcome.Planned) plan(graph, memory)).plan();
  }

  private static Planner.Outcome plan(LayerGraph graph, Memory memory) {
    return new Planner(new TileMapper(Accelerators.edgeTpuArray()), memory).plan(graph);
  }

  private static Layer conv(int kernel, int stride, int channels) {
    return new Layer.Convolution(Window.same(kernel, stride), channels, Activation.NONE);
  }

  private static Layer depthwise() {
    return new Layer.DepthwiseConvolution(Window.same(3, 1), 1, Activation.RELU);
  }
}
