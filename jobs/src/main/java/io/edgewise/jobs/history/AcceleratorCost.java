package io.edgewise.jobs.history;

import io.edgewise.search.trial.Evaluation.Infeasible;
import io.edgewise.search.trial.OnAccelerator;
import io.edgewise.sim.Bottleneck;
import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.Metric;
import io.edgewise.sim.Metrics;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An element of the column {@code on_accelerators} of the table {@code trials}: what a network
 * costs on one of several accelerators.
 *
 * @param accelerator its name
 * @param reason the limit of this accelerator that the network breaks; null if it keeps them all
 * @param detail the value and the limit; null with reason
 * @param reward what the network is worth there; null where it has no accuracy
 * @param network the simulated graph's name
 * @param latencyMs one inference there, milliseconds; it and the next are as in {@link TrialRow}
 */
public record AcceleratorCost(
    String accelerator,
    @Nullable String reason,
    @Nullable String detail,
    @Nullable Double reward,
    String network,
    double latencyMs,
    long cycles,
    long macs,
    long parameters,
    long cachedParameterBytes,
    long streamedParameterBytes,
    long narrowMemoryBytesPerTile,
    @Nullable Double energyMj,
    @Nullable Double macsPerLinkByte,
    String bottleneck) {

  static final RowType<AcceleratorCost> ROWS = new RowType<>(AcceleratorCost.class);

  static AcceleratorCost of(OnAccelerator on) {
    RowBuilder<AcceleratorCost> row =
        ROWS.builder()
            .set("accelerator", on.accelerator())
            .set("reason", on.broken().map(Infeasible::constraint))
            .set("detail", on.broken().map(Infeasible::detail))
            .set("reward", Double.isNaN(on.reward()) ? null : on.reward())
            .set("network", on.report().network())
            .set("bottleneck", on.report().bottleneck().name());
    for (Metric metric : Metric.values()) {
      row.set(metric.column(), metric.known(on.report().metrics()));
    }
    return row.build();
  }

  OnAccelerator onAccelerator() {
    return new OnAccelerator(
        accelerator,
        new LatencyReport(
            network, Metrics.of(this::metric), Bottleneck.valueOf(bottleneck), List.of()),
        reason == null ? null : new Infeasible(reason, detail == null ? "" : detail),
        reward == null ? Double.NaN : reward);
  }

  private double metric(Metric metric) {
    Object value = ROWS.column(metric.column()).valueIn(this);
    return value == null ? Double.NaN : ((Number) value).doubleValue();
  }
}
