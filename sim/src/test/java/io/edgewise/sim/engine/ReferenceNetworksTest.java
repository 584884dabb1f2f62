package io.edgewise.sim.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.SimulationResult.Simulated;
import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.settings.AcceleratorFile;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.networks.Networks;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every built-in network on every built-in accelerator. */
class ReferenceNetworksTest {

  static Stream<String> networks() {
    return Stream.concat(
        Networks.names().stream(),
        Stream.of(
            "nb201:|nor_conv_3x3~0|+|none~0|avg_pool_3x3~1|+|skip_connect~0|nor_conv_1x1~1|skip_connect~2|@32:10"));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void theBooksBalanceAndTheEnginesAgree(String name) {
    LayerGraph graph = Networks.find(name);
    for (String accelerator : List.of("coral-usb", "coral-nasbench201")) {
      AcceleratorSpec spec = AcceleratorFile.find(accelerator);
      CycleSimulator simulator = new CycleSimulator(spec);

      LatencyReport report = ((Simulated) simulator.simulateByEvents(graph)).report();

      assertThat(((Simulated) simulator.simulate(graph)).report()).isEqualTo(report);
      EngineAgreementTest.requirePlausible(report, graph, spec);
    }
  }
}
