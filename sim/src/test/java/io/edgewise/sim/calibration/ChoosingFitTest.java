package io.edgewise.sim.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.edgewise.sim.SimulationResult.Simulated;
import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.calibration.ToldNumber.Verdict;
import io.edgewise.sim.engine.CycleSimulator;
import io.edgewise.sim.settings.AcceleratorFile;
import io.edgewise.sim.settings.AcceleratorTemplate;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.networks.Networks;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A fit that is told no numbers, of a processor, which has few. */
class ChoosingFitTest {

  private static final List<String> NETWORKS =
      List.of(
          "chain:conv3x3:32x4@28:10",
          "chain:conv3x3:64x8@28:10",
          "chain:conv1x1:64x8@56:10",
          "chain:conv1x1:16x24@8:10",
          "chain:depthwise3x3:64x8@28:10",
          "chain:depthwise3x3:128x8@28:10",
          "chain:averagepool3x3:32x8@28:10",
          "chain:averagepool3x3:64x8@56:10",
          "chain:add:16x24@8:10",
          "chain:add:16x8@8:10",
          "chain:dense:512x4@64:10",
          "chain:dense:1024x4@64:10");

  private final Config settings =
      ConfigFactory.parseString(AcceleratorTemplate.CPU.text())
          .withValue("chip.array.level-2.bytes-per-cycle", ConfigValueFactory.fromAnyRef(4000.0));
  private final List<LayerGraph> graphs = NETWORKS.stream().map(Networks::find).toList();

  /** Two numbers are wrong, one of them by more than a factor of 2, and repeats differ by 1 %. */
  @Test
  void thoseThatAreWrongMoveAndTheOthersStay() {
    double[] measured = measured(with("chip.array.rates.convolution-macs", 9.0));

    Calibration fitted = fit(measured);

    assertThat(number(fitted, "chip.array.rates.convolution-macs").value()).isBetween(8.6, 9.4);
    assertThat(number(fitted, "host.fixed-micros").value()).isBetween(585.0, 615.0);
    assertThat(number(fitted, "chip.array.rates.depthwise-macs").value()).isBetween(0.95, 1.05);
    assertThat(fitted.after().mapePercent()).isLessThan(1.5);
    assertThat(fitted.crossValidated().mapePercent()).isLessThan(5);
  }

  @Test
  void anIntervalHoldsWhatWasMeasured() {
    Calibration fitted = fit(measured(with("chip.array.rates.convolution-macs", 9.0)));

    ToldNumber macs = number(fitted, "chip.array.rates.convolution-macs");
    assertThat(macs.low()).isLessThan(9.0);
    assertThat(macs.high()).isGreaterThan(9.0).isLessThan(12);
    assertThat(macs.verdict()).isEqualTo(Verdict.FITTED);
  }

  @Test
  void whatNoNetworkMovesIsSaidAndStays() {
    Calibration fitted = fit(measured(settings));

    ToldNumber host = number(fitted, "host.macs-per-second");
    assertThat(host.verdict()).isEqualTo(Verdict.UNMOVED);
    assertThat(host.value()).isEqualTo(10e9);
    assertThat(fitted.values()).doesNotContainKey("host.macs-per-second");
  }

  /** A hundred times slower than the file says: a fit goes 30 times and says so. */
  @Test
  void whatEndsAtABoundIsSaid() {
    Calibration fitted = fit(measured(with("chip.array.rates.convolution-macs", 0.04)));

    assertThat(number(fitted, "chip.array.rates.convolution-macs").verdict())
        .isEqualTo(Verdict.AT_BOUND);
  }

  /** Latencies are not asked for what a data sheet tells. */
  @Test
  void clockAndShapeAreNotFitted() {
    assertThat(fit(measured(settings)).numbers())
        .extracting(ToldNumber::key)
        .doesNotContain("chip.clock-hertz", "chip.array.cores")
        .contains("chip.array.level-1.bytes", "chip.sequencer.operation-cycles");
  }

  private Config with(String key, double value) {
    return settings
        .withValue(key, ConfigValueFactory.fromAnyRef(value))
        .withValue("host.fixed-micros", ConfigValueFactory.fromAnyRef(600.0));
  }

  private Calibration fit(double[] measured) {
    return Calibrator.choosing("mine.conf", settings).run(NETWORKS, this::latencies, measured);
  }

  private double[] measured(Config truth) {
    double[] latencies = latencies(List.of(AcceleratorFile.parse("truth", truth)))[0];
    Random random = new Random(1);
    for (int i = 0; i < latencies.length; i++) {
      latencies[i] *= 1 + 0.01 * random.nextGaussian();
    }
    return latencies;
  }

  private static ToldNumber number(Calibration fitted, String key) {
    return fitted.numbers().stream().filter(n -> n.key().equals(key)).findFirst().orElseThrow();
  }

  private double[][] latencies(List<AcceleratorSpec> accelerators) {
    return accelerators.stream().map(this::latencies).toArray(double[][]::new);
  }

  private double[] latencies(AcceleratorSpec accelerator) {
    CycleSimulator simulator = new CycleSimulator(accelerator);
    Stream<Simulated> all = graphs.stream().map(graph -> (Simulated) simulator.simulate(graph));
    return all.mapToDouble(simulated -> simulated.report().latencyMillis()).toArray();
  }
}
