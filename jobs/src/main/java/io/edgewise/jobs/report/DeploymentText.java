package io.edgewise.jobs.report;

import io.edgewise.jobs.console.TextTable;
import io.edgewise.jobs.prediction.PipelinedNetwork;
import io.edgewise.jobs.prediction.PipelinedNetwork.Cut;
import io.edgewise.sim.Metrics;
import io.edgewise.sim.deployment.Pipeline;
import io.edgewise.sim.deployment.Round;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Networks that share a chip, and chips that share a network, in words. */
public final class DeploymentText {

  private static final double MEBI = 1 << 20;
  private static final String INDENT = "  ";

  private DeploymentText() {}

  /** The lines of a round: what it takes, and whose parameters stay. */
  public static List<String> lines(Round round) {
    List<String> lines = new ArrayList<>();
    lines.add(
        text(
            "%s on %s: %.3f ms a round compiled together, %.3f ms compiled apart",
            round.turns().stream()
                .map(turn -> turn.alone().network())
                .collect(Collectors.joining(" + ")),
            round.accelerator().name(),
            round.togetherMillis(),
            round.apartMillis()));
    TextTable table =
        new TextTable()
            .left("network")
            .right("ms alone", "ms together", "MiB stays", "MiB displaced", "MiB streams");
    for (Round.Turn turn : round.turns()) {
      Metrics together = turn.together().metrics();
      table.row(
          turn.alone().network(),
          text("%.3f", turn.alone().latencyMillis()),
          text("%.3f", together.latencyMillis()),
          text("%.2f", together.cachedParameterBytes() / MEBI),
          text("%.2f", turn.displacedBytes() / MEBI),
          text("%.2f", together.streamedParameterBytes() / MEBI));
    }
    table.lines().forEach(line -> lines.add(INDENT + line));
    lines.add(
        text(
            "  compiled apart each evicts the one before it: %.2f MiB are loaded again in a round, %.3f ms",
            round.reloadedBytes() / MEBI, round.reloadMillis()));
    return lines;
  }

  /** The lines of a network over several chips: each cut with its stages. */
  public static List<String> lines(PipelinedNetwork network) {
    List<String> lines = new ArrayList<>();
    lines.add(
        text(
            "%s over %d chips of %s; on one: %.3f ms",
            network.network(),
            network.cuts().get(0).pipeline().stages().size(),
            network.accelerator().name(),
            network.aloneMillis()));
    for (Cut cut : network.cuts()) {
      Pipeline pipeline = cut.pipeline();
      lines.add(
          text(
              "  cut by %s: a result every %.3f ms, %.3f ms each; %.2f MiB stream",
              cut.by(),
              pipeline.intervalMillis(),
              pipeline.latencyMillis(),
              pipeline.streamedBytes() / MEBI));
      stages(pipeline).forEach(line -> lines.add(INDENT + INDENT + line));
    }
    return lines;
  }

  private static List<String> stages(Pipeline pipeline) {
    TextTable table =
        new TextTable()
            .right("chip", "layers", "ms", "MiB stays", "MiB streams")
            .left("from", "to");
    for (int k = 0; k < pipeline.stages().size(); k++) {
      Pipeline.Stage stage = pipeline.stages().get(k);
      Metrics metrics = stage.report().metrics();
      table.row(
          String.valueOf(k + 1),
          String.valueOf(stage.layers()),
          text("%.3f", metrics.latencyMillis()),
          text("%.2f", metrics.cachedParameterBytes() / MEBI),
          text("%.2f", metrics.streamedParameterBytes() / MEBI),
          stage.first(),
          stage.last());
    }
    return table.lines();
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
