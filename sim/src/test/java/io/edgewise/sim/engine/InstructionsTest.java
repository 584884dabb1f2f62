package io.edgewise.sim.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import io.edgewise.sim.SimulationResult.Simulated;
import io.edgewise.sim.settings.AcceleratorFile;
import io.edgewise.sim.workload.networks.Networks;
import org.junit.jupiter.api.Test;

/** The start of an operation takes what its instructions take to come over the link. */
class InstructionsTest {

  /**
   * Two 3x3 convolutions, each 709 cycles to start and 2,066 to exchange borders: 5,550 cycles of
   * 0.726 bytes are 4,029 bytes, 11.1 us at 363 MB/s.
   */
  @Test
  void instructionsTakeWhatTheLinkTakes() {
    Config usb = AcceleratorFile.settings("coral-usb");
    double fast = operationMillis(usb);

    assertThat(fast).isCloseTo(2 * (709 + 2066) * 0.726 / 363e3, within(1e-5));
    assertThat(operationMillis(with(usb, "link.input-bytes-per-second", 36.3e6)))
        .isCloseTo(10 * fast, within(1e-5));
    assertThat(operationMillis(with(usb, "chip.clock-hertz", 250e6))).isCloseTo(fast, within(1e-5));
  }

  @Test
  void aFileThatDoesNotTellOfInstructionsCountsCyclesOfItsClock() {
    Config old =
        AcceleratorFile.settings("coral-usb")
            .withoutPath("chip.sequencer.instruction-bytes-per-cycle");
    double fast = operationMillis(old);

    assertThat(operationMillis(with(old, "link.input-bytes-per-second", 36.3e6))).isEqualTo(fast);
    assertThat(operationMillis(with(old, "chip.clock-hertz", 250e6))).isEqualTo(2 * fast);
  }

  private static Config with(Config settings, String key, double value) {
    return settings.withValue(key, ConfigValueFactory.fromAnyRef(value));
  }

  private static double operationMillis(Config settings) {
    CycleSimulator simulator = new CycleSimulator(AcceleratorFile.parse("usb", settings));
    Simulated result = (Simulated) simulator.simulate(Networks.find("chain:conv3x3:32x2@64"));
    return result.report().breakdown().operation();
  }
}
