package io.edgewise.sim.mapping;

import static io.edgewise.sim.mapping.Extents.ceilDiv;

import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.LayerGraph.Node;
import io.edgewise.sim.workload.Padding;
import io.edgewise.sim.workload.TensorShape;
import io.edgewise.sim.workload.Window;
import org.jspecify.annotations.Nullable;

/**
 * Activations that do not fit narrow memory. An operator whose input and output do not fit starts a
 * group, and the longest run of such operators is one group, begun at most one operator earlier and
 * ended at most two later. A group is computed slab by slab of its output's plane, each slab split
 * over all tiles by itself, and what slabs share is computed again. Whole input, whole output and
 * the largest slab in and out have to fit; of what fits the fewest slabs are taken, then the fewest
 * cycles. (Read off the cycle counts of compiled networks, within 1 % of which it stays.)
 */
final class Slabs {

  /** Rows and columns of slabs, as the compiler tries them. */
  private static final int[][] GRIDS = {
    {1, 2}, {2, 2}, {2, 4}, {3, 4}, {4, 4}, {4, 8}, {8, 8}, {8, 16}, {16, 16}
  };

  private final LayerGraph graph;
  private final Folding folding;
  private final int[] run;
  private final NarrowMemory narrow;
  private final Mapper mapper;
  private final long limit;

  /** Cycles beyond those of the whole plane, one entry an operator of the run. */
  private final long[] cycles;

  private long peak;
  private final boolean[] cut;

  Slabs(
      LayerGraph graph,
      Folding folding,
      int[] run,
      NarrowMemory narrow,
      Mapper mapper,
      long limit) {
    this.graph = graph;
    this.folding = folding;
    this.run = run;
    this.narrow = narrow;
    this.mapper = mapper;
    this.limit = limit;
    this.cycles = new long[run.length];
    this.cut = new boolean[run.length];
    for (int x = 0; x < run.length; x++) {
      if (narrow.own(x) > limit) {
        int last = x;
        while (last + 1 < run.length && narrow.own(last + 1) > limit) {
          last++;
        }
        cut(x, last);
        x = last;
      }
    }
  }

  long cycles(int x) {
    return cycles[x];
  }

  boolean isCut(int x) {
    return cut[x];
  }

  /** Bytes on a tile while the largest slab is computed; 0 if nothing is cut. */
  long peak() {
    return peak;
  }

  private void cut(int first, int last) {
    @Nullable Cut best = null;
    for (int from = first; from >= Math.max(0, first - 1); from--) {
      for (int to = last; to <= Math.min(run.length - 1, last + 2); to++) {
        for (int[] grid : GRIDS) {
          if (node(to).output().positions() == 1) {
            continue;
          }
          Cut cut = cut(from, to, grid[0], grid[1]);
          if (cut.bytes <= limit && (best == null || cut.isBetter(best))) {
            best = cut;
          }
        }
      }
    }
    for (int x = first; x <= last; x++) {
      cut[x] = true;
    }
    if (best == null) {
      peak = limit;
      return;
    }
    for (int x = best.from; x <= best.to; x++) {
      cut[x] = true;
      cycles[x] = best.extra[x - best.from];
    }
    peak = Math.max(peak, best.bytes);
  }

  /** One way to cut a group. */
  private static final class Cut {
    private final int from;
    private final int to;
    private final int slabs;
    private final long[] extra;
    private long bytes;

    Cut(int from, int to, int slabs) {
      this.from = from;
      this.to = to;
      this.slabs = slabs;
      this.extra = new long[to - from + 1];
    }

    boolean isBetter(Cut other) {
      return slabs != other.slabs ? slabs < other.slabs : all() < other.all();
    }

    private long all() {
      long all = 0;
      for (long e : extra) {
        all += e;
      }
      return all;
    }
  }

  /** Rows and columns of a tensor, from (included) and to (excluded). */
  private record Region(int top, int bottom, int left, int right) {
    Region with(Region other) {
      return new Region(
          Math.min(top, other.top),
          Math.max(bottom, other.bottom),
          Math.min(left, other.left),
          Math.max(right, other.right));
    }

    int height() {
      return bottom - top;
    }

    int width() {
      return right - left;
    }
  }

