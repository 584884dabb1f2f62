package io.edgewise.search.controller;

import io.edgewise.search.controller.bayes.ProxySize;
import io.edgewise.search.controllers.Controllers;
import io.edgewise.search.evaluation.Constraints;
import io.edgewise.search.evaluation.Deployment;
import io.edgewise.search.evaluation.SimulationScreener;
import io.edgewise.search.lowering.DeployView;
import io.edgewise.search.lowering.Lowering;
import io.edgewise.search.lowering.ProxyView;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.ArchitectureId;
import io.edgewise.search.space.SearchSpace;
import io.edgewise.search.space.file.SearchSpaceFile;
import io.edgewise.search.trial.Evaluation.Cost;
import io.edgewise.search.trial.Evaluation.Measured;
import io.edgewise.search.trial.Screening;
import io.edgewise.search.trial.Trial;
import io.edgewise.sim.accelerator.Energy;
import io.edgewise.sim.settings.AcceleratorFile;
import io.edgewise.sim.settings.Settings;
import io.edgewise.sim.settings.SettingsFiles;
import io.edgewise.sim.workload.LayerGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Time to choose 64 networks after 1,000 trials in the space of EfficientNet-EdgeTPU, on one
 * thread, for two sizes of pool, and the memory that is left in use. Ends with the line {@code
 * seconds S}: the median of drawing a pool of 10,000 and choosing from it, its simulation apart.
 */
final class ProposalSpeed {

  private static final int TRIALS = 1000;
  private static final int CHOSEN = 64;
  private static final int TURNS = 7;

  private final SearchSpace space = SearchSpaceFile.find("efficientnet-edgetpu");
  private final SimulationScreener screener =
      new SimulationScreener(
          new Deployment(
              new DeployView(224, 3, 1000), AcceleratorFile.find("coral-usb"), Constraints.NONE));
  private final ProxyView proxy = new ProxyView(16, 3, 10, 0.25, 0.5, 2);
  private final Controller controller =
      Controllers.read(
              Settings.of(Controllers.DEFAULTS, SettingsFiles.readResource(Controllers.DEFAULTS))
                  .section("controller"),
              Energy.UNKNOWN,
              this::proxySize)
          .apply(space);
  private final ControllerState state = controller.update(controller.initial(), trials());

  public static void main(String[] arguments) {
    ProposalSpeed benchmark = new ProposalSpeed();
    benchmark.median(2_000);
    benchmark.median(10_000);
    System.out.printf(Locale.ROOT, "seconds %.2f%n", benchmark.median(10_000));
  }

  private double median(int pool) {
    double[] seconds = new double[TURNS];
    double simulation = 0;
    for (int turn = 0; turn < TURNS; turn++) {
      SplittableRandom random = new SplittableRandom(turn);
      long start = System.nanoTime();
      List<Architecture> drawn = controller.propose(state, pool, random);
      long proposed = System.nanoTime();
      List<Screening> feasible = screener.screen(distinct(drawn));
      long screened = System.nanoTime();
      controller.select(state, feasible, CHOSEN, random);
      seconds[turn] = (System.nanoTime() - screened + proposed - start) / 1e9;
      simulation = (screened - proposed) / 1e9;
    }
    Arrays.sort(seconds);
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    System.out.printf(
        Locale.ROOT,
        "pool %5d: %.2f s to draw and choose %d (and %.2f s to simulate), %d MB in use after%n",
        pool,
        seconds[TURNS / 2],
        CHOSEN,
        simulation,
        (runtime.totalMemory() - runtime.freeMemory()) >> 20);
    return seconds[TURNS / 2];
  }

  private Optional<ProxySize.Size> proxySize(Architecture architecture) {
    LayerGraph trained = Lowering.lower("proxy", proxy.network(architecture));
    return Optional.of(new ProxySize.Size(trained.parameters(), trained.macs()));
  }

  private List<Trial> trials() {
    SplittableRandom random = new SplittableRandom(1);
    List<Architecture> networks = new ArrayList<>();
    for (int i = 0; i < TRIALS; i++) {
      networks.add(space.sample(random));
    }
    List<Trial> trials = new ArrayList<>();
    for (Screening screening : screener.screen(distinct(networks))) {
      double accuracy = random.nextDouble();
      trials.add(
          new Trial(
              0,
              trials.size(),
              screening.architecture(),
              screening.latency(),
              new Measured(accuracy, List.of(), new Cost(0, "here")),
              accuracy,
              Optional.empty()));
    }
    return trials;
  }

  private static List<Architecture> distinct(List<Architecture> drawn) {
    Map<ArchitectureId, Architecture> byId = new LinkedHashMap<>();
    drawn.forEach(architecture -> byId.putIfAbsent(architecture.id(), architecture));
    return List.copyOf(byId.values());
  }
}
