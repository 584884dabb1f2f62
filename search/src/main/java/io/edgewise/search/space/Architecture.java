package io.edgewise.search.space;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One point of a search space.
 *
 * @param choices what the walk chose, in walk order, only the decisions it met
 * @param blueprint the network that these choices spell
 */
public record Architecture(List<Choice> choices, Blueprint blueprint) implements Serializable {

  public Architecture {
    choices = List.copyOf(choices);
  }

  /** The network's name: equal for two spellings of one network. */
  public ArchitectureId id() {
    return blueprint.id();
  }

  /** The choices by decision name. */
  public Map<String, String> valuesByDecision() {
    return choices.stream().collect(Collectors.toUnmodifiableMap(Choice::decision, Choice::value));
  }
}
