package io.edgewise.sim.placement;

import io.edgewise.sim.placement.Judgement.Place;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The limits of single kinds of operators that only a file tells of. */
final class KindRules {

  private static final String TABLE = MappedOperators.TABLE;

  private static final Set<String> UNFUSED =
      Set.of("AVERAGE_POOL_2D", "MAX_POOL_2D", "CONCATENATION");

  /**
   * The most elements that the device is known to take: the concatenation of 71 x 71 x 192 of
   * Inception v4, which Coral benchmarks on it (no log of that network's placement is at hand), and
   * the reshape of 118 x 100 x 8 of a public temporal network, compiled whole. Coral's table says
   * that large reshapes might not be mapped.
   */
  private static final Map<String, Integer> MOST_SEEN =
      Map.of("CONCATENATION", 967_872, "RESHAPE", 94_400);

  private KindRules() {}

  static @Nullable Judgement custom(FileOperator operator) {
    return !operator.isCustom() || operator.isCompiled()
        ? null
        : Judgement.host(
            operator.kind() + " is a custom operator",
            "use builtin operators, or move it to the end of the network",
            TABLE);
  }

  static @Nullable Judgement fused(FileOperator operator) {
    return !UNFUSED.contains(operator.kind()) || operator.fused().equals("NONE")
        ? null
        : Judgement.host(
            operator.fused() + " is fused into it; the Edge TPU's has no activation",
            "put the activation before it, into the convolutions",
            TABLE);
  }

  /** One slope a channel, and no more, is what a look-up a channel can do. */
  static @Nullable Judgement slopes(FileOperator operator) {
    if (!operator.kind().equals("PRELU") || operator.inputs().size() < 2) {
      return null;
    }
    Operand alpha = operator.inputs().get(1);
    List<Integer> extents = alpha.extents();
    boolean shared = extents.stream().limit(Math.max(0, extents.size() - 1)).allMatch(e -> e == 1);
    return shared
        ? null
        : Judgement.host(
            "its slopes are " + alpha.shapeText() + "; the Edge TPU takes one a channel",
            "share the slopes over height and width (shared_axes=[1, 2])",
            TABLE);
  }

  static @Nullable Judgement transpose(FileOperator operator) {
    return !operator.kind().equals("TRANSPOSE")
        ? null
        : notKnown(
            "compiler 15 refuses a transpose, of 16 it is not known",
            "export the network in NHWC: an exporter from NCHW writes transposes",
            MappedOperators.TOLD);
  }

  static @Nullable Judgement batchMean(FileOperator operator) {
    if (!operator.kind().equals("MEAN") || operator.inputs().size() < 2) {
      return null;
    }
    int rank = operator.inputs().get(0).extents().size();
    return operator.inputs().get(1).values().stream().anyMatch(axis -> axis == 0 || axis == -rank)
        ? Judgement.host(
            "it takes the mean over the batch", "take the mean over height and width", TABLE)
        : null;
  }

  static @Nullable Judgement size(FileOperator operator) {
    @Nullable Integer seen = MOST_SEEN.get(operator.kind());
    if (seen == null || operator.outputs().isEmpty()) {
      return null;
    }
    double elements = operator.outputs().get(0).elements();
    return elements <= seen
        ? null
        : notKnown(
            String.format(
                Locale.ROOT,
                "it makes %.0f elements; the most seen on the device are %d, while convolutions of"
                    + " 11 MB are there",
                elements,
                seen),
            "make it smaller, or leave it to the program that reads the output",
            MappedOperators.COMPILED);
  }

  private static Judgement notKnown(String reason, String change, String source) {
    return new Judgement(Place.NOT_KNOWN, reason, change, source);
  }
}
