package io.edgewise.jobs.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgewise.search.accuracy.Answers;
import io.edgewise.search.accuracy.Estimate;
import io.edgewise.search.accuracy.Int8Loss;
import io.edgewise.search.controller.ControllerState;
import io.edgewise.search.history.Baseline;
import io.edgewise.search.history.ControllerStateJson;
import io.edgewise.search.history.Generation;
import io.edgewise.search.history.Times;
import io.edgewise.search.trial.Costs;
import io.edgewise.search.trial.DeviceLatency;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.OnAccelerator;
import io.edgewise.search.trial.Original;
import io.edgewise.search.trial.SearchId;
import io.edgewise.search.trial.Training;
import io.edgewise.search.trial.Trial;
import io.edgewise.search.trial.TrialKey;
import io.edgewise.sim.Bottleneck;
import io.edgewise.sim.Breakdown;
import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.LayerLatency;
import io.edgewise.sim.Metrics;
import io.edgewise.sim.placement.Judgement;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Every column holds what it is named for: no two values below are equal where two columns are of
 * one type, so none can trade places unseen. The order is that of the files.
 */
class RowColumnsTest {

  private static final SearchId SEARCH = new SearchId("s");
  private static final Metrics METRICS = new Metrics(1.5, 750_000, 2, 3, 4, 5, 6, 7.5, 8.5);
  private static final Instant START = Instant.parse("2026-11-24T02:30:00Z");

  private final Samples samples = new Samples(1);

  @Test
  void ofATrial() {
    LatencyReport report = new LatencyReport("net", METRICS, Bottleneck.HOST, List.of());
    Evaluation.EarlyStop early = new Evaluation.EarlyStop("halving", "rung 1, rank 4");
    Trial trial =
        new Trial(
            20,
            21,
            samples.architecture(),
            Costs.of(report),
            Optional.of(new Training(22, "32x32", 23)),
            new Evaluation.Measured(
                new Estimate(0.5, 0.125, 0.25),
                new Answers(List.of(26, 27), List.of(26, 0), List.of(26, 0, 27, 0)),
                Map.of("f1", 0.375),
                List.of(2.25, 1.5),
                new Evaluation.Cost(
                    24, "node", 25, new Evaluation.Span(START, START.plusSeconds(28))),
                early,
                new Int8Loss(0.625, 0.5)),
            0.75,
            Optional.empty(),
            Optional.of(new DeviceLatency.Timed(3.5, 0.0625, 9)));

    Map<String, Object> columns = columns(TrialRow.ROWS, TrialColumns.row(SEARCH, "tiny", trial));

    assertThat(columns.remove("architecture").toString()).startsWith("{").contains("\"tiny\"");
    assertThat(columns.toString())
        .isEqualTo(
            "{search_id=s, generation=20, candidate=21, architecture_id="
                + trial.architecture().id().hex()
                + ", status=stopped, reason=halving, detail=rung 1, rank 4, accuracy=0.5,"
                + " accuracy_error=0.125, guessing_accuracy=0.25, no_better_than_guessing=false,"
                + " class_images=[26, 27], class_right=[26, 0], confusion=[26, 0, 27, 0],"
                + " epoch_losses=[2.25, 1.5], metrics={f1=0.375}, float_accuracy=0.625,"
                + " int8_accuracy=0.5, reward=0.75, network=net, latency_ms=1.5,"
                + " measured_latency_ms=3.5, measured_latency_spread_ms=0.0625,"
                + " measured_latency_runs=9, measured_latency_reason=null,"
                + " measured_latency_detail=null, cycles=750000, macs=2, parameters=3, cached_parameter_bytes=4,"
                + " streamed_parameter_bytes=5, narrow_memory_bytes_per_tile=6, energy_mj=7.5,"
                + " macs_per_link_byte=8.5,"
                + " bottleneck=HOST, on_accelerators=null, proxy=32x32, proxy_macs=23, seed=22, repeats_generation=null,"
                + " repeats_candidate=null, repeats_search=null, training_ms=24, host=node,"
                + " attempt=25, started_at=2026-11-24T02:30:00Z, ended_at=2026-11-24T02:30:28Z}");
  }

