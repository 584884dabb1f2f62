package io.edgewise.jobs.prediction;

import io.edgewise.jobs.network.DeployedArchitecture;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.staged.StagedNetwork;
import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.LayerLatency;
import io.edgewise.sim.SimulationResult;
import io.edgewise.sim.Simulator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The stages of a network that, if they were narrower, would let all parameters stay on the chip:
 * the fewest, heaviest first, at the first of some widths at which any do.
 *
 * @param stages from 1, in the order of the network
 * @param bytes of parameters in these stages now
 * @param width what their channels are multiplied by
 * @param report of the network so narrowed
 */
public record NarrowedStages(List<Integer> stages, long bytes, double width, LatencyReport report) {

  private static final double[] WIDTHS = {0.75, 0.5};
  private static final Pattern BLOCK = Pattern.compile("block([0-9]{1,4})[.].*");

  public NarrowedStages {
    stages = List.copyOf(stages);
  }

  /**
   * Finds the stages by simulating each change that is tried.
   *
   * @param report of the network as it is, with its layers
   * @return empty if nothing streams, the network has no stages, or nothing that was tried fits
   */
  static Optional<NarrowedStages> find(
      DeployedArchitecture network, LatencyReport report, Simulator simulator) {
    if (report.metrics().streamedParameterBytes() == 0
        || !(network.file().architecture().blueprint() instanceof StagedNetwork staged)) {
      return Optional.empty();
    }
    long[] bytes = bytes(staged, report);
    List<Integer> heaviest =
        IntStream.range(0, bytes.length)
            .boxed()
            .sorted(Comparator.comparingLong((Integer stage) -> bytes[stage]).reversed())
            .toList();
    for (double width : WIDTHS) {
      for (int count = 1; count <= heaviest.size(); count++) {
        List<Integer> chosen = heaviest.subList(0, count);
        StagedNetwork narrow = staged.withStageWidth(width, chosen::contains);
        Optional<LatencyReport> fits =
            fitting(new Architecture(List.of(), narrow), network, simulator);
        if (fits.isPresent()) {
          return Optional.of(
              new NarrowedStages(
                  chosen.stream().map(stage -> stage + 1).sorted().toList(),
                  chosen.stream().mapToLong(stage -> bytes[stage]).sum(),
                  width,
                  fits.get()));
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<LatencyReport> fitting(
      Architecture narrow, DeployedArchitecture network, Simulator simulator) {
    SimulationResult result =
        simulator.simulate(DeployedArchitecture.graph(narrow, network.view()));
    return result instanceof SimulationResult.Simulated simulated
            && simulated.report().metrics().streamedParameterBytes() == 0
        ? Optional.of(simulated.report())
        : Optional.empty();
  }

  /** The parameter bytes of each stage; a layer's name tells its block, from 1. */
  private static long[] bytes(StagedNetwork network, LatencyReport report) {
    List<Integer> stageOfBlock = new ArrayList<>();
    for (int stage = 0; stage < network.stages().size(); stage++) {
      for (int layer = 0; layer < network.stages().get(stage).layers(); layer++) {
        stageOfBlock.add(stage);
      }
    }
    long[] bytes = new long[network.stages().size()];
    for (LayerLatency layer : report.layers()) {
      Matcher block = BLOCK.matcher(layer.name());
      if (block.matches()) {
        bytes[stageOfBlock.get(Integer.parseInt(block.group(1)) - 1)] += layer.parameterBytes();
      }
    }
    return bytes;
  }
}
