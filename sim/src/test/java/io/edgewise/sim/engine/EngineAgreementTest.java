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
import io.edgewise.sim.engine.Program.Step;
import io.edgewise.sim.mapping.TileGrid;
import io.edgewise.sim.mapping.TileWork;
import io.edgewise.sim.mapping.WorkUnit;
import io.edgewise.sim.settings.AcceleratorFile;
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
   * Two steps, by hand. The link brings 10 bytes a cycle; the input takes 5, the output 7.
   *
   * <pre>
   *   step 0: start 3, nothing streams, two tiles work 20 each     t =  5 ..  28
   *   step 1: start 4, 300 bytes stream 30, a tile works 30        t = 28 ..  92
   *   output 92 .. 99
   * </pre>
   */
  @Test
  void aStepWaitsForItsParameters() {
    Program program = byHand();

    Timeline timeline = EventEngine.run(program).timeline();

    assertThat(timeline.totalCycles()).isEqualTo(99);
    assertThat(timeline.stalled()).containsExactly(0, 30);
    assertThat(FastEngine.run(program)).isEqualTo(timeline);
  }

  private static Program byHand() {
    TileWork twenty = new TileWork(WorkUnit.OTHER, new TileGrid(1, 2), 1, 4, 10, 1, 1, 0);
    TileWork thirty = new TileWork(WorkUnit.CONVOLUTION, new TileGrid(1, 1), 1, 3, 10, 1, 1, 0);
    List<Step> steps = List.of(new Step(3, twenty, 0, 0), new Step(4, thirty, 90, 300));
    return new Program(steps, 5, 7, 10);
  }

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theyAgreeOnEveryNetworkAndTheBooksBalance(long seed) {
    LayerGraph graph = RandomNetworks.network(seed);
    // From everything resident to everything streamed.
    Memory memory = new Memory(196_608, (seed % 5) * 200_000, 8208);
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
    assertThat(fast.metrics().cycles() * (8 << (seed % 3)) * 16)
        .isGreaterThanOrEqualTo(fast.metrics().macs());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theyAgreeOnProcessors(long seed) {
    LayerGraph graph = RandomNetworks.network(seed);
    AcceleratorSpec spec = AcceleratorFile.find("raspberry-pi-4");
    CycleSimulator simulator = new CycleSimulator(spec);

    LatencyReport fast = ((Simulated) simulator.simulate(graph)).report();

    assertThat(fast).isEqualTo(((Simulated) simulator.simulateByEvents(graph)).report());
    assertThat(fast.metrics().streamedParameterBytes()).isZero();
    assertThat(fast.latencyMillis())
        .isGreaterThanOrEqualTo(1e3 * fast.metrics().macs() / spec.chip().peakMacsPerSecond());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theyAgreeWhereParametersShareTheMemoryOfActivations(long seed) {
    LayerGraph graph = RandomNetworks.network(seed);
    Memory shared = Memory.shared(16 * 196_608, 16, 8208);
    AcceleratorSpec spec = Accelerators.with(Accelerators.coralUsb(), shared);
    CycleSimulator simulator = new CycleSimulator(spec);

    LatencyReport fast = ((Simulated) simulator.simulate(graph)).report();

    assertThat(fast).isEqualTo(((Simulated) simulator.simulateByEvents(graph)).report());
    long activations = 16 * fast.metrics().narrowMemoryBytesPerTile();
    assertThat(fast.metrics().cachedParameterBytes() + activations)
        .isLessThanOrEqualTo(shared.parameterBytes());
  }

  @Test
  void booksThatDoNotBalanceAreAnError() {
    Program program = byHand();
    Books books = EventEngine.run(program).books();
    books.streamed(1);

    assertThatThrownBy(books::requireBalance)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("books do not balance: streamed bytes: expected 300, counted 301");
  }

  /** No faster than the roofline, nothing lost, nothing counted twice. */
  static void requirePlausible(LatencyReport report, LayerGraph graph, AcceleratorSpec spec) {
    assertThat(report.metrics().macs()).isEqualTo(graph.macs());
    assertThat(report.metrics().parameters()).isEqualTo(graph.parameters());
    // The compiler counts convolutions of a plane, at one MAC a cell and cycle on 1,024 cells.
    long convolutions =
        graph.nodes().stream()
            .filter(n -> n.layer() instanceof Layer.Convolution)
            .filter(n -> n.inputShapes().get(0).positions() > 1)
            .mapToLong(LayerGraph.Node::macs)
            .sum();
    assertThat(1024 * report.metrics().cycles()).isGreaterThanOrEqualTo(convolutions);
    assertThat(report.metrics().narrowMemoryBytesPerTile())
        .isPositive()
        .isLessThanOrEqualTo(spec.chip().memory().narrowBytesPerTile());
    assertThat(report.metrics().parameterBytes())
        .isEqualTo(report.layers().stream().mapToLong(LayerLatency::parameterBytes).sum());
    assertThat(report.metrics().streamedParameterBytes())
        .isEqualTo(report.layers().stream().mapToLong(LayerLatency::streamedParameterBytes).sum());
    assertThat(report.metrics().parameterBytes())
        .isGreaterThanOrEqualTo(report.metrics().parameters());
    double layers = report.layers().stream().mapToDouble(LayerLatency::millis).sum();
    assertThat(report.breakdown().total()).isEqualTo(report.latencyMillis());
    assertThat(layers).isCloseTo(report.latencyMillis(), within(1e-9));
    assertThat(report.latencyMillis())
        .isGreaterThanOrEqualTo(
            1e3
                * report.metrics().streamedParameterBytes()
                / spec.link().parameterBytesPerSecond());
  }
}
