package io.edgewise.sim.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgewise.sim.Accelerators;
import io.edgewise.sim.SimulationResult.Simulated;
import io.edgewise.sim.Simulator;
import io.edgewise.sim.deployment.Pipeline.Stage;
import io.edgewise.sim.engine.CycleSimulator;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.networks.Networks;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One network over several chips. */
class PipelinerTest {

  private static final Simulator USB = new CycleSimulator(Accelerators.coralUsb());

  /**
   * A dense chain: 64 x 2048, three times 2048 x 2048, 2048 x 10; the last two bring 4 MiB a layer.
   */
  @Test
  void parametersAreSharedOutByWholeLayers() {
    LayerGraph chain = Networks.find("chain:dense:2048x4@64:10");
    Pipeline pipeline = new Pipeliner(chain, USB).byParameters(3);

    assertThat(pipeline.stages())
        .extracting(stage -> stage.report().metrics().parameterBytes())
        .containsExactly(147_456L + 4_210_688L, 4_210_688L, 4_210_688L + 32_896L);
    assertThat(pipeline.streamedBytes()).isZero();
  }

  /** Six equal convolutions: 12 KiB come in, 512 KiB go on, in and out of the second chip. */
  @Test
  void aChipThatMovesMoreRunsFewerLayers() {
    Segments segments = new Segments(Networks.find("chain:conv3x3:128x6@64"));
    Pipeline pipeline = new Pipeliner(Networks.find("chain:conv3x3:128x6@64"), USB).byLatency(2);

    assertThat(pipeline.stages()).extracting(Stage::layers).containsExactly(5, 1);
    double fastest =
        IntStream.range(1, 6)
            .mapToDouble(cut -> Math.max(millis(segments, 0, cut), millis(segments, cut, 6)))
            .min()
            .orElseThrow();
    assertThat(pipeline.intervalMillis()).isEqualTo(fastest);
  }

  @Test
  void oneChipIsTheNetworkItself() {
    LayerGraph graph = Networks.find("mobilenet-v2-1.0@224");
    Pipeline pipeline = new Pipeliner(graph, USB).byLatency(1);

    assertThat(pipeline.stages()).hasSize(1);
    assertThat(pipeline.stages().get(0).report())
        .isEqualTo(((Simulated) USB.simulate(graph)).report());
  }

  /** Every cut keeps the books: layers, operations and parameters are there once. */
  @ParameterizedTest
  @ValueSource(strings = {"resnet-50-v1@224", "inception-v1@224", "densenet-121@224"})
  void nothingIsLostOrDoubledAndNoOtherCutIsFaster(String name) {
    LayerGraph graph = Networks.find(name);
    Pipeliner pipeliner = new Pipeliner(graph, USB);
    Pipeline fast = pipeliner.byLatency(3);
    Pipeline even = pipeliner.byParameters(3);

    for (Pipeline pipeline : new Pipeline[] {fast, even}) {
      assertThat(pipeline.stages().stream().mapToInt(Stage::layers).sum())
          .isEqualTo(graph.nodes().size() - 1);
      assertThat(pipeline.stages().stream().mapToLong(s -> s.report().metrics().macs()).sum())
          .isEqualTo(graph.macs());
      assertThat(pipeline.stages().stream().mapToLong(s -> s.report().metrics().parameters()).sum())
          .isEqualTo(graph.parameters());
    }
    assertThat(fast.intervalMillis()).isLessThanOrEqualTo(even.intervalMillis());
    assertThat(fast.intervalMillis()).isLessThan(fast.latencyMillis());
  }

  /** A shortcut that skips a chip goes out once and comes in where it is read. */
  @Test
  void whatSkipsAStageIsReadWhereItIsAdded() {
    LayerGraph graph = Networks.find("resnet-50-v1@224");
    Segments segments = new Segments(graph);
    int add = -1;
    for (int i = 0; i < segments.layers().size() && add < 0; i++) {
      add = segments.layers().get(i).inputs().size() == 2 ? i : -1;
    }
    LayerGraph alone = segments.cut(add, add + 1);

    assertThat(alone.nodes()).hasSize(3);
    assertThat(alone.outputs()).containsExactly(2);
    assertThat(segments.cut(0, add).outputs()).hasSize(2);
  }

  @Test
  void moreChipsThanLayersAreRefused() {
    Pipeliner pipeliner = new Pipeliner(Networks.find("chain:dense:64x1@64:10"), USB);

    assertThatThrownBy(() -> pipeliner.byLatency(9))
        .hasMessageMatching(
            "a pipeline of 9 chips; the network has \\d layers, and a chip takes at least one");
    assertThatThrownBy(() -> pipeliner.byParameters(0)).hasMessageContaining("pipeline of 0 chips");
  }

  private static double millis(Segments segments, int from, int to) {
    return ((Simulated) USB.simulate(segments.cut(from, to))).report().latencyMillis();
  }
}
