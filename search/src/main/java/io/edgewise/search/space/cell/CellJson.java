package io.edgewise.search.space.cell;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.edgewise.search.space.Blueprint;
import io.edgewise.sim.settings.Settings;
import java.util.Optional;
import java.util.function.Supplier;

/** A cell in an architecture's JSON: the benchmark's own spelling of it. */
public final class CellJson {

  private static final String FAMILY = "cell";
  private static final String ARCH = "arch";

  private CellJson() {}

  static void write(CellNetwork cell, ObjectNode json) {
    json.put("family", FAMILY).put(ARCH, cell.toArch());
  }

  /**
   * Reads a cell; notes mistakes in the settings.
   *
   * @return makes the cell, once the settings are known to be right
   */
  public static Supplier<Blueprint> read(Settings network) {
    String arch = network.text(ARCH);
    Optional<CellNetwork> cell = CellNetwork.parse(arch);
    if (cell.isEmpty() && network.isClean()) {
      network.problem(ARCH, "is " + arch + "; allowed is " + CellNetwork.SPELLING);
    }
    return cell::orElseThrow;
  }
}
