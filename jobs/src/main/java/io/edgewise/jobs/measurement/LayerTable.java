package io.edgewise.jobs.measurement;

import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.accelerator.Chip;
import io.edgewise.sim.accelerator.Dataflow;
import io.edgewise.sim.accelerator.Energy;
import io.edgewise.sim.accelerator.Host;
import io.edgewise.sim.accelerator.Link;
import io.edgewise.sim.accelerator.Memory;
import io.edgewise.sim.accelerator.Sequencer;
import io.edgewise.sim.accelerator.SystolicArray;
import io.edgewise.sim.workload.Activation;
import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.Padding;
import io.edgewise.sim.workload.TensorShape;
import io.edgewise.sim.workload.Window;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * Single layers on plain systolic arrays, as SCALE-Sim v2 reports them: shapes with their padding
 * included, and the index of the last cycle.
 */
public record LayerTable(List<SystolicLayer> rows) {

  private static final String[] COLUMNS = {
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
    "total_cycles"
  };

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
          Energy.UNKNOWN);
    }
  }

  public LayerTable {
    rows = List.copyOf(rows);
  }

  /**
   * Reads a table.
   *
   * @throws io.edgewise.sim.settings.SettingsException if it is missing or wrong
   */
  public static LayerTable read(SparkSession spark, Path file) {
    CsvTable table = CsvTable.read(spark, file);
    table.require(COLUMNS);
    List<SystolicLayer> rows = new ArrayList<>();
    for (int row = 0; row < table.rows(); row++) {
      rows.add(row(table, row));
    }
    return new LayerTable(rows);
  }

  private static SystolicLayer row(CsvTable table, int row) {
    int stride = table.count(row, "stride");
    Window window =
        new Window(
            table.count(row, "filt_h"),
            table.count(row, "filt_w"),
            stride,
            stride,
            1,
            1,
            Padding.VALID);
    TensorShape input =
        new TensorShape(
            table.count(row, "ifmap_h"), table.count(row, "ifmap_w"), table.count(row, "channels"));
    String operator = String.valueOf(table.text(row, "op"));
    Layer layer =
        switch (operator) {
          // A dense layer is written as a 1x1 convolution of a single position.
          case "conv", "fc" ->
              new Layer.Convolution(window, table.count(row, "num_filters"), Activation.NONE);
          case "dw" -> new Layer.DepthwiseConvolution(window, 1, Activation.NONE);
          default -> throw table.wrong(row, "op", operator, "conv, fc or dw");
        };
    LayerGraph.Builder graph = LayerGraph.builder(operator + " of line " + (row + 2), input);
    graph.add("layer", layer, LayerGraph.Builder.INPUT);
    SystolicArray array =
        new SystolicArray(
            table.count(row, "array_rows"), table.count(row, "array_cols"), dataflow(table, row));
    return new SystolicLayer(graph.build(), array, (long) table.number(row, "total_cycles"));
  }

  private static Dataflow dataflow(CsvTable table, int row) {
    String label = String.valueOf(table.text(row, "dataflow"));
    return Arrays.stream(Dataflow.values())
        .filter(dataflow -> dataflow.label().equals(label))
        .findFirst()
        .orElseThrow(() -> table.wrong(row, "dataflow", label, "os, ws or is"));
  }
}
