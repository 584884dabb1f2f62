package io.edgewise.sim.calibration;

import com.typesafe.config.Config;
import io.edgewise.sim.SimulationResult;
import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.engine.CycleSimulator;
import io.edgewise.sim.settings.AcceleratorFile;
import io.edgewise.sim.settings.SettingsException;
import io.edgewise.sim.workload.LayerGraph;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Chooses the networks to measure on a chip of which only a first description is known, so that
 * they tell as much as they can of its numbers: a greedy D-optimal design (Fedorov, "Theory of
 * Optimal Experiments", 1972), over chains of equal layers of every kind, width and size. What a
 * network tells of a number is how the logarithm of its latency goes with that of the number
 * between half and twice of what the file says, so that steps, such as that of a memory which
 * overflows, count as much as slopes. Of networks that tell nearly as much the smallest is taken.
 */
public final class ProbeDesign {

  /** Probes that are written where nothing else is asked for. */
  public static final int COUNT = 24;

  /** The noise of a measured latency, as a share of it. */
  private static final double NOISE = 0.03;

  /** A number of a first description is off by about so much, as a logarithm: a factor of 2. */
  private static final double BELIEF = 0.7;

  /** A network that tells so much of the most that one tells is as good, if it is smaller. */
  private static final double NEARLY = 0.85;

  /** A number that no network moves by so much, from half to twice, is told by none. */
  private static final double SEEN = 0.02;

  /**
   * Factors between which a number that works in steps is told piece by piece, for a network that
   * tells one step tells nothing of the others.
   */
  private static final double[] PIECES = {0.5, 0.7, 1, 1.4, 2};

  private final TunedFile file;
  private final List<Unknown> unknowns = new ArrayList<>();
  private final List<Candidate> candidates = new ArrayList<>();

  /**
   * Something that is not known: a number of the file, or a piece of the way of one in steps.
   *
   * @param low the chip at its one end
   * @param high the chip at its other end
   * @param reach the logarithm of how far they are apart
   */
  private record Unknown(String key, CycleSimulator low, CycleSimulator high, double reach) {

    /**
     * The slope of a latency along it; from the middle where the network does not run at an end.
     */
    double slope(LayerGraph graph, double millis) {
      double atLow = millis(low, graph);
      double atHigh = millis(high, graph);
      double from = Double.isNaN(atLow) ? millis : atLow;
      double to = Double.isNaN(atHigh) ? millis : atHigh;
      return Math.log(to / from) / reach;
    }
  }

  /**
   * A network that could be measured.
   *
   * @param slopes how its latency goes with each number
   */
  private record Candidate(String network, double millis, long macs, double[] slopes) {}

  /**
   * Looks at what networks tell of an accelerator.
   *
   * @param origin names its file in messages
   */
  public ProbeDesign(String origin, Config settings) {
    this.file = TunedFile.of(origin, settings);
    AcceleratorSpec spec = AcceleratorFile.parse(origin, settings);
    CycleSimulator simulator = new CycleSimulator(spec, 0);
    for (int p = 0; p < file.parameters().size(); p++) {
      Parameter parameter = file.parameters().get(p);
      double[] ends = parameter.inSteps() ? PIECES : new double[] {0.5, 2};
      for (int e = 1; e < ends.length; e++) {
        double reach = Math.log(ends[e] / ends[e - 1]);
        unknowns.add(new Unknown(parameter.key(), moved(p, ends[e - 1]), moved(p, ends[e]), reach));
      }
    }
    for (LayerGraph graph : ProbeNetworks.of(spec)) {
      double millis = millis(simulator, graph);
      if (!Double.isNaN(millis)) {
        double[] slopes = unknowns.stream().mapToDouble(u -> u.slope(graph, millis)).toArray();
        candidates.add(new Candidate(graph.name(), millis, graph.macs(), slopes));
      }
    }
  }

  /** The numbers that no network tells. */
  public List<String> untold() {
    Set<String> untold = new LinkedHashSet<>();
    Set<String> told = new HashSet<>();
    for (int u = 0; u < unknowns.size(); u++) {
      int unknown = u;
      boolean seen = candidates.stream().anyMatch(c -> Math.abs(c.slopes()[unknown]) > SEEN);
      (seen ? told : untold).add(unknowns.get(u).key());
    }
    untold.removeAll(told);
    return List.copyOf(untold);
  }

  /** Chooses so many networks, the one that tells most first. */
  public List<Probe> choose(int count) {
    int numbers = unknowns.size();
    double[][] variance = new double[numbers][numbers];
    for (int p = 0; p < numbers; p++) {
      variance[p][p] = BELIEF * BELIEF;
    }
    List<Probe> probes = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    while (probes.size() < Math.min(count, candidates.size())) {
      Candidate best = best(variance, taken);
      double[][] after = after(variance, best.slopes());
      probes.add(probe(best, variance, after));
      taken.add(best.network());
      variance = after;
    }
    return probes;
  }

  private Candidate best(double[][] variance, Set<String> taken) {
    List<Candidate> open = candidates.stream().filter(c -> !taken.contains(c.network())).toList();
    double most = open.stream().mapToDouble(c -> told(variance, c.slopes())).max().orElseThrow();
    Candidate best = open.get(0);
    long least = Long.MAX_VALUE;
    for (Candidate candidate : open) {
      if (told(variance, candidate.slopes()) >= NEARLY * most && candidate.macs() < least) {
        best = candidate;
        least = candidate.macs();
      }
    }
    return best;
  }

  /** The logarithm by which one more measurement shrinks the volume of what is not known. */
  private static double told(double[][] variance, double[] slopes) {
    return Math.log1p(product(variance, slopes, slopes) / (NOISE * NOISE));
  }

  private static double product(double[][] matrix, double[] left, double[] right) {
    double sum = 0;
    for (int p = 0; p < left.length; p++) {
      for (int q = 0; q < right.length; q++) {
        sum += left[p] * matrix[p][q] * right[q];
      }
    }
    return sum;
  }

  /** The covariance once a network is measured, too (Sherman and Morrison). */
  private static double[][] after(double[][] variance, double[] slopes) {
    int numbers = slopes.length;
    double[] gain = new double[numbers];
    for (int p = 0; p < numbers; p++) {
      for (int q = 0; q < numbers; q++) {
        gain[p] += variance[p][q] * slopes[q];
      }
    }
    double scale = NOISE * NOISE + product(variance, slopes, slopes);
    double[][] after = new double[numbers][numbers];
    for (int p = 0; p < numbers; p++) {
      for (int q = 0; q < numbers; q++) {
        after[p][q] = variance[p][q] - gain[p] * gain[q] / scale;
      }
    }
    return after;
  }

  private Probe probe(Candidate chosen, double[][] before, double[][] after) {
    int most = 0;
    double share = 0;
    for (int p = 0; p < before.length; p++) {
      double told = 1 - after[p][p] / before[p][p];
      most = told > share ? p : most;
      share = Math.max(told, share);
    }
    return new Probe(chosen.network(), unknowns.get(most).key(), share, chosen.millis());
  }

  private CycleSimulator moved(int parameter, double factor) {
    double[] values = file.initial();
    values[parameter] *= factor;
    try {
      return new CycleSimulator(file.spec(values), 0);
    } catch (SettingsException e) {
      return new CycleSimulator(file.spec(file.initial()), 0); // At the end of what is allowed.
    }
  }

  private static double millis(CycleSimulator simulator, LayerGraph graph) {
    return simulator.simulate(graph) instanceof SimulationResult.Simulated simulated
        ? simulated.report().latencyMillis()
        : Double.NaN;
  }
}
