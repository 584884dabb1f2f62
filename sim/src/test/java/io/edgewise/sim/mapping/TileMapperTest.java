package io.edgewise.sim.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgewise.sim.Accelerators;
import io.edgewise.sim.workload.Activation;
import io.edgewise.sim.workload.ElementwiseKind;
import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.Layer.Convolution;
import io.edgewise.sim.workload.Layer.DepthwiseConvolution;
import io.edgewise.sim.workload.PoolingKind;
import io.edgewise.sim.workload.TensorShape;
import io.edgewise.sim.workload.WeightScaling;
import io.edgewise.sim.workload.Window;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Layers on the 4 x 4 tiles of 64 cells of the Edge TPU. */
class TileMapperTest {

  private final TileMapper mapper = new TileMapper(Accelerators.edgeTpuArray());

  /**
   * 128 x 128 over 4 x 4 tiles is 32 x 32 = 1,024 positions a tile; 32 output channels let two
   * positions share the 64 cells, so 512 passes; a pass takes 7 * 7 * 32 = 1,568 cycles. 512 *
   * 1,568 = 802,816: the Edge TPU compiler's own estimate of this layer.
   */
  @Test
  void twoPositionsShareTheCellsWhenChannelsAreFew() {
    LayerMapping mapping = map(conv(7, 1, 32), new TensorShape(128, 128, 32));

    assertThat(mapping.countedCycles()).isEqualTo(802_816);
    assertThat(mapping.macs()).isEqualTo(1024L * 802_816);
  }

  /** Three input channels are padded to a word of four: 512 passes of 49 * 4 cycles. */
  @Test
  void inputChannelsArePaddedToAWord() {
    LayerMapping mapping = map(conv(7, 1, 32), new TensorShape(128, 128, 3));

    assertThat(mapping.countedCycles()).isEqualTo(512 * 49 * 4);
  }

  /** 14 x 14 is 4 x 4 = 16 positions on the chip's grid, whatever that wastes. */
  @Test
  void tilesAreNotRegrouped() {
    LayerMapping mapping = map(conv(1, 1, 512), new TensorShape(14, 14, 512));

    assertThat(mapping.countedCycles()).isEqualTo(16 * 8 * 512);
  }

  /** 96 channels are one and a half passes: 16 positions of 96 / 64 passes of 64 words. */
  @Test
  void outputChannelsArePaddedToSixteen() {
    LayerMapping mapping = map(conv(1, 1, 96), new TensorShape(16, 16, 64));

    assertThat(mapping.countedCycles()).isEqualTo(16 * 96);
    assertThat(map(conv(1, 1, 81), new TensorShape(16, 16, 64)).countedCycles()).isEqualTo(16 * 96);
  }

  /** A 1x1 convolution of 16 channels has 16 words, and still takes 64 cycles a pass. */
  @Test
  void aPassIsCountedAsAtLeastOneCycleAnOutput() {
    LayerMapping mapping = map(conv(1, 1, 64), new TensorShape(16, 16, 16));

    assertThat(mapping.countedCycles()).isEqualTo(16 * 64);
  }

  /** The mean of 7 x 7 positions, padded to 52, of 1,280 channels: 1,280 * 52 / 64 cycles. */
  @Test
  void aMeanIsCountedOnce() {
    Layer mean = new Layer.GlobalPooling(PoolingKind.AVERAGE);

    assertThat(map(mean, new TensorShape(7, 7, 1280)).countedCycles()).isEqualTo(1040);
  }

  @Test
  void nothingElseIsCounted() {
    assertThat(map(depthwise(3, 2), new TensorShape(112, 112, 96)).countedCycles()).isZero();
    assertThat(
            map(new Layer.FullyConnected(1000, Activation.NONE), TensorShape.vector(1280))
                .countedCycles())
        .isZero();
    assertThat(map(conv(1, 1, 1001), TensorShape.vector(1280)).countedCycles()).isZero();
  }

  /**
   * The silicon: 512 passes of 1,568 words at 2.127 a cycle, then 64 outputs at 1.326 a cycle,
   * which makes 0.80 ms at 500 MHz.
   */
  @Test
  void theSiliconComputesThenPassesOn() {
    LayerMapping mapping = map(conv(7, 1, 32), new TensorShape(128, 128, 32));

    assertThat(mapping.work().cycles())
        .isEqualTo((long) Math.ceil(512 * (1568 / 2.127 + 64 / 1.326)));
  }

  /** 28 x 28 = 784 outputs of 96 channels, one after the other; the window hides behind them. */
  @Test
  void aDepthwiseConvolutionTakesTheTimeOfItsOutputs() {
    LayerMapping mapping = map(depthwise(3, 1), new TensorShape(112, 112, 96));

    assertThat(mapping.work().cycles()).isEqualTo((long) Math.ceil(784 * 96 / 0.531));
  }

  /** 1,000 outputs go round 16 tiles of 64 cells at once; 0.427 MAC a cell: 1,280 / 0.427. */
  @Test
  void denseLayersSpreadTheirOutputsOverAllTiles() {
    LayerMapping mapping =
        map(new Layer.FullyConnected(1000, Activation.NONE), TensorShape.vector(1280));

    assertThat(mapping.work().cycles()).isEqualTo((long) Math.ceil(1280 / 0.427));
  }