  private Cut cut(int from, int to, int rows, int columns) {
    Cut cut = new Cut(from, to, rows * columns);
    TensorShape output = node(to).output();
    int height = ceilDiv(output.height(), rows);
    int width = ceilDiv(output.width(), columns);
    for (int x = from; x <= to; x++) {
      cut.extra[x - from] = -counted(x, node(x).output().height(), node(x).output().width());
    }
    long slabBytes = 0;
    for (int top = 0; top < output.height(); top += height) {
      for (int left = 0; left < output.width(); left += width) {
        Region slab =
            new Region(
                top,
                Math.min(output.height(), top + height),
                left,
                Math.min(output.width(), left + width));
        slabBytes = Math.max(slabBytes, slab(cut, slab));
      }
    }
    cut.bytes = inputBytes(from) + mapper.bytesPerTile(output, Halo.NONE) + slabBytes;
    return cut;
  }

  /** Adds the cycles of a slab to those of its group; the largest of its operators' bytes. */
  private long slab(Cut cut, Region slab) {
    @Nullable Region[] regions = new @Nullable Region[graph.nodes().size()];
    regions[run[cut.to]] = slab;
    long most = 0;
    for (int x = cut.to; x >= cut.from; x--) {
      @Nullable Region region = regions[run[x]];
      if (region == null) {
        continue;
      }
      Node node = node(x);
      cut.extra[x - cut.from] += counted(x, region.height(), region.width());
      long bytes = bytes(region, node.output().channels());
      for (int k = 0; k < node.inputs().size(); k++) {
        int tensor = folding.tensor()[node.inputs().get(k)];
        TensorShape shape = graph.nodes().get(tensor).output();
        Region needed = needed(node, k, region, shape);
        bytes += bytes(needed, shape.channels());
        @Nullable Region known = regions[tensor];
        regions[tensor] = known == null ? needed : known.with(needed);
      }
      most = Math.max(most, bytes);
    }
    return most;
  }

  /** What of its k-th input an operator needs for a region of its output. */
  private Region needed(Node node, int k, Region region, TensorShape shape) {
    @Nullable Window window = Halo.window(node.layer());
    Node direct = graph.nodes().get(node.inputs().get(k));
    int padTop = 0;
    int padLeft = 0;
    if (direct.layer() instanceof Layer.Pad pad && folding.isFolded(direct.index())) {
      padTop = pad.top();
      padLeft = pad.left();
    }
    if (window == null) {
      return clipped(region.top, region.bottom, region.left, region.right, shape);
    }
    TensorShape input = node.inputShapes().get(k);
    int down = (window.kernelHeight() - 1) * window.dilationHeight() + 1;
    int across = (window.kernelWidth() - 1) * window.dilationWidth() + 1;
    padTop += padding(window, node.output().height(), window.strideHeight(), down, input.height());
    padLeft += padding(window, node.output().width(), window.strideWidth(), across, input.width());
    return clipped(
        region.top * window.strideHeight() - padTop,
        (region.bottom - 1) * window.strideHeight() - padTop + down,
        region.left * window.strideWidth() - padLeft,
        (region.right - 1) * window.strideWidth() - padLeft + across,
        shape);
  }

  private static int padding(Window window, int output, int stride, int extent, int input) {
    return window.padding() == Padding.SAME
        ? Math.max(0, (output - 1) * stride + extent - input) / 2
        : 0;
  }

  private static Region clipped(int top, int bottom, int left, int right, TensorShape shape) {
    int firstRow = Math.min(Math.max(0, top), shape.height() - 1);
    int firstColumn = Math.min(Math.max(0, left), shape.width() - 1);
    return new Region(
        firstRow,
        Math.max(firstRow + 1, Math.min(shape.height(), bottom)),
        firstColumn,
        Math.max(firstColumn + 1, Math.min(shape.width(), right)));
  }

  private long counted(int x, int height, int width) {
    Node node = node(x);
    return mapper.countedCycles(node.layer(), node.inputShapes().get(0), height, width);
  }

  private long bytes(Region region, int channels) {
    return mapper.bytesPerTile(
        new TensorShape(region.height(), region.width(), channels), Halo.NONE);
  }

  /** The whole input of a group; an input of the network comes in slab by slab. */
  private long inputBytes(int from) {
    Node node = node(from);
    long bytes = 0;
    for (int k = 0; k < node.inputs().size(); k++) {
      int tensor = folding.tensor()[node.inputs().get(k)];
      bytes += graph.nodes().get(tensor).layer() instanceof Layer.Input ? 0 : narrow.bytes(tensor);
    }
    return bytes;
  }

  private Node node(int x) {
    return graph.nodes().get(run[x]);
  }
}