  @Test
  void ofATrialOnSeveralAccelerators() {
    LatencyReport first = new LatencyReport("net", METRICS, Bottleneck.HOST, List.of());
    Metrics slower = new Metrics(11.5, 12, 13, 14, 15, 16, 17, Double.NaN, 18.5);
    LatencyReport second = new LatencyReport("other", slower, Bottleneck.COMPUTE, List.of());
    Trial trial =
        new Trial(
            20,
            21,
            samples.architecture(),
            new Costs(
                List.of(
                    new OnAccelerator("a", first, null, 0.5),
                    new OnAccelerator(
                        "b", second, new Evaluation.Infeasible("latency", "too slow"), 0.25))),
            Optional.empty(),
            new Evaluation.Measured(0.5, List.of(), new Evaluation.Cost(24, "node")),
            0.5,
            Optional.empty());

    TrialRow row = TrialColumns.row(SEARCH, "tiny", trial);

    assertThat(row.latencyMs()).as("that of the first").isEqualTo(1.5);
    assertThat(row.trial().costs()).isEqualTo(trial.costs());
    assertThat(columns(AcceleratorCost.ROWS, row.onAccelerators().get(1)).toString())
        .isEqualTo(
            "{accelerator=b, reason=latency, detail=too slow, reward=0.25, network=other,"
                + " latency_ms=11.5, cycles=12, macs=13, parameters=14, cached_parameter_bytes=15,"
                + " streamed_parameter_bytes=16, narrow_memory_bytes_per_tile=17, energy_mj=null,"
                + " macs_per_link_byte=18.5, bottleneck=COMPUTE}");
  }

  @Test
  void ofATrialThatRepeatsAnother() {
    Original original = new Original(Optional.of(new SearchId("first")), new TrialKey(7, 8));
    Trial trial =
        new Trial(
            20,
            21,
            samples.architecture(),
            Optional.empty(),
            new Evaluation.Failed("diverged", "loss 9", new Evaluation.Cost(24, "node")),
            Double.NaN,
            Optional.of(original));

    assertThat(columns(TrialRow.ROWS, TrialColumns.row(SEARCH, "tiny", trial)))
        .containsEntry("status", "repeated")
        .containsEntry("reason", "diverged")
        .containsEntry("detail", "loss 9")
        .containsEntry("repeats_generation", 7)
        .containsEntry("repeats_candidate", 8)
        .containsEntry("repeats_search", "first")
        .containsEntry("reward", null)
        .containsEntry("latency_ms", null)
        .containsEntry("training_ms", null);
  }

  @Test
  void ofATrialThatTheDeviceGaveNoAnswerTo() {
    Trial trial =
        samples.trial(20, 21).measured(new DeviceLatency.Untimed("timed-out", "limit 9 ms"));

    TrialRow row = TrialColumns.row(SEARCH, "tiny", trial);

    assertThat(columns(TrialRow.ROWS, row))
        .containsEntry("measured_latency_ms", null)
        .containsEntry("measured_latency_reason", "timed-out")
        .containsEntry("measured_latency_detail", "limit 9 ms");
    assertThat(row.trial().device()).isEqualTo(trial.device());
    for (double spread : new double[] {0.25, Double.NaN}) {
      Trial timed = samples.trial(20, 21).measured(new DeviceLatency.Timed(1.5, spread, 7));
      assertThat(TrialColumns.row(SEARCH, "tiny", timed).trial().device())
          .isEqualTo(timed.device());
    }
  }

