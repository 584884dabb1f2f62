package io.edgewise.sim.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import io.edgewise.sim.SimulationResult.Simulated;
import io.edgewise.sim.Simulator;
import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.accelerator.Uncertainty;
import io.edgewise.sim.engine.CycleSimulator;
import io.edgewise.sim.settings.AcceleratorFile;
import io.edgewise.sim.settings.SettingsException;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.networks.Networks;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Fitting an accelerator to networks that were measured on another. */
class CalibratorTest {

  private static final List<String> NETWORKS =
      List.of(
          "mobilenet-v1-0.25@128",
          "mobilenet-v1-1.0@224",
          "mobilenet-v2-1.0@192",
          "resnet-50-v1@224",
          "efficientnet-edgetpu-s@224",
          "squeezenet@224");

  private final Config settings = AcceleratorFile.settings("coral-usb");
  private final List<LayerGraph> graphs = NETWORKS.stream().map(Networks::find).toList();

  /**
   * Measured on a chip with another host, another link and dearer operations: all are found again.
   */
  @Test
  void whatTheMeasurementsWereMadeWithIsFoundAgain() {
    Config other =
        settings
            .withValue("host.fixed-micros", ConfigValueFactory.fromAnyRef(1200))
            .withValue("link.parameter-bytes-per-second", ConfigValueFactory.fromAnyRef(300e6))
            .withValue("chip.sequencer.operation-cycles", ConfigValueFactory.fromAnyRef(2000));
    double[] measured = latencies(List.of(AcceleratorFile.parse("other", other)))[0];
    Calibrator calibrator =
        new Calibrator(
            "coral-usb",
            settings,
            List.of(
                "host.fixed-micros",
                "link.parameter-bytes-per-second",
                "chip.sequencer.operation-cycles"));

    Calibration fitted = calibrator.run(NETWORKS, this::latencies, measured);

    assertThat(fitted.before().mapePercent()).isGreaterThan(20);
    assertThat(fitted.after().mapePercent()).isLessThan(0.5);
    assertThat(fitted.folds()).as("each network is left out by itself").isEqualTo(6);
    assertThat(fitted.values().get("host.fixed-micros")).isCloseTo(1200, within(30.0));
    assertThat(fitted.values().get("link.parameter-bytes-per-second"))
        .isCloseTo(300e6, within(5e6));
    assertThat(fitted.leftOut()).hasSize(6);
    assertThat(fitted.uncertainty(measured))
        .as("six networks are too few")
        .isEqualTo(Uncertainty.UNKNOWN);
  }

  @Test
  void aKeyThatIsNoNumberOfTheFileIsNamed() {
    assertThatThrownBy(() -> new Calibrator("coral-usb", settings, List.of("host.fixd-micros")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(
            "--fit host.fixd-micros: is no number of the file; did you mean host.fixed-micros?");
  }

  private double[][] latencies(List<AcceleratorSpec> accelerators) {
    return accelerators.stream()
        .map(
            spec -> {
              Simulator simulator = new CycleSimulator(spec);
              return graphs.stream()
                  .mapToDouble(
                      graph -> ((Simulated) simulator.simulate(graph)).report().latencyMillis())
                  .toArray();
            })
        .toArray(double[][]::new);
  }
}
