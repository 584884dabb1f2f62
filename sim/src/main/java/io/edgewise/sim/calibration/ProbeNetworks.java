package io.edgewise.sim.calibration;

import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.accelerator.Memory;
import io.edgewise.sim.accelerator.TileArray;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.networks.Networks;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * The networks of which probes are chosen: chains of each kind of layer, narrow and wide, short and
 * long, on small maps and large ones, and ladders of chains about the sizes of the chip's memories.
 */
final class ProbeNetworks {

  /** No network of more parameters, or of more work, is written: files stay small. */
  private static final long MOST_PARAMETERS = 20_000_000;

  private static final long MOST_MACS = 5_000_000_000L;

  private static final int[] SIZES = {8, 16, 28, 56, 112};
  private static final int[] WIDTHS = {16, 32, 64, 128, 256};
  private static final int[] LENGTHS = {2, 8, 24};

  /** Shares of the parameter memory that a ladder takes. */
  private static final double[] PARAMETERS = {0.4, 0.7, 0.85, 1.0, 1.2, 1.5, 2.0, 2.6};

  /** Shares of the activation memory that a layer's input and output take. */
  private static final double[] ACTIVATIONS = {0.5, 0.7, 0.9, 1.1, 1.4, 1.8, 2.4};

  private ProbeNetworks() {}

  static List<LayerGraph> of(AcceleratorSpec spec) {
    List<String> names = new ArrayList<>();
    planes(names::add);
    dense(names::add);
    Memory memory = spec.chip().memory();
    if (!memory.equals(Memory.UNBOUNDED)) {
      parameterLadder(memory, names::add);
      int tiles = spec.chip().array() instanceof TileArray grid ? grid.tiles() : 1;
      activationLadder(memory, tiles, names::add);
    }
    return names.stream()
        .distinct()
        .map(Networks::find)
        .filter(graph -> graph.parameters() <= MOST_PARAMETERS && graph.macs() <= MOST_MACS)
        .toList();
  }

  private static void planes(Consumer<String> names) {
    for (int size : SIZES) {
      for (int width : WIDTHS) {
        if ((long) size * size * width > 1 << 19) {
          continue; // Larger activations than networks have.
        }
        for (int length : LENGTHS) {
          for (String kind :
              List.of(
                  "conv1x1",
                  "conv3x3",
                  "conv5x5",
                  "depthwise3x3",
                  "depthwise5x5",
                  "grouped3x3",
                  "averagepool3x3",
                  "maximumpool3x3",
                  "add",
                  "sigmoid")) {
            names.accept(plane(kind, width, length, size));
          }
        }
      }
    }
  }

  private static void dense(Consumer<String> names) {
    for (int outputs : new int[] {64, 256, 512, 1024, 2048}) {
      for (int length : new int[] {2, 4, 12}) {
        names.accept(text("chain:dense:%dx%d@64:10", outputs, length));
      }
    }
  }

  /** Long chains of 1x1 convolutions on a small map, whose time is that of their parameters. */
  private static void parameterLadder(Memory memory, Consumer<String> names) {
    for (double share : PARAMETERS) {
      for (int width : new int[] {128, 256, 512, 1024}) {
        long layers = Math.round(share * memory.parameterBytes() / ((double) width * width));
        if (layers >= 4 && layers <= 200) {
          names.accept(plane("conv1x1", width, (int) layers, 4));
        }
      }
    }
  }

  /** Chains that overflow the parameter memory, on maps about as large as that of activations. */
  private static void activationLadder(Memory memory, int tiles, Consumer<String> names) {
    for (double share : ACTIVATIONS) {
      for (int width : new int[] {512, 1024, 2048}) {
        double elements = share * memory.narrowBytesPerTile() * tiles / 2;
        long size = Math.round(Math.sqrt(elements / width));
        long layers = 1 + Math.round(1.4 * memory.parameterBytes() / ((double) width * width));
        if (size >= 4 && size <= 256 && layers <= 60) {
          names.accept(plane("conv1x1", width, (int) layers, (int) size));
        }
      }
    }
  }

  private static String plane(String kind, int width, int length, int size) {
    return text("chain:%s:%dx%d@%d:10", kind, width, length, size);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
