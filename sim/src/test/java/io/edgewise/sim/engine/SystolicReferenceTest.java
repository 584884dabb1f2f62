package io.edgewise.sim.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.edgewise.sim.Accelerators;
import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.SimulationResult.Simulated;
import io.edgewise.sim.accelerator.Dataflow;
import io.edgewise.sim.workload.Activation;
import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.TensorShape;
import io.edgewise.sim.workload.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Plain systolic arrays against SCALE-Sim v2. */
class SystolicReferenceTest {

  private static final Path REFERENCE = Path.of("../../shared/data/systolic_reference.csv");

  /**
   * A 2x2 convolution on a 4x4 input of one channel to 3 outputs on a 4x4 array: 9 positions, a
   * window of 4. Output stationary: 3 folds of the positions, one of the outputs; each fold fills
   * and drains in 4 + 4 - 2 cycles and streams 4. Weight stationary: one fold; 4 to load, 6 to fill
   * and drain, 9 to stream.
   */
  @Test
  void foldsAreFilledStreamedAndDrained() {
    Layer conv = new Layer.Convolution(Window.valid(2, 1), 3, Activation.NONE);
    TensorShape input = new TensorShape(4, 4, 1);

    assertThat(cycles(conv, input, 4, 4, Dataflow.OUTPUT_STATIONARY)).isEqualTo(3 * (6 + 4));
    assertThat(cycles(conv, input, 4, 4, Dataflow.WEIGHT_STATIONARY)).isEqualTo(4 + 6 + 9);
    assertThat(cycles(conv, input, 4, 4, Dataflow.INPUT_STATIONARY)).isEqualTo(3 * (4 + 6 + 3));
  }

  /**
   * A transposed 2x2 convolution of 3 x 3 positions to 2 channels is a product of 9 positions, one
   * channel and 2 x 2 x 2 outputs: 3 x 2 folds of 6 + 1 cycles.
   */
  @Test
  void aTransposedConvolutionIsTheProductOfItsInputsPositions() {
    Layer enlarged = new Layer.TransposedConvolution(Window.same(2, 2), 6, 6, 2);
    TensorShape input = new TensorShape(3, 3, 1);

    assertThat(cycles(enlarged, input, 4, 4, Dataflow.OUTPUT_STATIONARY)).isEqualTo(6 * (6 + 1));
  }

  /**
   * Five steps of an LSTM of 2 units over 3 channels are five products of one row, 5 words and 4 x
   * 2 outputs, one behind the other: 2 folds of 6 + 5 cycles each.
   */
  @Test
  void theStepsOfARecurrentLayerFollowEachOther() {
    Layer recurrent = new Layer.Recurrent(2);
    TensorShape input = new TensorShape(5, 1, 3);

    assertThat(cycles(recurrent, input, 4, 4, Dataflow.OUTPUT_STATIONARY))
        .isEqualTo(5 * 2 * (6 + 5));
  }

  /** SCALE-Sim reports the index of the last cycle: one less than the count. */
  @Test
  void everyLayerOfTheReferenceIsEqual() throws IOException {
    assumeThat(REFERENCE).exists();
    List<String> lines = Files.readAllLines(REFERENCE);
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      int[] v = Arrays.stream(cells, 1, 10).mapToInt(Integer::parseInt).toArray();
      Window window = new Window(v[2], v[3], v[6], v[6], 1, 1, Window.valid(1, 1).padding());
      Dataflow dataflow =
          Arrays.stream(Dataflow.values())
              .filter(d -> d.label().equals(cells[10]))
              .findFirst()
              .orElseThrow();
      Layer layer =
          cells[0].equals("dw")
              ? new Layer.DepthwiseConvolution(window, 1, Activation.NONE)
              : new Layer.Convolution(window, v[5], Activation.NONE);
      assertThat(cycles(layer, new TensorShape(v[0], v[1], v[4]), v[7], v[8], dataflow) - 1)
          .as(line)
          .isEqualTo(Long.parseLong(cells[11]));
    }
  }

  private static long cycles(
      Layer layer, TensorShape input, int rows, int columns, Dataflow dataflow) {
    LayerGraph.Builder net = LayerGraph.builder("layer", input);
    net.add("layer", layer, LayerGraph.Builder.INPUT);
    CycleSimulator simulator = new CycleSimulator(Accelerators.systolic(rows, columns, dataflow));
    LatencyReport report = ((Simulated) simulator.simulateByEvents(net.build())).report();
    return report.metrics().cycles();
  }
}
