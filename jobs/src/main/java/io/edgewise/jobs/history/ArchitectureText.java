package io.edgewise.jobs.history;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.edgewise.search.space.Architecture;

/** An architecture as the JSON object of its choices, in walk order. */
final class ArchitectureText {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ArchitectureText() {}

  static String write(Architecture architecture) {
    ObjectNode choices = JSON.createObjectNode();
    architecture.choices().forEach(choice -> choices.put(choice.decision(), choice.value()));
    return choices.toString();
  }
}
