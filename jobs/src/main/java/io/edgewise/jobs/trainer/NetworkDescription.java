package io.edgewise.jobs.trainer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.edgewise.jobs.files.RecordJson;
import io.edgewise.search.network.BlockNetwork;
import io.edgewise.search.space.Architecture;
import java.util.TreeMap;

/**
 * The JSON that a foreign trainer gets of a network, beside its source: {@code architecture_id} as
 * in the history, {@code choices} of the search space by decision, and of the proxy {@code
 * resolution} in pixels, {@code channels} and {@code classes}.
 */
final class NetworkDescription {

  private NetworkDescription() {}

  static String text(Architecture architecture, BlockNetwork proxy) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("architecture_id", architecture.id().hex());
    ObjectNode choices = tree.putObject("choices");
    new TreeMap<>(architecture.valuesByDecision()).forEach(choices::put);
    tree.put("resolution", proxy.resolution());
    tree.put("channels", proxy.inputChannels());
    tree.put("classes", proxy.classes());
    return RecordJson.text(tree);
  }
}
