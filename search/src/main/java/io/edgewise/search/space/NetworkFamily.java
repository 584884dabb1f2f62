package io.edgewise.search.space;

import java.util.List;
import java.util.Map;

/** The networks of one space: what its file leaves open, and how choices spell a network. */
public interface NetworkFamily {

  /** Every decision, in walk order. */
  List<Decision> decisions();

  /** The settings of which a single value is allowed, in the same order: no walk asks for them. */
  List<Choice> fixed();

  /**
   * The network that these values spell.
   *
   * @param values what a walk chose, by decision
   */
  Blueprint spell(Map<String, String> values);
}
