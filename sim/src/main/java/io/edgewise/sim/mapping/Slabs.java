package io.edgewise.sim.mapping;

import static io.edgewise.sim.mapping.Extents.ceilDiv;

import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.LayerGraph.Node;
import io.edgewise.sim.workload.TensorShape;
import java.util.Arrays;
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

  /** The position in the run of the operator that makes each tensor; -1 for none. */
  private final int[] place;

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
    this.place = new int[graph.nodes().size()];
    Arrays.fill(place, -1);
    for (int x = 0; x < run.length; x++) {
      place[run[x]] = x;
    }
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
    for (int g = 0; g < GRIDS.length && best == null; g++) {
      best = best(first, last, GRIDS[g][0], GRIDS[g][1]);
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

  /** The cheapest group that fits in so many slabs, if one does. */
  private @Nullable Cut best(int first, int last, int rows, int columns) {
    @Nullable Cut best = null;
    for (int from = first; from >= Math.max(0, first - 1); from--) {
      for (int to = last; to <= Math.min(run.length - 1, last + 2); to++) {
        if (node(to).output().positions() > 1) {
          Cut cut = cut(from, to, rows, columns);
          best = cut.bytes <= limit && (best == null || cut.all() < best.all()) ? cut : best;
        }
      }
    }
    return best;
  }

  /** One way to cut a group. */
  private static final class Cut {
    private final int from;
    private final int to;
    private final long[] extra;
    private long bytes;

    Cut(int from, int to) {
      this.from = from;
      this.to = to;
      this.extra = new long[to - from + 1];
    }

    private long all() {
      long all = 0;
      for (long e : extra) {
        all += e;
      }
      return all;
    }
  }

  private Cut cut(int from, int to, int rows, int columns) {
    Cut cut = new Cut(from, to);
    Spans[] along = spans(from, to, rows, true);
    Spans[] across = spans(from, to, columns, false);
    long most = 0;
    for (int x = from; x <= to; x++) {
      Node node = node(x);
      long extra = -counted(x, node.output().height(), node.output().width());
      for (Spans y : along) {
        for (Spans z : across) {
          if (y.isNeeded(x)) {
            extra += counted(x, y.output(x), z.output(x));
            most = Math.max(most, bytes(x, y, z));
          }
        }
      }
      cut.extra[x - from] = extra;
    }
    cut.bytes = inputBytes(from) + narrowOutput(to) + most;
    return cut;
  }

  private long narrowOutput(int to) {
    return mapper.bytesPerTile(node(to).output(), Halo.NONE);
  }

  /** Bytes of an operator's inputs and output in one slab. */
  private long bytes(int x, Spans along, Spans across) {
    Node node = node(x);
    long bytes = bytes(along.output(x), across.output(x), node.output().channels());
    for (int k = 0; k < node.inputs().size(); k++) {
      int tensor = folding.tensor()[node.inputs().get(k)];
      int channels = graph.nodes().get(tensor).output().channels();
      bytes += bytes(along.input(x, k), across.input(x, k), channels);
    }
    return bytes;
  }

  /** The slabs of a group along one axis; those across it do not depend on them. */
  private Spans[] spans(int from, int to, int parts, boolean rows) {
    int extent = WindowAxis.extent(node(to).output(), rows);
    int size = ceilDiv(extent, parts);
    Spans[] spans = new Spans[ceilDiv(extent, size)];
    for (int i = 0; i < spans.length; i++) {
      spans[i] = new Spans(from, to);
      spans[i].need(to, i * size, Math.min(extent, (i + 1) * size));
      trace(spans[i], rows);
    }
    return spans;
  }

  /** Traces what a slab of a group's output needs of each tensor before it. */
  private void trace(Spans spans, boolean rows) {
    for (int x = spans.to; x >= spans.from; x--) {
      Node node = node(x);
      for (int k = 0; spans.isNeeded(x) && k < node.inputs().size(); k++) {
        int tensor = folding.tensor()[node.inputs().get(k)];
        TensorShape shape = graph.nodes().get(tensor).output();
        @Nullable WindowAxis axis =
            WindowAxis.of(
                node.layer(),
                shape,
                folding.pad(graph.nodes().get(node.inputs().get(k))),
                node.output(),
                rows);
        int limit = WindowAxis.extent(shape, rows);
        int first = axis == null ? spans.start(x) : axis.start(spans.start(x));
        int last = axis == null ? spans.end(x) : axis.end(spans.end(x));
        int start = Math.min(Math.max(0, first), limit - 1);
        int end = Math.max(start + 1, Math.min(limit, last));
        spans.input(x, k, end - start);
        if (place[tensor] >= spans.from) {
          spans.need(place[tensor], start, end);
        }
      }
    }
  }

  private long counted(int x, int height, int width) {
    Node node = node(x);
    return mapper.countedCycles(node.layer(), node.inputShapes().get(0), height, width);
  }

  private long bytes(int height, int width, int channels) {
    return mapper.bytesPerTile(new TensorShape(height, width, channels), Halo.NONE);
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