  @Test
  void ofAGeneration() {
    ControllerState state = new ControllerState("random", Map.of(), Map.of());
    Generation.Counts counts =
        new Generation.Counts(
            18, 4, 5, 3, 6, new TreeMap<>(Map.of("latency", 3, "activation memory", 1)));
    Baseline baseline =
        new Baseline(
            "net",
            Optional.of(0.5),
            Optional.of(0.25),
            Optional.of(1.5),
            Optional.of(0.75),
            Optional.of(7L),
            Optional.of("why"));
    Generation generation =
        new Generation(
                20,
                List.of(),
                state,
                counts,
                OptionalDouble.of(0.25),
                List.of(baseline),
                Optional.empty())
            .recalibrated("{}", state);
    Times times = new Times(START, START.plusSeconds(9), 30, 40);

    GenerationRow row = GenerationRow.of(SEARCH, generation, times, Optional.of("converged"));

    Map<String, Object> columns = columns(GenerationRow.ROWS, row);
    assertThat(columns.remove("controller_state")).isEqualTo(ControllerStateJson.write(state));
    assertThat(columns.toString())
        .isEqualTo(
            "{search_id=s, generation=20, proposed=18, trials=0, measured=3, infeasible=4,"
                + " failed=6, repeated=5, no_better_than_guessing=0, best_reward=null, mean_reward=null, controller=random,"
                + " started_at=2026-11-24T02:30:00Z, finished_at=2026-11-24T02:30:09Z,"
                + " screening_ms=30, training_ms=40, expected_improvement=0.25,"
                + " stopped=converged, rejections={activation memory=1, latency=3},"
                + " baselines={net={\"name\":\"net\",\"accuracy\":0.5,\"accuracy_error\":0.25,"
                + "\"latency_ms\":1.5,\"reward\":0.75,\"parameters\":7,\"failure\":\"why\"}}, accelerator={}}");
    assertThat(row.measuredBaselines()).containsExactly(baseline);
  }

  @Test
  void ofALayer() {
    Trial trial = samples.trial(20, 21);
    LayerLatency layer =
        new LayerLatency(
            "l", "conv 3x3", 1, new Breakdown(1, 2, 4, 8, 16), 5, 6, 7, 1, Judgement.DEVICE);
    LatencyReport report = new LatencyReport("net", METRICS, Bottleneck.HOST, List.of(layer));

    assertThat(columns(LayerRow.ROWS, LayerRow.of(SEARCH, trial, report).get(0)).toString())
        .isEqualTo(
            "{search_id=s, generation=20, candidate=21, architecture_id="
                + trial.architecture().id().hex()
                + ", layer=0, name=l, operator=conv 3x3, cycles=1, latency_ms=31.0,"
                + " compute_ms=1.0, parameter_stream_ms=2.0, activation_transfer_ms=4.0,"
                + " operation_ms=8.0, host_ms=16.0, macs=5, parameter_bytes=6,"
                + " streamed_parameter_bytes=7, bottleneck=HOST}");
  }

  @Test
  void aColumnIsNamedIfItCannotBeSet() {
    RowBuilder<LayerRow> row = LayerRow.ROWS.builder().set("layer", 3);

    assertThatThrownBy(() -> row.set("latency", 1.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("layer_row: there is no column latency");
    assertThatThrownBy(() -> row.set("cycles", 1.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("layer_row: column cycles does not hold a Double");
    assertThatThrownBy(() -> row.set("layer", 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("layer_row: column layer is set twice");
    assertThatThrownBy(row::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("layer_row: column search_id is not set");
  }

  @Test
  void onlyWhatMayBeNullIsTakenOut() {
    TrialRow row = TrialColumns.row(SEARCH, "tiny", samples.trial(20, 21));

    assertThat(TrialRow.ROWS.without(row, TrialRow.TIMES_AND_HOSTS))
        .isEqualTo(row.withoutTimesAndHosts());
    assertThatThrownBy(() -> TrialRow.ROWS.without(row, Set.of("status")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("trial_row: column status is not set");
  }

  private static <R extends Record> Map<String, @Nullable Object> columns(RowType<R> type, R row) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    type.columns().forEach(column -> values.put(column.name(), column.valueIn(row)));
    return values;
  }
}
