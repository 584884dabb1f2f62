package io.edgewise.sim.accelerator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.edgewise.sim.Accelerators;
import io.edgewise.sim.Breakdown;
import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.SimulationResult.Simulated;
import io.edgewise.sim.engine.CycleSimulator;
import io.edgewise.sim.settings.AcceleratorFile;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.networks.Networks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  /**
   * Power over an idle USB Accelerator by QuTiBench, times latency: the two networks disagree by a
   * factor of 3.4 a multiply-accumulate, and the file stands between them.
   */
  @ParameterizedTest
  @CsvSource({
    "efficientnet-edgetpu-s@224, 1.99899, 4.9963, 1.48888, 8.9984",
    "inception-v1@224,           0.538,   3.6485, 0.463,   5.7213"
  })
  void publishedPowerIsMetToAFactorOfTwoAndItsRatioOfClocksToThreePercent(
      String network, double fullWatts, double fullMillis, double halfWatts, double halfMillis) {
    double full = report("coral-usb-500mhz", network).metrics().energyMillijoules();
    double half = report("coral-usb-250mhz", network).metrics().energyMillijoules();

    assertThat(full).isBetween(fullWatts * fullMillis / 2, fullWatts * fullMillis * 2);
    assertThat(half).isBetween(halfWatts * halfMillis / 2, halfWatts * halfMillis * 2);
    double measured = halfWatts * halfMillis / (fullWatts * fullMillis);
    assertThat(half / full).isCloseTo(measured, withinPercentage(3));
  }

  @Test
  void atHalfTheClockTheChipTakesTwiceAsLongAndLinkAndHostDoNot() {
    Breakdown full = report("coral-usb-500mhz", "inception-v4@299").breakdown();
    Breakdown half = report("coral-usb-250mhz", "inception-v4@299").breakdown();

    assertThat(half.compute()).isCloseTo(2 * full.compute(), withinPercentage(0.1));
    assertThat(half.operation()).isCloseTo(full.operation(), withinPercentage(0.1));
    assertThat(half.activationTransfer())
        .isCloseTo(full.activationTransfer(), withinPercentage(0.1));
    assertThat(half.host()).isEqualTo(full.host());
    assertThat(half.parameterStream()).isCloseTo(full.parameterStream(), withinPercentage(0.1));
  }

  private static LatencyReport report(String accelerator, String network) {
    CycleSimulator simulator = new CycleSimulator(AcceleratorFile.find(accelerator));
    return ((Simulated) simulator.simulate(Networks.find(network))).report();
  }

  private static LatencyReport report(Energy energy) {
    AcceleratorSpec usb = Accelerators.coralUsb();
    AcceleratorSpec spec =
        new AcceleratorSpec("e", usb.chip(), usb.link(), usb.host(), energy, usb.uncertainty());
    LayerGraph graph = Networks.find("mobilenet-v1-0.25@128");
    return ((Simulated) new CycleSimulator(spec).simulate(graph)).report();
  }
}
