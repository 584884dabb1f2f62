package io.edgewise.search.space.cell;

import io.edgewise.search.space.Choice;
import io.edgewise.search.space.Decision;
import io.edgewise.search.space.NetworkFamily;
import io.edgewise.search.space.OneOf;
import io.edgewise.search.space.cell.CellNetwork.Operation;
import io.edgewise.sim.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The cells of one space: six edges with the same choice of operations. */
public record CellFamily(List<OneOf<Operation>> edges) implements NetworkFamily {

  public CellFamily {
    edges = List.copyOf(edges);
  }

  /** Reads the operations of a space file; notes mistakes in the settings. */
  public static CellFamily read(Settings root) {
    List<Operation> operations = root.choices("operations", Operation.class);
    List<OneOf<Operation>> edges = new ArrayList<>();
    for (int node = 1; node < CellNetwork.NODES; node++) {
      for (int source = 0; source < node; source++) {
        edges.add(new OneOf<>("edge" + source + "-" + node, operations, List.of()));
      }
    }
    return new CellFamily(edges);
  }

  /** Returns the decisions in the order of {@link CellNetwork#edges()}. */
  @Override
  public List<Decision> decisions() {
    return edges.stream().flatMap(OneOf::decision).toList();
  }

  @Override
  public List<Choice> fixed() {
    return edges.stream().flatMap(OneOf::constant).toList();
  }

  @Override
  public CellNetwork spell(Map<String, String> values) {
    return new CellNetwork(edges.stream().map(edge -> edge.in(values)).toList());
  }
}
