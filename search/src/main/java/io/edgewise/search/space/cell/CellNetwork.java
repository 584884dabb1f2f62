package io.edgewise.search.space.cell;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.edgewise.search.space.ArchitectureId;
import io.edgewise.search.space.Blueprint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A network of NAS-Bench-201 (arXiv 2001.00326): one cell of four nodes, repeated. Node 0 is the
 * cell's input, node 3 its output; an edge runs an operation from a node to a later one, and a node
 * is the sum of the edges that end in it.
 *
 * @param edges operations of the edges 0-1, 0-2, 1-2, 0-3, 1-3, 2-3
 */
public record CellNetwork(List<Operation> edges) implements Blueprint {

  /** Nodes of a cell, its input and output among them. */
  public static final int NODES = 4;

  /** Edges of a cell. */
  public static final int EDGES = NODES * (NODES - 1) / 2;

  private static final String SHAPE = "|op~0|+|op~0|op~1|+|op~0|op~1|op~2|";

  private static final Pattern ARCH =
      Pattern.compile(
          SHAPE
              .replaceAll("[|+]", "\\\\$0")
              .replace("op", "(" + String.join("|", Operation.words()) + ")"));

  private static final int OPERATIONS = Operation.values().length;

  /** There are 5^6 cells; benchmarks ask for the id of each thousands of times. */
  private static final AtomicReferenceArray<ArchitectureId> IDS =
      new AtomicReferenceArray<>((int) Math.pow(OPERATIONS, EDGES));

  /** A spelling looks like this, for messages. */
  static final String SPELLING =
      SHAPE + " with each op one of " + String.join(", ", Operation.words());

  /** Operations of an edge. Convolutions are ReLU, convolution, batch normalisation. */
  public enum Operation {
    NONE,
    SKIP_CONNECT,
    NOR_CONV_1X1,
    NOR_CONV_3X3,
    /** Stride 1, padding 1. */
    AVG_POOL_3X3;

    /** The benchmark's own word, such as {@code nor_conv_3x3}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    private static Operation of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static List<String> words() {
      return Arrays.stream(values()).map(Operation::word).toList();
    }
  }

  public CellNetwork {
    edges = List.copyOf(edges);
    if (edges.size() != EDGES) {
      throw new IllegalArgumentException("a cell has " + EDGES + " edges, not " + edges.size());
    }
  }

  /**
   * Reads the benchmark's spelling, such as {@code
   * |nor_conv_3x3~0|+|none~0|skip_connect~1|+|none~0|none~1|avg_pool_3x3~2|}.
   *
   * @throws IllegalArgumentException if it is not one
   */
  public static CellNetwork ofArch(String arch) {
    return parse(arch)
        .orElseThrow(() -> new IllegalArgumentException("cell " + arch + ": must be " + SPELLING));
  }

  /** Reads the benchmark's spelling; empty if it is not one. */
  static Optional<CellNetwork> parse(String arch) {
    Matcher matcher = ARCH.matcher(arch);
    return matcher.matches()
        ? Optional.of(
            new CellNetwork(
                IntStream.rangeClosed(1, EDGES)
                    .mapToObj(matcher::group)
                    .map(Operation::of)
                    .toList()))
        : Optional.empty();
  }

  /** The benchmark's spelling. */
  public String toArch() {
    List<String> nodes = new ArrayList<>();
    for (int node = 1; node < NODES; node++) {
      StringBuilder text = new StringBuilder("|");
      for (int source = 0; source < node; source++) {
        text.append(edge(source, node).word()).append('~').append(source).append('|');
      }
      nodes.add(text.toString());
    }
    return nodes.stream().collect(Collectors.joining("+"));
  }

  /** The operation between two nodes, {@code source < node}. */
  public Operation edge(int source, int node) {
    return edges.get(node * (node - 1) / 2 + source);
  }

  @Override
  public void write(ObjectNode json) {
    CellJson.write(this, json);
  }

  /** Equal for all cells that compute the same in the same number of steps; see CellGraph. */
  @Override
  public String canonicalForm() {
    return "cell; " + CellGraph.of(this).canonicalForm();
  }

  @Override
  public ArchitectureId id() {
    int spelling = 0;
    for (Operation operation : edges) {
      spelling = spelling * OPERATIONS + operation.ordinal();
    }
    ArchitectureId known = IDS.get(spelling);
    if (known == null) {
      known = Blueprint.super.id();
      IDS.set(spelling, known);
    }
    return known;
  }
}
