package io.edgewise.jobs.page;

import io.edgewise.jobs.history.LayerRow;
import io.edgewise.sim.Bottleneck;
import java.util.List;

/**
 * A network diagram is what the page draws a network from.
 *
 * @param layers in execution order, the transfers of input and output and the host's part included
 */
record NetworkDiagram(String id, List<LayerPoint> layers) {

  /**
   * A layer as the page draws it.
   *
   * @param block the part of the name that layers of one block share
   * @param residentBytes parameter bytes that stay on the chip
   * @param streamedBytes parameter bytes that cross the link at every inference
   * @param bottleneck what it waits for most, in words
   */
  record LayerPoint(
      String name,
      String block,
      String operator,
      double latencyMillis,
      long macs,
      long residentBytes,
      long streamedBytes,
      String bottleneck) {

    static LayerPoint of(LayerRow row) {
      int dot = row.name().indexOf('.');
      return new LayerPoint(
          row.name(),
          dot < 0 ? row.name() : row.name().substring(0, dot),
          row.operator(),
          row.latencyMs(),
          row.macs(),
          row.parameterBytes() - row.streamedParameterBytes(),
          row.streamedParameterBytes(),
          Bottleneck.valueOf(row.bottleneck()).label());
    }
  }

  static NetworkDiagram of(String id, List<LayerRow> rows) {
    return new NetworkDiagram(id, rows.stream().map(LayerPoint::of).toList());
  }
}
