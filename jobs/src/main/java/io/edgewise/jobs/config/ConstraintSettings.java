package io.edgewise.jobs.config;

import io.edgewise.search.evaluation.Constraints;
import io.edgewise.search.evaluation.Scoring;
import io.edgewise.search.evaluation.Scoring.Numbers;
import io.edgewise.search.space.SearchSpace;
import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.accelerator.Uncertainty;
import io.edgewise.sim.settings.Settings;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Reads {@code constraints}, and checks a space; mistakes are noted in the sections. */
final class ConstraintSettings {

  private ConstraintSettings() {}

  /** Reads what the accuracy of a network may lose in int8; infinite for no limit. */
  static double mostInt8Loss(Settings constraints) {
    return constraints.numberUnless("int8-loss", "none", 0, 1).orElse(Double.POSITIVE_INFINITY);
  }

  /** Nothing is known of a loss that no training measures. */
  static void requireInt8(double mostInt8Loss, Scoring scoring, Settings constraints) {
    if (mostInt8Loss < Double.POSITIVE_INFINITY && scoring.numbers() != Numbers.INT8) {
      constraints.problem(
          "int8-loss",
          "is "
              + mostInt8Loss
              + ", but proxy.accuracy = float tells no accuracy in int8; allowed is none, or"
              + " proxy.accuracy = int8");
    }
  }

  /** Reads the limits of each accelerator, in their order. */
  static List<Constraints> constraints(Settings constraints, List<AcceleratorSpec> accelerators) {
    List<OptionalDouble> latencies =
        ByAccelerator.limits(
            constraints,
            "latency-millis",
            accelerators.stream().map(AcceleratorSpec::name).toList(),
            1e-3,
            1e6);
    OptionalDouble confidence =
        constraints.numberUnless("latency-confidence", "none", 0.1, Uncertainty.LARGEST);
    long streamed = bytes(constraints, "streamed-parameter-bytes");
    long narrow = bytes(constraints, "narrow-memory-bytes-per-tile");
    return IntStream.range(0, accelerators.size())
        .mapToObj(
            i ->
                new Constraints(
                    latencies.get(i).orElse(Double.POSITIVE_INFINITY),
                    latencyFactor(constraints, confidence, accelerators.get(i)),
                    streamed,
                    narrow))
        .toList();
  }

  private static double latencyFactor(
      Settings constraints, OptionalDouble confidence, AcceleratorSpec accelerator) {
    if (confidence.isEmpty()) {
      return 1.0;
    }
    Uncertainty uncertainty = accelerator.uncertainty();
    if (!uncertainty.isKnown()) {
      constraints.problem(
          "latency-confidence",
          "is "
              + confidence.getAsDouble()
              + ", but the file of "
              + accelerator.name()
              + " does not tell how far its predictions are off (uncertainty.factors); allowed is"
              + " none, or an accelerator that edgewise calibrate has fitted to at least "
              + Uncertainty.TENTHS
              + " networks");
      return 1.0;
    }
    return uncertainty.factor(confidence.getAsDouble());
  }

  /** A network without blocks can be simulated, and looked up in a table, but not trained. */
  static void requireBlocks(SearchSpace space, Settings root) {
    if (space.first().blueprint().blockNetwork(224, 3, 2).isEmpty()) {
      root.problem(
          "space",
          "is "
              + space.name()
              + ", whose networks are cells: they can be looked up in a table (edgewise"
              + " bench-search) but not trained; allowed is a space with family = staged, such as"
              + " efficientnet-edgetpu");
    }
  }

  private static long bytes(Settings constraints, String key) {
    OptionalDouble limit = constraints.numberUnless(key, "none", 0, 1e15);
    return limit.isPresent() ? (long) limit.getAsDouble() : Long.MAX_VALUE;
  }
}
