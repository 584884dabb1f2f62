package io.edgewise.sim.accelerator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgewise.sim.Accelerators;
import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.SimulationResult.Simulated;
import io.edgewise.sim.engine.CycleSimulator;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.networks.Networks;
import org.junit.jupiter.api.Test;

/** These tests say what an inference takes from the supply. */
class EnergyTest {

  @Test
  void activityAndTimeEachTakeTheirShare() {
    // 2e9 MAC of 1 pJ are 2 mJ, 1e6 bytes of 50 pJ are 0.05 mJ, 5 ms of 900 mW are 4.5 mJ.
    assertThat(new Energy(1, 50, 900).millijoules(2_000_000_000L, 1_000_000, 5))
        .isCloseTo(6.55, within(1e-12));
  }

  @Test
  void whatIsNotToldIsNotANumber() {
    assertThat(Energy.UNKNOWN.isKnown()).isFalse();
    assertThat(Energy.UNKNOWN.millijoules(1, 1, 1)).isNaN();
    assertThat(report(Energy.UNKNOWN).metrics().energyMillijoules()).isNaN();
  }

  @Test
  void aSimulationCountsWhatCrossesTheLink() {
    // Of MobileNet v1 0.25 all parameters are resident; its image and its 1,001 scores cross.
    assertThat(report(new Energy(0, 1e9, 0)).metrics().energyMillijoules())
        .isCloseTo(128 * 128 * 3 + 1001, within(1e-9));
    LatencyReport report = report(new Energy(0, 0, 1000));
    assertThat(report.metrics().energyMillijoules())
        .isCloseTo(report.latencyMillis(), within(1e-12));
    report = report(new Energy(1e9, 0, 0));
    assertThat(report.metrics().energyMillijoules())
        .isCloseTo(report.metrics().macs(), within(1e-3));
  }

  private static LatencyReport report(Energy energy) {
    AcceleratorSpec usb = Accelerators.coralUsb();
    AcceleratorSpec spec =
        new AcceleratorSpec("e", usb.chip(), usb.link(), usb.host(), energy, usb.uncertainty());
    LayerGraph graph = Networks.find("mobilenet-v1-0.25@128");
    return ((Simulated) new CycleSimulator(spec).simulate(graph)).report();
  }
}
