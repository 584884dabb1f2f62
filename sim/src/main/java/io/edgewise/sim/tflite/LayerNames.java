package io.edgewise.sim.tflite;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Gives each layer a name of its own, for a file may name many tensors alike. */
final class LayerNames {

  private final Set<String> taken = new HashSet<>(Set.of("input"));

  /** The last number put behind a name, so that no number is tried twice. */
  private final Map<String, Integer> numbers = new HashMap<>();

  /** The wanted name, or that with a number behind it. */
  String unique(String wanted) {
    String free = wanted;
    while (!taken.add(free)) {
      free = wanted + "#" + numbers.merge(wanted, 2, (last, first) -> last + 1);
    }
    return free;
  }
}
