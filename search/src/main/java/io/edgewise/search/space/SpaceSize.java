package io.edgewise.search.space;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Counts the walks through a tree of decisions without taking them. */
final class SpaceSize {

  private SpaceSize() {}

  /**
   * Goes through the decisions once and keeps, for every combination of values that a later
   * condition still looks at, the number of walks that lead there.
   */
  static BigInteger count(List<Decision> decisions) {
    Map<Map<String, String>, BigInteger> walks = Map.of(Map.of(), BigInteger.ONE);
    for (int i = 0; i < decisions.size(); i++) {
      Decision decision = decisions.get(i);
      Set<String> watched = watchedBy(decisions.subList(i + 1, decisions.size()));
      Map<Map<String, String>, BigInteger> next = new HashMap<>();
      walks.forEach(
          (values, number) -> {
            if (decision.isMet(values)) {
              for (String option : decision.options()) {
                Map<String, String> longer = new HashMap<>(values);
                longer.put(decision.name(), option);
                longer.keySet().retainAll(watched);
                next.merge(Map.copyOf(longer), number, BigInteger::add);
              }
            } else {
              Map<String, String> same = new HashMap<>(values);
              same.keySet().retainAll(watched);
              next.merge(Map.copyOf(same), number, BigInteger::add);
            }
          });
      walks = next;
    }
    return walks.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
  }

  private static Set<String> watchedBy(List<Decision> later) {
    return later.stream()
        .flatMap(d -> d.conditions().stream())
        .map(Decision.Condition::decision)
        .collect(Collectors.toSet());
  }
}
