package io.edgewise.jobs.history;

import io.edgewise.search.trial.SearchId;
import io.edgewise.search.trial.Trial;
import io.edgewise.search.trial.TrialKey;
import io.edgewise.sim.Breakdown;
import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.LayerLatency;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A row of the table {@code layers}: where one layer's time goes, of the trials that stood on the
 * front when their generation ended. Its key is (search_id, generation, candidate, layer).
 *
 * @param searchId the search
 * @param generation with the next the trial
 * @param architectureId the trial's network
 * @param layer place in execution order, from 0
 * @param name the layer's name in its graph
 * @param operator short name, such as {@code conv 3x3}
 * @param cycles accelerator cycles, busy or stalled
 * @param latencyMs the layer's share of the latency, milliseconds; the sum of the next five
 * @param computeMs tiles work or the mesh moves data
 * @param parameterStreamMs the array waits for parameters
 * @param activationTransferMs input and output cross the link
 * @param operationMs operations start, exchange borders, join operands
 * @param hostMs the host's own cost, and operators that it runs
 * @param macs multiply-accumulate operations
 * @param parameterBytes bytes on the device
 * @param streamedParameterBytes the part of them that crosses the link at every inference
 * @param bottleneck what the layer waits for most
 */
public record LayerRow(
    @Partition String searchId,
    int generation,
    int candidate,
    String architectureId,
    int layer,
    String name,
    String operator,
    long cycles,
    double latencyMs,
    double computeMs,
    double parameterStreamMs,
    double activationTransferMs,
    double operationMs,
    double hostMs,
    long macs,
    long parameterBytes,
    long streamedParameterBytes,
    String bottleneck) {

  static final RowType<LayerRow> ROWS = new RowType<>(LayerRow.class);

  /** One row a layer of the report. */
  static List<LayerRow> of(SearchId search, Trial trial, LatencyReport report) {
    String architectureId = trial.architecture().id().hex();
    return IntStream.range(0, report.layers().size())
        .mapToObj(i -> of(search, trial.key(), architectureId, i, report.layers().get(i)))
        .toList();
  }

  private static LayerRow of(
      SearchId search, TrialKey trial, String architectureId, int place, LayerLatency layer) {
    Breakdown time = layer.time();
    return ROWS.builder()
        .set("search_id", search.value())
        .set("generation", trial.generation())
        .set("candidate", trial.index())
        .set("architecture_id", architectureId)
        .set("layer", place)
        .set("name", layer.name())
        .set("operator", layer.operator())
        .set("cycles", layer.cycles())
        .set("latency_ms", layer.millis())
        .set("compute_ms", time.compute())
        .set("parameter_stream_ms", time.parameterStream())
        .set("activation_transfer_ms", time.activationTransfer())
        .set("operation_ms", time.operation())
        .set("host_ms", time.host())
        .set("macs", layer.macs())
        .set("parameter_bytes", layer.parameterBytes())
        .set("streamed_parameter_bytes", layer.streamedParameterBytes())
        .set("bottleneck", layer.bottleneck().name())
        .build();
  }
}
