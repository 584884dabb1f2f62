package io.edgewise.jobs.report;

import io.edgewise.jobs.plan.Distribution;
import io.edgewise.jobs.plan.SpaceSample;
import io.edgewise.sim.Metrics;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** A quantity of a space whose distribution a plan shows, in the unit in which people read it. */
enum PlanQuantity {
  LATENCY("latency, ms", "%.2f", Metrics::latencyMillis),
  PARAMETERS("parameters, MiB", "%.2f", metrics -> metrics.parameterBytes() / 1048576.0),
  ACTIVATIONS("activations, KiB a tile", "%.0f", m -> m.narrowMemoryBytesPerTile() / 1024.0),
  MACS("operations, M MAC", "%.0f", metrics -> metrics.macs() / 1e6);

  private final String title;
  private final String format;
  private final ToDoubleFunction<Metrics> value;

  PlanQuantity(String title, String format, ToDoubleFunction<Metrics> value) {
    this.title = title;
    this.format = format;
    this.value = value;
  }

  String title() {
    return title;
  }

  String text(double number) {
    return String.format(Locale.ROOT, format, number);
  }

  /** The distribution over a sample, in the quantity's unit; empty if no network runs. */
  Optional<Distribution> of(SpaceSample sample) {
    return sample.distribution(value);
  }
}
