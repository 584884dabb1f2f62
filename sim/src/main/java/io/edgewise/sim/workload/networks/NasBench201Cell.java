package io.edgewise.sim.workload.networks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A cell of NAS-Bench-201 (arXiv 2001.00326): four nodes, node 0 the input, node 3 the output, and
 * one operation from every node to every later one; a node is the sum of what arrives. Only live
 * edges are kept: those on a path from the input to the output without a {@code none}.
 *
 * @param edges live edges by target, then by source
 */
record NasBench201Cell(List<Edge> edges) {

  static final int NODES = 4;

  /** An operation is what an edge does. */
  enum Operation {
    NONE,
    SKIP_CONNECT,
    NOR_CONV_1X1,
    NOR_CONV_3X3,
    AVG_POOL_3X3;

    private static Operation parse(String word, String architecture) {
      for (Operation operation : values()) {
        if (operation.label().equals(word)) {
          return operation;
        }
      }
      throw mistake(
          architecture,
          "unknown operation \"%s\"; allowed: none, skip_connect, nor_conv_1x1, nor_conv_3x3, avg_pool_3x3",
          word);
    }

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** An operation on its way from one node to another. */
  record Edge(int source, int target, Operation operation) {}

  NasBench201Cell {
    edges = List.copyOf(edges);
  }

  List<Edge> into(int node) {
    return edges.stream().filter(e -> e.target() == node).toList();
  }

  /**
   * Reads {@code |op~0|+|op~0|op~1|+|op~0|op~1|op~2|}.
   *
   * @throws IllegalArgumentException if the text is not of that form, or if no path leads from the
   *     input to the output
   */
  static NasBench201Cell parse(String architecture) {
    String[] nodes = architecture.split("\\+", -1);
    if (nodes.length != NODES - 1) {
      throw mistake(
          architecture, "%d nodes, separated by +; a cell has %d", nodes.length, NODES - 1);
    }
    List<Edge> edges = new ArrayList<>();
    for (int target = 1; target < NODES; target++) {
      edges.addAll(parseNode(nodes[target - 1], target, architecture));
    }
    List<Edge> live = live(edges);
    if (live.isEmpty()) {
      throw mistake(architecture, "no path leads from the input to the output without a none");
    }
    return new NasBench201Cell(live);
  }

  private static List<Edge> parseNode(String text, int target, String architecture) {
    if (text.length() < 2 || !text.startsWith("|") || !text.endsWith("|")) {
      throw mistake(architecture, "node %d is \"%s\", not between | and |", target, text);
    }
    String[] words = text.substring(1, text.length() - 1).split("\\|", -1);
    if (words.length != target) {
      throw mistake(architecture, "node %d has %d operations, not %1$d", target, words.length);
    }
    List<Edge> edges = new ArrayList<>();
    for (int source = 0; source < target; source++) {
      String word = words[source];
      String suffix = "~" + source;
      if (!word.endsWith(suffix)) {
        throw mistake(architecture, "\"%s\" in node %d does not end in %s", word, target, suffix);
      }
      String operation = word.substring(0, word.length() - suffix.length());
      edges.add(new Edge(source, target, Operation.parse(operation, architecture)));
    }
    return edges;
  }

  private static List<Edge> live(List<Edge> edges) {
    List<Edge> present = edges.stream().filter(e -> e.operation() != Operation.NONE).toList();
    boolean[] reached = new boolean[NODES];
    reached[0] = true;
    for (Edge edge : present) {
      reached[edge.target()] |= reached[edge.source()];
    }
    boolean[] needed = new boolean[NODES];
    needed[NODES - 1] = true;
    for (int i = present.size() - 1; i >= 0; i--) {
      needed[present.get(i).source()] |= needed[present.get(i).target()];
    }
    return present.stream().filter(e -> reached[e.source()] && needed[e.target()]).toList();
  }

  private static IllegalArgumentException mistake(
      String architecture, String format, Object... arguments) {
    return new IllegalArgumentException(
        "NAS-Bench-201 architecture \""
            + architecture
            + "\": "
            + String.format(Locale.ROOT, format, arguments)
            + "; the form is |op~0|+|op~0|op~1|+|op~0|op~1|op~2|");
  }
}
