package io.edgewise.sim.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.SimulationResult;
import io.edgewise.sim.SimulationResult.Simulated;
import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.engine.CycleSimulator;
import io.edgewise.sim.settings.AcceleratorFile;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.networks.Networks;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several networks on one chip. */
class RoundTest {

  /**
   * The layer of 2048 x 2048 takes 4,210,688 bytes, and a second one does not fit 8,115,978. The
   * layer of 2048 x 10 needs 2,052 of 8,208 bytes of the first cells, where 6,428 are taken.
   */
  @Test
  void theFirstNetworkStaysAndTheNextTakesWhatIsLeft() {
    Round round = round("coral-usb", "chain:dense:2048x2@64:10", "chain:dense:2048x2@64:10");

    LatencyReport first = round.turns().get(0).together();
    LatencyReport second = round.turns().get(1).together();
    assertThat(round.turns().get(0).displacedBytes()).isZero();
    assertThat(first.metrics().streamedParameterBytes()).isZero();
    assertThat(second.metrics().streamedParameterBytes()).isEqualTo(4_210_688 + 32_896);
    assertThat(round.turns().get(1).displacedBytes()).isEqualTo(4_210_688 + 32_896);
    assertThat(round.reloadedBytes()).isEqualTo(2 * first.metrics().parameterBytes());
    assertThat(round.apartMillis() - round.reloadMillis())
        .isCloseTo(2 * first.latencyMillis(), within(1e-9));
    assertThat(round.togetherMillis())
        .isCloseTo(first.latencyMillis() + second.latencyMillis(), within(1e-9));
  }

  @Test
  void networksThatFitBesideEachOtherAreAsFastAsAlone() {
    Round round = round("coral-usb", "mobilenet-v1-0.25@128", "mobilenet-v1-0.5@224");

    assertThat(round.turns()).allSatisfy(t -> assertThat(t.together()).isEqualTo(t.alone()));
    assertThat(round.apartMillis()).isGreaterThan(round.togetherMillis());
  }

  /** Measured rounds, google-coral/edgetpu benchmarks/reference/cocompilation_reference_*.csv. */
  @ParameterizedTest
  @CsvSource({
    "coral-usb,       mobilenet-v1-1.0@224, mobilenet-v2-1.0@224, 7.36, 22.61",
    "coral-usb,       inception-v1@224,     inception-v4@299,     100.98, 115.71",
    "coral-dev-board, mobilenet-v1-1.0@224, mobilenet-v2-1.0@224, 8.83, 26.17",
    "coral-dev-board, inception-v1@224,     inception-v4@299,     122.52, 137.78"
  })
  void measuredRoundsAreMet(
      String accelerator, String first, String second, double together, double apart) {
    Round round = round(accelerator, first, second);

    assertThat(round.togetherMillis()).isCloseTo(together, withinPercentage(15));
    assertThat(round.apartMillis()).isCloseTo(apart, withinPercentage(15));
  }

  @Test
  void oneNetworkIsNoRound() {
    AcceleratorSpec usb = AcceleratorFile.find("coral-usb");
    assertThatThrownBy(() -> new Round(usb, List.of()))
        .hasMessage("0 networks; networks that share a chip are at least 2");
  }

  private static Round round(String accelerator, String... networks) {
    AcceleratorSpec spec = AcceleratorFile.find(accelerator);
    CycleSimulator simulator = new CycleSimulator(spec);
    List<LayerGraph> graphs = Stream.of(networks).map(Networks::find).toList();
    return Round.of(
        spec,
        graphs.stream().map(graph -> report(simulator.simulate(graph))).toList(),
        simulator.simulateTogether(graphs).stream().map(RoundTest::report).toList());
  }

  private static LatencyReport report(SimulationResult result) {
    return ((Simulated) result).report();
  }
}
