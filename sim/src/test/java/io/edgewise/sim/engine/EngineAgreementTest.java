package io.edgewise.sim.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.edgewise.sim.Accelerators;
import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.LayerLatency;
import io.edgewise.sim.SimulationResult.Simulated;
import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.accelerator.Dataflow;
import io.edgewise.sim.accelerator.Memory;
import io.edgewise.sim.engine.Program.ParameterLink;
import io.edgewise.sim.engine.Program.Step;
import io.edgewise.sim.mapping.TileGrid;
import io.edgewise.sim.mapping.TileWork;
import io.edgewise.sim.mapping.WorkUnit;
import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The event engine is the truth, the recurrence is fast; they agree to the cycle. */
class EngineAgreementTest {

  /**
   * Two steps on a tile, by hand. The link takes 10 cycles a chunk, the buffer holds two; the input
   * takes 5, the output 7.
   *
   * <pre>
   *   step 0: start 3, one pass of 20, nothing streams          t =  5 ..  28
   *   step 1: start 4, three chunks, 30 cycles, 10 a chunk       t = 28 .. 32 start
   *     chunk 0 arrives at 15, chunk 1 at 25; both wait, the buffer is full
   *     chunk 0 computed 32 .. 42; only then chunk 2 is sent: 42 .. 52
   *     chunk 1 computed 42 .. 52; chunk 2 computed 52 .. 62
   *   output 62 .. 69
   * </pre>
   */
  @Test
  void aStreamFillsTheBufferAndIsOverlapped() {
    Program program = byHand(2 * 100);

    Timeline timeline = EventEngine.run(program).timeline();

    assertThat(timeline.totalCycles()).isEqualTo(69);
    assertThat(timeline.stalled()).containsExactly(0, 0);
    assertThat(FastEngine.run(program)).isEqualTo(timeline);
  }

  /** With room for one chunk only, each is sent when the one before is done: 10 more a chunk. */
  @Test
  void withoutASecondBufferTheArrayWaits() {
    Program program = byHand(100);

    Timeline timeline = EventEngine.run(program).timeline();

    assertThat(timeline.stalled()).containsExactly(0, 20);
    assertThat(timeline.totalCycles()).isEqualTo(89);
    assertThat(FastEngine.run(program)).isEqualTo(timeline);
  }

  private static Program byHand(long buffer) {
    TileWork twenty = new TileWork(WorkUnit.OTHER, new TileGrid(1, 2), 1, 4, 10, 1, 1, 0);
    TileWork thirty = new TileWork(WorkUnit.CONVOLUTION, new TileGrid(1, 1), 1, 3, 10, 1, 1, 0);
    List<Step> steps = List.of(new Step(3, twenty, 0, 0), new Step(4, thirty, 90, 300));
    return new Program(steps, 5, 7, buffer, new ParameterLink(100, 10));
  }

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theyAgreeOnEveryNetworkAndTheBooksBalance(long seed) {
    LayerGraph graph = RandomNetworks.network(seed);
    // From everything resident to everything streamed, through buffers of all sizes.
    Memory memory = new Memory(196_608, (seed % 5) * 200_000, 8208, (seed % 7) * 60_000);
    AcceleratorSpec spec = Accelerators.with(Accelerators.coralUsb(), memory);
    CycleSimulator simulator = new CycleSimulator(spec);

    LatencyReport fast = ((Simulated) simulator.simulate(graph)).report();
    LatencyReport events = ((Simulated) simulator.simulateByEvents(graph)).report();

    assertThat(fast).isEqualTo(events);
    assertThat(fast).isEqualTo(((Simulated) new CycleSimulator(spec, 0).simulate(graph)).report());
    requirePlausible(fast, graph, spec);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theyAgreeOnSystolicArrays(long seed) {
    LayerGraph graph = RandomNetworks.network(seed);
    Dataflow dataflow = Dataflow.values()[(int) (seed % 3)];
    AcceleratorSpec spec = Accelerators.systolic(8 << (seed % 3), 16, dataflow);
    CycleSimulator simulator = new CycleSimulator(spec);

    LatencyReport fast = ((Simulated) simulator.simulate(graph)).report();

    assertThat(fast).isEqualTo(((Simulated) simulator.simulateByEvents(graph)).report());
    assertThat(fast.cycles() * (8 << (seed % 3)) * 16).isGreaterThanOrEqualTo(fast.macs());
  }

  @Test
  void booksThatDoNotBalanceAreAnError() {
    Program program = byHand(200);
    Books books = EventEngine.run(program).books();
    books.streamed(1);

    assertThatThrownBy(books::requireBalance)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("books do not balance: streamed bytes: expected 300, counted 301");
  }

  /** No faster than the roofline, nothing lost, nothing counted twice. */
  static void requirePlausible(LatencyReport report, LayerGraph graph, AcceleratorSpec spec) {
    assertThat(report.macs()).isEqualTo(graph.macs());
    assertThat(report.parameters()).isEqualTo(graph.parameters());
    // The compiler counts convolutions of a plane, at one MAC a cell and cycle on 1,024 cells.
    long convolutions =
        graph.nodes().stream()
            .filter(n -> n.layer() instanceof Layer.Convolution)
            .filter(n -> n.inputShapes().get(0).positions() > 1)
            .mapToLong(LayerGraph.Node::macs)
            .sum();
    assertThat(1024 * report.cycles()).isGreaterThanOrEqualTo(convolutions);
    assertThat(report.narrowMemoryBytesPerTile())
        .isPositive()
        .isLessThanOrEqualTo(spec.chip().memory().narrowBytesPerTile());
    assertThat(report.parameterBytes())
        .isEqualTo(report.layers().stream().mapToLong(LayerLatency::parameterBytes).sum());
    assertThat(report.streamedParameterBytes())
        .isEqualTo(report.layers().stream().mapToLong(LayerLatency::streamedParameterBytes).sum());
    assertThat(report.parameterBytes()).isGreaterThanOrEqualTo(report.parameters());
    double layers = report.layers().stream().mapToDouble(LayerLatency::millis).sum();
    assertThat(report.breakdown().total()).isEqualTo(report.latencyMillis());
    assertThat(layers).isCloseTo(report.latencyMillis(), within(1e-9));
    assertThat(report.latencyMillis())
        .isGreaterThanOrEqualTo(
            1e3 * report.streamedParameterBytes() / spec.link().parameterBytesPerSecond());
  }
}
