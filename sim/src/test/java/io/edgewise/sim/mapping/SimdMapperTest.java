package io.edgewise.sim.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.sim.accelerator.SimdProcessor;
import io.edgewise.sim.accelerator.SimdProcessor.Cache;
import io.edgewise.sim.workload.Activation;
import io.edgewise.sim.workload.ElementwiseKind;
import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.PoolingKind;
import io.edgewise.sim.workload.TensorShape;
import io.edgewise.sim.workload.WeightScaling;
import io.edgewise.sim.workload.Window;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The roofline of a processor with two caches. */
class SimdMapperTest {

  /** Two cores; 1,000 bytes come at 10 a cycle, 10,000 at 5, the rest at 1. */
  private static final SimdProcessor PROCESSOR =
      new SimdProcessor(
          2, new SimdProcessor.Rates(4, 2, 1, 0.5), new Cache(1_000, 10), new Cache(10_000, 5), 1);

  /**
   * 10 x 10 positions of 4 channels to 8: 3,200 multiply-accumulates at 2 x 4 a cycle are 400
   * cycles; 400 bytes in, 800 out and 40 parameters fit the second cache, 248 cycles.
   */
  @Test
  void aConvolutionTakesItsArithmeticWhereThatIsLonger() {
    assertThat(cycles(new Layer.Convolution(Window.same(1, 1), 8, Activation.NONE), 10, 4))
        .isEqualTo(400);
  }

  /** 5 x 5 x 4 in and out are 200 bytes of the first cache, and two cores add 1 element a cycle. */
  @Test
  void anAdditionReadsBothItsOperands() {
    TensorShape shape = new TensorShape(5, 5, 4);
    Layer sum = new Layer.Elementwise(ElementwiseKind.ADD, Activation.NONE);
    assertThat(map(sum, List.of(shape, shape))).isEqualTo(200);
  }

  /** 3 x 3 windows over 10 x 10 x 4: 3,600 elements at 1 a cycle. */
  @Test
  void aPoolReadsItsWindows() {
    assertThat(cycles(new Layer.Pooling(PoolingKind.MAXIMUM, Window.same(3, 1)), 10, 4))
        .isEqualTo(3600);
  }

  /** A dense layer of 100 x 1,000 weights does 2 a cycle, but its 101,100 bytes come at 1. */
  @Test
  void bytesThatNoCacheHoldsComeFromTheMemory() {
    Layer dense = new Layer.FullyConnected(100, Activation.NONE);
    TensorShape input = TensorShape.vector(1000);
    long bytes = dense.parameters(List.of(input)) + 1000 + 100;
    assertThat(map(dense, List.of(input))).isEqualTo(bytes);
  }

  @Test
  void aLevelServesWhatItHolds() {
    assertThat(PROCESSOR.bytesPerCycle(1_000)).isEqualTo(10);
    assertThat(PROCESSOR.bytesPerCycle(1_001)).isEqualTo(5);
    assertThat(PROCESSOR.bytesPerCycle(10_001)).isEqualTo(1);
  }

  @Test
  void aReshapeTakesNothing() {
    assertThat(cycles(new Layer.Reshape(TensorShape.vector(400)), 10, 4)).isZero();
  }

  private static long cycles(Layer layer, int size, int channels) {
    return map(layer, List.of(new TensorShape(size, size, channels)));
  }

  private static long map(Layer layer, List<TensorShape> inputs) {
    return new SimdMapper(PROCESSOR).map(layer, inputs, WeightScaling.PER_CHANNEL).work().cycles();
  }
}
