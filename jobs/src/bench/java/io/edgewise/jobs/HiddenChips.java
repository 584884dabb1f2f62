package io.edgewise.jobs;

import com.typesafe.config.Config;
import io.edgewise.sim.calibration.Accuracy;
import io.edgewise.sim.calibration.Calibrator;
import io.edgewise.sim.calibration.Probe;
import io.edgewise.sim.calibration.ProbeDesign;
import java.util.List;
import java.util.Locale;

/**
 * Probes held against chips that nobody knows: hidden ones, drawn by seed, are measured by the
 * simulator with 3 % noise, fitted from what a data sheet tells, and asked for 40 networks that
 * were not measured. Prints the error a seed, and in how many it is at most 5 %.
 *
 * <pre>
 * jobs/src/bench/run.sh HiddenChips [SEEDS [PROBES]]
 * </pre>
 */
public final class HiddenChips {

  private static final int UNSEEN = 40;

  private HiddenChips() {}

  public static void main(String[] args) {
    int seeds = args.length > 0 ? Integer.parseInt(args[0]) : 10;
    int probes = args.length > 1 ? Integer.parseInt(args[1]) : ProbeDesign.COUNT;
    int good = 0;
    for (int seed = 0; seed < seeds; seed++) {
      HiddenChip chip = HiddenChip.draw(seed);
      List<String> names =
          new ProbeDesign("described", chip.description())
              .choose(probes).stream().map(Probe::network).toList();
      Calibrator calibrator = Calibrator.choosing("described", chip.description());
      Config fitted =
          HiddenChip.with(
              chip.description(),
              calibrator.fit(HiddenChip.predictor(names), chip.measured(names, seed)));
      List<String> unseen = chip.unseen(seed, UNSEEN);
      double[] truth = HiddenChip.latencies(chip.truth(), unseen);
      Accuracy before = accuracy(chip.description(), unseen, truth);
      Accuracy after = accuracy(fitted, unseen, truth);
      good += after.mapePercent() <= 5 ? 1 : 0;
      System.out.printf(
          Locale.ROOT,
          "seed %d, %s: %d probes, %d networks: mean error %.1f %% before, %.2f %% after, %.0f %% within 10 %%%n",
          seed,
          chip.description().getString("chip.array.kind"),
          names.size(),
          UNSEEN,
          before.mapePercent(),
          after.mapePercent(),
          100 * after.within10Percent());
    }
    System.out.printf(Locale.ROOT, "within 5 %%: %d of %d%n", good, seeds);
  }

  private static Accuracy accuracy(Config settings, List<String> networks, double[] truth) {
    return Accuracy.of(HiddenChip.latencies(settings, networks), truth);
  }
}
