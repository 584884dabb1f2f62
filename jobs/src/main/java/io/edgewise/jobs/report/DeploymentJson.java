package io.edgewise.jobs.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.edgewise.jobs.prediction.PipelinedNetwork;
import io.edgewise.jobs.prediction.PipelinedNetwork.Cut;
import io.edgewise.sim.Metrics;
import io.edgewise.sim.deployment.Pipeline;
import io.edgewise.sim.deployment.Round;
import java.util.List;

/** Networks that share a chip, and chips that share a network, as JSON. */
public final class DeploymentJson {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private DeploymentJson() {}

  /** One object: the round, and each network's turn. */
  public static String of(Round round) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("accelerator", round.accelerator().name());
    json.put("together_ms", Decimals.rounded(round.togetherMillis()));
    json.put("apart_ms", Decimals.rounded(round.apartMillis()));
    json.put("reload_ms", Decimals.rounded(round.reloadMillis()));
    json.put("reloaded_parameter_bytes", round.reloadedBytes());
    ArrayNode networks = json.putArray("networks");
    for (Round.Turn turn : round.turns()) {
      ObjectNode network = networks.addObject();
      network.put("network", turn.alone().network());
      network.put("alone_ms", Decimals.rounded(turn.alone().latencyMillis()));
      put(turn.together().metrics(), network);
      network.put("displaced_parameter_bytes", turn.displacedBytes());
    }
    return json.toPrettyString();
  }

  /** An array of one object a network: each cut with its stages. */
  public static String of(List<PipelinedNetwork> networks) {
    ArrayNode json = MAPPER.createArrayNode();
    for (PipelinedNetwork network : networks) {
      ObjectNode object = json.addObject();
      object.put("network", network.network());
      object.put("accelerator", network.accelerator().name());
      object.put("alone_ms", Decimals.rounded(network.aloneMillis()));
      ArrayNode cuts = object.putArray("cuts");
      network.cuts().forEach(cut -> put(cut, cuts.addObject()));
    }
    return json.toPrettyString();
  }

  private static void put(Cut cut, ObjectNode json) {
    json.put("by", cut.by());
    json.put("interval_ms", Decimals.rounded(cut.pipeline().intervalMillis()));
    json.put("latency_ms", Decimals.rounded(cut.pipeline().latencyMillis()));
    ArrayNode stages = json.putArray("stages");
    for (Pipeline.Stage stage : cut.pipeline().stages()) {
      ObjectNode object = stages.addObject();
      object.put("first", stage.first());
      object.put("last", stage.last());
      object.put("layers", stage.layers());
      put(stage.report().metrics(), object);
    }
  }

  private static void put(Metrics metrics, ObjectNode json) {
    json.put("latency_ms", Decimals.rounded(metrics.latencyMillis()));
    json.put("cached_parameter_bytes", metrics.cachedParameterBytes());
    json.put("streamed_parameter_bytes", metrics.streamedParameterBytes());
  }
}
