package io.edgewise.search.space.cell;

import io.edgewise.search.space.cell.CellNetwork.Operation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A cell graph is what a cell computes, freed of how it is spelled. Every convolution and pooling
 * that lies on a path to the output is a step; its argument is a sum of the cell's input and of
 * earlier steps, each with the number of times it is added. Skips vanish into these sums; what is
 * zero, or reaches no output, vanishes altogether. The canonical form is the smallest text over all
 * orders of the steps.
 *
 * <p>The 15,625 cells are 5,425 networks by this measure. NAS-Bench-201 counts 6,466 with {@code
 * to_unique_str}, which compares expressions: it takes x + 0 and x, and (a + b) + c and a + (b + c)
 * for different, and two convolutions of one input, which have weights of their own, for the same
 * as one convolution added twice.
 */
final class CellGraph {

  /** Stands for the cell's input among the steps. */
  private static final int INPUT = -1;

  /** Number of times each step, or the input, is added; empty for zero. */
  private record Sum(SortedMap<Integer, Integer> times) {

    static Sum of(int step) {
      return new Sum(new TreeMap<>(Map.of(step, 1)));
    }

    static Sum zero() {
      return new Sum(new TreeMap<>());
    }

    boolean isZero() {
      return times.isEmpty();
    }

    Sum plus(Sum other) {
      SortedMap<Integer, Integer> sum = new TreeMap<>(times);
      other.times.forEach((step, n) -> sum.merge(step, n, Integer::sum));
      return new Sum(sum);
    }

    boolean isMadeOf(Set<Integer> placed) {
      return times.keySet().stream().allMatch(step -> step == INPUT || placed.contains(step));
    }

    /** Returns the graph as text, each step under its place in an order. */
    String text(Map<Integer, Integer> places) {
      SortedMap<Integer, Integer> placed = new TreeMap<>();
      times.forEach((step, n) -> placed.put(places.getOrDefault(step, INPUT), n));
      return placed.entrySet().stream()
          .map(e -> e.getValue() + "*" + (e.getKey() == INPUT ? "x" : "t" + e.getKey()))
          .collect(Collectors.joining("+"));
    }
  }

  private record Step(Operation operation, Sum argument) {}

  private final List<Step> steps;
  private final Sum output;

  private CellGraph(List<Step> steps, Sum output) {
    this.steps = steps;
    this.output = output;
  }

  static CellGraph of(CellNetwork cell) {
    List<Step> steps = new ArrayList<>();
    List<Sum> nodes = new ArrayList<>(List.of(Sum.of(INPUT)));
    for (int node = 1; node < CellNetwork.NODES; node++) {
      Sum sum = Sum.zero();
      for (int source = 0; source < node; source++) {
        sum = sum.plus(run(cell.edge(source, node), nodes.get(source), steps));
      }
      nodes.add(sum);
    }
    return new CellGraph(steps, nodes.get(CellNetwork.NODES - 1));
  }

  private static Sum run(Operation operation, Sum argument, List<Step> steps) {
    if (operation == Operation.NONE || argument.isZero()) {
      return Sum.zero();
    }
    if (operation == Operation.SKIP_CONNECT) {
      return argument;
    }
    steps.add(new Step(operation, argument));
    return Sum.of(steps.size() - 1);
  }

  String canonicalForm() {
    Set<Integer> live = new TreeSet<>();
    collect(output, live);
    return smallest(live, Map.of());
  }

  private void collect(Sum sum, Set<Integer> live) {
    for (int step : sum.times().keySet()) {
      if (step != INPUT && live.add(step)) {
        collect(steps.get(step).argument(), live);
      }
    }
  }

  /**
   * The smallest text of the steps that have no place yet and the output. A line is never the
   * beginning of another, so only the steps with the smallest line can come next.
   */
  private String smallest(Set<Integer> live, Map<Integer, Integer> places) {
    if (places.size() == live.size()) {
      return "out " + output.text(places);
    }
    SortedMap<String, List<Integer>> ready = new TreeMap<>();
    for (int step : live) {
      Sum argument = steps.get(step).argument();
      if (!places.containsKey(step) && argument.isMadeOf(places.keySet())) {
        String line = steps.get(step).operation().word() + " " + argument.text(places) + "; ";
        ready.computeIfAbsent(line, l -> new ArrayList<>()).add(step);
      }
    }
    String line = ready.firstKey();
    List<String> rests = new ArrayList<>();
    for (int step : ready.getOrDefault(line, List.of())) {
      Map<Integer, Integer> longer = new HashMap<>(places);
      longer.put(step, places.size());
      rests.add(smallest(live, longer));
    }
    return line + Collections.min(rests);
  }
}
