package io.edgewise.sim.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgewise.sim.Accelerators;
import io.edgewise.sim.Metrics;
import io.edgewise.sim.SimulationResult.Simulated;
import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.accelerator.Memory;
import io.edgewise.sim.workload.networks.Networks;
import org.junit.jupiter.api.Test;

/** These tests say what a report makes of a simulation. */
class ReporterTest {

  private static final int IMAGE_AND_SCORES = 128 * 128 * 3 + 1001;

  @Test
  void theArithmeticIntensityCountsWhatCrossesTheLink() {
    Metrics resident = metrics(Accelerators.coralUsb());
    assertThat(resident.streamedParameterBytes()).isZero();
    assertThat(resident.macsPerLinkByte())
        .isCloseTo(resident.macs() / (double) IMAGE_AND_SCORES, within(1e-9));

    Metrics streamed =
        metrics(Accelerators.with(Accelerators.coralUsb(), new Memory(196_608, 0, 8208)));
    assertThat(streamed.streamedParameterBytes()).isPositive();
    assertThat(streamed.macsPerLinkByte())
        .isCloseTo(
            streamed.macs() / (double) (streamed.streamedParameterBytes() + IMAGE_AND_SCORES),
            within(1e-9));
  }

  private static Metrics metrics(AcceleratorSpec spec) {
    return ((Simulated) new CycleSimulator(spec).simulate(Networks.find("mobilenet-v1-0.25@128")))
        .report()
        .metrics();
  }
}
