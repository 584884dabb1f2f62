package io.edgewise.jobs.measurement;

import io.edgewise.search.table.CsvRow;
import io.edgewise.search.table.CsvTable;
import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.accelerator.Chip;
import io.edgewise.sim.accelerator.Dataflow;
import io.edgewise.sim.accelerator.Energy;
import io.edgewise.sim.accelerator.Host;
import io.edgewise.sim.accelerator.Link;
import io.edgewise.sim.accelerator.Memory;
import io.edgewise.sim.accelerator.Sequencer;
import io.edgewise.sim.accelerator.SystolicArray;
import io.edgewise.sim.accelerator.Uncertainty;
import io.edgewise.sim.workload.Activation;
import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.Padding;
import io.edgewise.sim.workload.TensorShape;
import io.edgewise.sim.workload.Window;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Single layers on plain systolic arrays, as SCALE-Sim v2 reports them: shapes with their padding
 * included, and the index of the last cycle.
 */
public record LayerTable(List<SystolicLayer> rows) {

  private static final List<String> COLUMNS =
      List.of(
          "op",
          "ifmap_h",
          "ifmap_w",
          "filt_h",
          "filt_w",
          "channels",
          "num_filters",
          "stride",
          "array_rows",
          "array_cols",
          "dataflow",
          "total_cycles");

  private static final long MOST = 1 << 24;
  private static final long MOST_CYCLES = 1L << 53;

  /**
   * One row.
   *
   * @param graph the layer as a network of its own
   * @param array where it runs
   * @param lastCycle the index of its last cycle
   */
  public record SystolicLayer(LayerGraph graph, SystolicArray array, long lastCycle) {

    /** The array with nothing around it that could delay it. */
    public AcceleratorSpec accelerator() {
      Chip chip =
          new Chip(1e9, array, new Memory(1L << 40, 1L << 40, 1L << 40), new Sequencer(0, 0, 0, 0));
      return new AcceleratorSpec(
          "systolic " + array.rows() + "x" + array.columns(),
          chip,
          new Link(1e15, 1e15, 1e15),
          new Host(0, 0, 0, 0, 1, 1),
          Energy.UNKNOWN,
          Uncertainty.UNKNOWN);
    }
  }

  public LayerTable {
    rows = List.copyOf(rows);
  }

  /**
   * Reads a table.
   *
   * @param file on this machine, CSV
   * @throws io.edgewise.search.table.TableException if it is missing or wrong
   */
  public static LayerTable read(Path file) {
    CsvTable table = CsvTable.read(file);
    table.require(COLUMNS);
    return new LayerTable(table.rows().stream().map(LayerTable::layer).toList());
  }

  private static SystolicLayer layer(CsvRow row) {
    int stride = count(row, "stride");
    Window window =
        new Window(count(row, "filt_h"), count(row, "filt_w"), stride, stride, 1, 1, Padding.VALID);
    TensorShape input =
        new TensorShape(count(row, "ifmap_h"), count(row, "ifmap_w"), count(row, "channels"));
    String operator = row.text("op");
    Layer layer =
        switch (operator) {
          // A dense layer is written as a 1x1 convolution of a single position.
          case "conv", "fc" ->
              new Layer.Convolution(window, count(row, "num_filters"), Activation.NONE);
          case "dw" -> new Layer.DepthwiseConvolution(window, 1, Activation.NONE);
          default -> throw row.wrong("op", "conv, fc or dw");
        };
    LayerGraph.Builder graph = LayerGraph.builder(operator + " of line " + row.line(), input);
    graph.add("layer", layer, LayerGraph.Builder.INPUT);
    SystolicArray array =
        new SystolicArray(count(row, "array_rows"), count(row, "array_cols"), dataflow(row));
    return new SystolicLayer(graph.build(), array, row.whole("total_cycles", 0, MOST_CYCLES));
  }

  private static int count(CsvRow row, String column) {
    return (int) row.whole(column, 1, MOST);
  }

  private static Dataflow dataflow(CsvRow row) {
    return Arrays.stream(Dataflow.values())
        .filter(dataflow -> dataflow.label().equals(row.text("dataflow")))
        .findFirst()
        .orElseThrow(() -> row.wrong("dataflow", "os, ws or is"));
  }
}