  /** A convolution on one position is the same product. */
  @Test
  void aConvolutionOnOnePositionSpreadsItsOutputsOverAllTiles() {
    LayerMapping mapping =
        map(new Convolution(Window.same(1, 1), 1000, Activation.NONE), TensorShape.vector(1280));

    assertThat(mapping.work().cycles()).isEqualTo((long) Math.ceil(1280 / 0.427));
  }

  /**
   * The tiles add up what they hold, 4 positions of 1,280 channels at 16 a cycle, then once more.
   */
  @Test
  void theMeanOverAllPositionsIsReducedTileByTile() {
    LayerMapping mapping =
        map(new Layer.GlobalPooling(PoolingKind.AVERAGE), new TensorShape(7, 7, 1280));

    assertThat(mapping.work().cycles()).isEqualTo(4 * 80 + 80);
  }

  @Test
  void averagePoolingIsDear() {
    TensorShape shape = new TensorShape(32, 32, 16);
    Layer average = new Layer.Pooling(PoolingKind.AVERAGE, Window.same(3, 1));
    Layer maximum = new Layer.Pooling(PoolingKind.MAXIMUM, Window.same(3, 1));

    assertThat(map(average, shape).work().cycles())
        .isEqualTo((long) Math.ceil(64 * 9 * 16 / 1.382));
    assertThat(map(maximum, shape).work().cycles()).isEqualTo(64 * 9);
  }

  /** 49 * 32 * 32 weights and a 4-byte bias for each of 32 channels: 50,304 bytes, as compiled. */
  @Test
  void aBlobHoldsPaddedWeightsAndWhatEachOutputChannelCarries() {
    TensorShape shape = new TensorShape(128, 128, 32);

    assertThat(blob(conv(7, 1, 32), shape, WeightScaling.PER_TENSOR)).isEqualTo(50_304);
    assertThat(blob(conv(7, 1, 32), shape, WeightScaling.PER_CHANNEL)).isEqualTo(50_560);
  }

  /** A depthwise weight takes a word of four bytes: (9 * 4 + 4) bytes a channel. */
  @Test
  void depthwiseWeightsTakeAWordEach() {
    TensorShape shape = new TensorShape(14, 14, 512);

    assertThat(blob(depthwise(3, 1), shape, WeightScaling.PER_TENSOR)).isEqualTo(512 * 40);
  }

  /** 24 channels are three loads of eight; 40 channels of a convolution are padded to 48. */
  @Test
  void channelsArePaddedToWhatIsLoadedAtOnce() {
    TensorShape shape = new TensorShape(14, 14, 24);

    assertThat(blob(depthwise(3, 1), shape, WeightScaling.PER_TENSOR)).isEqualTo(24 * 40);
    assertThat(blob(conv(1, 1, 40), shape, WeightScaling.ALIKE)).isEqualTo(48 * (24 + 8));
  }

  /** One output channel is padded to four of 32 weights and 4 bytes, the blob to 64: 192 bytes. */
  @Test
  void smallBlobsAreAligned() {
    assertThat(blob(conv(1, 1, 1), new TensorShape(8, 8, 32), WeightScaling.PER_TENSOR))
        .isEqualTo(192);
  }

  /** 112 / 4 = 28 rows and columns, and one more of the neighbours for stride 2, of 96 channels. */
  @Test
  void aTileKeepsTheBorderThatAWindowReachesInto() {
    LayerMapping mapping = map(depthwise(3, 2), new TensorShape(112, 112, 96));

    assertThat(mapping.halo()).isEqualTo(new Halo(1, 1));
    assertThat(mapper.bytesPerTile(new TensorShape(112, 112, 96), mapping.halo()))
        .isEqualTo(29 * 29 * 96);
  }

  /** 96 channels are two passes over the cells, as 128 are; 32 share the cells with a neighbour. */
  @Test
  void aPassThatIsNotFullTakesAsLongAsOne() {
    TensorShape shape = new TensorShape(64, 64, 64);

    assertThat(map(conv(3, 1, 96), shape).work().cycles())
        .isEqualTo(map(conv(3, 1, 128), shape).work().cycles());
    assertThat(2 * map(conv(3, 1, 32), shape).work().cycles())
        .isCloseTo(map(conv(3, 1, 64), shape).work().cycles(), within(2L));
  }

  @Test
  void addingTwoTensorsJoinsTwoOperands() {
    TensorShape shape = new TensorShape(56, 56, 24);
    Layer add = new Layer.Elementwise(ElementwiseKind.ADD, Activation.NONE);
    LayerMapping mapping = mapper.map(add, List.of(shape, shape), WeightScaling.PER_TENSOR);

    assertThat(mapping.operands()).isEqualTo(2);
    assertThat(mapping.work().cycles()).isEqualTo((long) Math.ceil(196 * 24 * 2 / 1.382));
  }

  private LayerMapping map(Layer layer, TensorShape input) {
    return mapper.map(layer, List.of(input), WeightScaling.PER_TENSOR);
  }

  private long blob(Layer layer, TensorShape input, WeightScaling scaling) {
    return mapper.map(layer, List.of(input), scaling).blob().bytes();
  }

  private static Layer conv(int kernel, int stride, int channels) {
    return new Convolution(Window.same(kernel, stride), channels, Activation.RELU);
  }

  private static Layer depthwise(int kernel, int stride) {
    return new DepthwiseConvolution(Window.same(kernel, stride), 1, Activation.RELU);
  }
}
