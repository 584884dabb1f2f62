package io.edgewise.sim.deployment;

import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.accelerator.AcceleratorSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * A round runs each of several networks once on one chip, one after the other. Compiled together
 * they share the parameter memory, the first one first, and nothing is loaded twice. Compiled apart
 * each has the memory to itself, and loads what stays there again because the network before it has
 * evicted it (coral.ai, Edge TPU Compiler, "Co-compiling multiple models").
 *
 * @param accelerator the chip, and the host that all of them use
 * @param turns one a network, in order
 */
public record Round(AcceleratorSpec accelerator, List<Turn> turns) {

  /**
   * A turn is one network's part of a round.
   *
   * @param alone the network compiled apart, its parameters there already
   * @param together the network compiled together with the others
   */
  public record Turn(LatencyReport alone, LatencyReport together) {

    /** Parameter bytes that would stay if the others did not take the room. */
    public long displacedBytes() {
      return alone.metrics().cachedParameterBytes() - together.metrics().cachedParameterBytes();
    }
  }

  /**
   * A round of at least two networks.
   *
   * @throws IllegalArgumentException if there are fewer
   */
  public Round {
    turns = List.copyOf(turns);
    if (turns.size() < 2) {
      throw new IllegalArgumentException(
          turns.size() + " networks; networks that share a chip are at least 2");
    }
  }

  /**
   * Puts simulations together.
   *
   * @param alone one report a network, by itself
   * @param together one report a network, compiled together, in the same order
   */
  public static Round of(
      AcceleratorSpec accelerator, List<LatencyReport> alone, List<LatencyReport> together) {
    List<Turn> turns = new ArrayList<>();
    for (int i = 0; i < alone.size(); i++) {
      turns.add(new Turn(alone.get(i), together.get(i)));
    }
    return new Round(accelerator, turns);
  }

  /** Milliseconds of a round of the networks compiled together. */
  public double togetherMillis() {
    return turns.stream().mapToDouble(turn -> turn.together().latencyMillis()).sum();
  }

  /** Milliseconds of a round of the networks compiled apart, each evicting the one before it. */
  public double apartMillis() {
    return turns.stream().mapToDouble(turn -> turn.alone().latencyMillis()).sum() + reloadMillis();
  }

  /** Milliseconds in which the parameters that were evicted are loaded again. */
  public double reloadMillis() {
    return reloadedBytes() / accelerator.link().parameterBytesPerSecond() * 1e3;
  }

  /** Parameter bytes that networks compiled apart load again in a round. */
  public long reloadedBytes() {
    return turns.stream().mapToLong(turn -> turn.alone().metrics().cachedParameterBytes()).sum();
  }
}
