package io.edgewise.sim.settings;

import io.edgewise.sim.accelerator.ComputeArray;
import io.edgewise.sim.accelerator.Dataflow;
import io.edgewise.sim.accelerator.Memory;
import io.edgewise.sim.accelerator.SimdProcessor;
import io.edgewise.sim.accelerator.SystolicArray;
import io.edgewise.sim.accelerator.TileArray;
import java.util.List;

/** Reads what an accelerator file says of its array and of the memories beside it. */
final class ArraySettings {

  private static final String SHARED = "shared-bytes";
  private static final String CELL = "cell-bytes";

  private ArraySettings() {}

  static ComputeArray array(Settings array) {
    return switch (array.word("kind", List.of("tiles", "systolic", "cpu"))) {
      case "systolic" ->
          new SystolicArray(
              array.integer("rows", 1, 65536),
              array.integer("columns", 1, 65536),
              array.choice("dataflow", Dataflow.class));
      case "cpu" -> processor(array);
      default ->
          new TileArray(
              array.integer("tile-rows", 1, 1024),
              array.integer("tile-columns", 1, 1024),
              array.integer("cells-per-tile", 1, 65536),
              array.integer("channel-group", 1, 1024),
              array.integer("output-group", 1, 65536),
              rates(array.section("rates")));
    };
  }

  private static TileArray.Rates rates(Settings rates) {
    return new TileArray.Rates(
        rate(rates, "cell-macs"),
        rate(rates, "outputs"),
        rate(rates, "depthwise-outputs"),
        rate(rates, "vector-macs"),
        rate(rates, "elements"),
        rate(rates, "maximum-pool-elements"),
        rate(rates, "mean-elements"),
        rate(rates, "unary-elements"),
        rate(rates, "mesh-bytes"));
  }

  private static SimdProcessor processor(Settings array) {
    Settings rates = array.section("rates");
    return new SimdProcessor(
        array.integer("cores", 1, 65536),
        new SimdProcessor.Rates(
            rate(rates, "convolution-macs"),
            rate(rates, "depthwise-macs"),
            rate(rates, "dense-macs"),
            rate(rates, "elements")),
        cache(array.section("level-1")),
        cache(array.section("level-2")),
        rate(array.section("beyond"), "bytes-per-cycle"));
  }

  private static SimdProcessor.Cache cache(Settings cache) {
    return new SimdProcessor.Cache(
        cache.whole("bytes", 1, Memory.BOUNDLESS), rate(cache, "bytes-per-cycle"));
  }

  private static double rate(Settings section, String key) {
    return section.number(key, 1e-3, 1e6);
  }

  /** One memory for all, or one for activations and one for parameters. */
  static Memory memory(Settings memory, ComputeArray array) {
    if (memory.has(SHARED)) {
      int tiles = array instanceof TileArray grid ? grid.tiles() : 1;
      long bytes = memory.whole(SHARED, tiles, Memory.BOUNDLESS);
      return Memory.shared(bytes, tiles, cellBytes(memory));
    }
    return new Memory(
        memory.whole("narrow-bytes-per-tile", 1, Memory.BOUNDLESS),
        memory.whole("parameter-bytes", 0, Memory.BOUNDLESS),
        cellBytes(memory));
  }

  /** The limit of a cell; where nothing is said a dense layer's outputs may lie anywhere. */
  private static long cellBytes(Settings memory) {
    return memory.has(CELL) ? memory.whole(CELL, 0, Memory.BOUNDLESS) : Memory.BOUNDLESS;
  }
}
