package io.edgewise.sim.engine;

import io.edgewise.sim.Bottleneck;
import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.LayerLatency;
import io.edgewise.sim.SimulationResult;
import io.edgewise.sim.Simulator;
import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.LayerGraph.Node;
import java.util.ArrayList;
import java.util.List;

/**
 * A layer-by-layer model of a tiled accelerator: each layer takes its compute cycles on the tile
 * and cell grid, or the time to stream those of its parameters that are not resident, whichever is
 * longer, plus the cost of starting an operation; the host adds a fixed cost and the transfer of
 * input and output.
 */
public final class TiledSimulator implements Simulator {

  /**
   * The array takes input channels in groups of this many; the first layer of an image network pads
   * 3 to 4.
   */
  private static final int CHANNEL_GROUP = 4;

  private final AcceleratorSpec spec;

  public TiledSimulator(AcceleratorSpec spec) {
    this.spec = spec;
  }

  @Override
  public SimulationResult simulate(LayerGraph graph) {
    List<LayerLatency> layers = new ArrayList<>();
    long resident = 0;
    long streamed = 0;
    long cycles = 0;
    long peakBytesPerTile = 0;
    double millis = hostMillis(graph);
    for (Node node : graph.nodes().subList(1, graph.nodes().size())) {
      if (node.layer() instanceof Layer.Unsupported) {
        return new SimulationResult.Unmappable(
            "layer "
                + node.name()
                + ": operator "
                + node.layer().operator()
                + " is not known to run on "
                + spec.name());
      }
      long bytes = node.parameters();
      boolean fits = resident + bytes <= spec.memory().parameterBytes();
      resident += fits ? bytes : 0;
      streamed += fits ? 0 : bytes;
      LayerLatency layer = layer(node, bytes, fits ? 0 : bytes);
      layers.add(layer);
      cycles += layer.cycles();
      millis += layer.millis();
      peakBytesPerTile = Math.max(peakBytesPerTile, activationBytesPerTile(node));
    }
    return new SimulationResult.Simulated(
        new LatencyReport(
            graph.name(),
            millis,
            cycles,
            graph.macs(),
            graph.parameters(),
            resident,
            streamed,
            peakBytesPerTile,
            bottleneck(layers, hostMillis(graph)),
            layers));
  }

  private double hostMillis(LayerGraph graph) {
    long bytes = graph.input().elements() + graph.output().elements();
    return spec.link().fixedMicros() / 1e3 + bytes / spec.link().activationBytesPerSecond() * 1e3;
  }

  private LayerLatency layer(Node node, long bytes, long streamed) {
    double computeMillis = computeCycles(node) / spec.array().clockHertz() * 1e3;
    double streamMillis = streamed / spec.link().parameterBytesPerSecond() * 1e3;
    double startMillis = spec.link().operationMicros() / 1e3;
    double busyMillis = Math.max(computeMillis, streamMillis);
    Bottleneck bottleneck =
        startMillis > busyMillis
            ? Bottleneck.OPERATION_OVERHEAD
            : streamMillis > computeMillis ? Bottleneck.PARAMETER_STREAM : Bottleneck.COMPUTE;
    double millis = busyMillis + startMillis;
    long cycles = Math.round(millis / 1e3 * spec.array().clockHertz());
    return new LayerLatency(
        node.name(),
        node.layer().operator(),
        cycles,
        millis,
        node.macs(),
        bytes,
        streamed,
        bottleneck);
  }

  private double computeCycles(Node node) {
    long positions = positionsPerTile(node);
    int channels = node.output().channels();
    int inputChannels = node.inputShapes().get(0).channels();
    double perCell = spec.array().macsPerCellCycle();
    double depthwise = spec.array().depthwiseChannelsPerCycle();
    if (node.layer() instanceof Layer.Convolution c) {
      return cellPasses(positions, channels)
          * c.window().kernelPositions()
          * (roundUp(inputChannels, CHANNEL_GROUP) / perCell);
    }
    if (node.layer() instanceof Layer.FullyConnected f) {
      int columns = spec.array().tiles() * spec.array().cellsPerTile();
      return ceilDiv(f.outputs(), columns) * node.inputShapes().get(0).elements() / perCell;
    }
    if (node.layer() instanceof Layer.DepthwiseConvolution d) {
      return positions * d.window().kernelPositions() * channels / depthwise;
    }
    if (node.layer() instanceof Layer.Pooling p) {
      return positions * p.window().kernelPositions() * channels / depthwise;
    }
    if (node.layer() instanceof Layer.GlobalPooling) {
      return node.inputShapes().get(0).elements() / (double) spec.array().tiles() / depthwise;
    }
    return positions * channels / depthwise;
  }

  /** Output positions of the busiest tile: y and x are split over the grid. */
  private long positionsPerTile(Node node) {
    return (long) ceilDiv(node.output().height(), spec.array().tileRows())
        * ceilDiv(node.output().width(), spec.array().tileColumns());
  }

  /**
   * Passes over the cells for all positions of a tile; with few channels several positions share
   * the cells.
   */
  private double cellPasses(long positions, int channels) {
    int cells = spec.array().cellsPerTile();
    if (channels >= cells) {
      return (double) positions * ceilDiv(channels, cells);
    }
    int shared = Math.max(1, cells / channels);
    return Math.ceil((double) positions / shared);
  }

  private long activationBytesPerTile(Node node) {
    long elements = node.output().elements();
    for (var input : node.inputShapes()) {
      elements += input.elements();
    }
    return elements / spec.array().tiles();
  }

  private static Bottleneck bottleneck(List<LayerLatency> layers, double hostMillis) {
    double[] millis = new double[Bottleneck.values().length];
    millis[Bottleneck.HOST.ordinal()] = hostMillis;
    for (LayerLatency layer : layers) {
      millis[layer.bottleneck().ordinal()] += layer.millis();
    }
    int largest = 0;
    for (int i = 1; i < millis.length; i++) {
      largest = millis[i] > millis[largest] ? i : largest;
    }
    return Bottleneck.values()[largest];
  }

  private static int roundUp(int value, int multiple) {
    return ceilDiv(value, multiple) * multiple;
  }

  private static int ceilDiv(int value, int divisor) {
    return (value + divisor - 1) / divisor;
  }
}
