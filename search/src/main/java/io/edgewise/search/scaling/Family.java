package io.edgewise.search.scaling;

import io.edgewise.search.lowering.DeployView;
import io.edgewise.search.lowering.Lowering;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.staged.StagedNetwork;
import io.edgewise.sim.Metrics;
import io.edgewise.sim.SimulationResult.Simulated;
import io.edgewise.sim.Simulator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The networks that one becomes at the scales of a grid, each simulated as it would be deployed.
 *
 * @param members in the order of the grid; scales that make a network no staged one may be, or one
 *     that the accelerator cannot run, have none
 */
public record Family(List<Member> members) {

  private static final double STEP = 0.1;
  private static final int STEPS_DOWN = 80;
  private static final int STEPS_UP = 80;

  public Family {
    members = List.copyOf(members);
  }

  /**
   * A network of a family.
   *
   * @param pixels height and width of its input
   */
  public record Member(Scale scale, Architecture architecture, int pixels, Metrics metrics) {

    /** Tells whether all its parameters stay on the chip between two images. */
    public boolean isResident() {
      return metrics.streamedParameterBytes() == 0;
    }
  }

  /**
   * Makes the family of a compound scaling: at coefficients from -8 to 8 in steps of a tenth, each
   * network once. As depth is rounded up, the smallest step beyond a whole one adds a block to
   * every stage at once; so each coefficient is there with the depth of the whole step below it,
   * too.
   *
   * @param view of the member whose scale is one
   */
  public static Family of(
      StagedNetwork base, CompoundScaling scaling, DeployView view, Simulator simulator) {
    return of(
        base,
        IntStream.rangeClosed(-STEPS_DOWN, STEPS_UP)
            .mapToObj(i -> i * STEP)
            .flatMap(phi -> Stream.of(withDepthBelow(scaling, phi), scaling.at(phi)))
            .toList(),
        view,
        simulator);
  }

  private static Scale withDepthBelow(CompoundScaling scaling, double phi) {
    Scale at = scaling.at(phi);
    // A tenth is no binary fraction: 10 of them may be a little less than 1.
    double below = scaling.at(Math.floor(phi + STEP / 2)).depth();
    return new Scale(at.width(), below, at.resolution());
  }

  /** Makes the family of given scales. */
  public static Family of(
      StagedNetwork base, List<Scale> scales, DeployView view, Simulator simulator) {
    List<Member> members = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Scale scale : scales) {
      Optional<StagedNetwork> network = scale.of(base);
      if (network.isPresent()) {
        Architecture architecture = new Architecture(List.of(), network.get());
        if (seen.add(architecture.id().hex())) {
          member(scale, architecture, view, simulator).ifPresent(members::add);
        }
      }
    }
    return new Family(members);
  }

  private static Optional<Member> member(
      Scale scale, Architecture architecture, DeployView view, Simulator simulator) {
    var graph = Lowering.lower(architecture.id().hex(), view.network(architecture));
    return simulator.simulate(graph) instanceof Simulated simulated
        ? Optional.of(
            new Member(scale, architecture, graph.input().height(), simulated.report().metrics()))
        : Optional.empty();
  }

  /**
   * Returns the member that computes most of those that meet a condition.
   *
   * @return empty if none does
   */
  public Optional<Member> largest(Predicate<Member> condition) {
    Member largest = null;
    for (Member member : members) {
      if (condition.test(member)
          && (largest == null || member.metrics().macs() > largest.metrics().macs())) {
        largest = member;
      }
    }
    return Optional.ofNullable(largest);
  }

  /**
   * Returns the member of the shortest latency.
   *
   * @return empty if there is no member
   */
  public Optional<Member> fastest() {
    return members.stream()
        .min((a, b) -> Double.compare(a.metrics().latencyMillis(), b.metrics().latencyMillis()));
  }
}
