package io.edgewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import io.edgewise.sim.calibration.Accuracy;
import io.edgewise.sim.calibration.Calibrator;
import io.edgewise.sim.calibration.Probe;
import io.edgewise.sim.calibration.ProbeDesign;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Chips that nobody knows are found from their probes; ten of them by the bench HiddenChips. */
class HiddenChipTest {

  /** Tiles; a processor. */
  @ParameterizedTest
  @ValueSource(longs = {0, 6})
  void networksThatWereNotMeasuredArePredicted(long seed) {
    HiddenChip chip = HiddenChip.draw(seed);
    List<String> probes =
        new ProbeDesign("described", chip.description())
            .choose(ProbeDesign.COUNT).stream().map(Probe::network).toList();

    Config fitted =
        HiddenChip.with(
            chip.description(),
            Calibrator.choosing("described", chip.description())
                .fit(HiddenChip.predictor(probes), chip.measured(probes, seed)));

    List<String> unseen = chip.unseen(seed, 40);
    double[] truth = HiddenChip.latencies(chip.truth(), unseen);
    assertThat(error(chip.description(), unseen, truth)).isGreaterThan(12);
    assertThat(error(fitted, unseen, truth)).isLessThan(5);
  }

  private static double error(Config chip, List<String> networks, double[] truth) {
    return Accuracy.of(HiddenChip.latencies(chip, networks), truth).mapePercent();
  }
}
