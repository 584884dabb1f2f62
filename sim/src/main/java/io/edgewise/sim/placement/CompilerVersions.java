package io.edgewise.sim.placement;

import static java.util.Map.entry;

import io.edgewise.sim.placement.Judgement.Place;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The operator codes and versions that Coral's compiler knows. Its last version is 16.0; what
 * TensorFlow Lite added later it cannot read.
 */
final class CompilerVersions {

  private static final String SOURCE = "edgetpu_compiler 16.0, the last version";

  private static final String SEEN = "operator versions of public compiled networks";

  /** TensorFlow Lite numbers its operators in the order in which they came. */
  private static final int FIRST_REFUSED_CODE = 150;

  private static final Map<String, Integer> HIGHEST_SEEN =
      Map.ofEntries(
          entry("ADD", 2),
          entry("AVERAGE_POOL_2D", 2),
          entry("CONCATENATION", 2),
          entry("CONV_2D", 3),
          entry("DEPTHWISE_CONV_2D", 3),
          entry("FULLY_CONNECTED", 4),
          entry("LOGISTIC", 2),
          entry("MEAN", 1),
          entry("MUL", 2),
          entry("PAD", 2),
          entry("QUANTIZE", 1),
          entry("RESHAPE", 1),
          entry("RESIZE_BILINEAR", 3),
          entry("SOFTMAX", 2),
          entry("SPLIT", 1),
          entry("SUB", 2),
          entry("TILE", 1));

  private static final Map<String, Integer> LEAST_REFUSED =
      Map.of("CONV_2D", 6, "EXP", 2, "QUANTIZE", 3, "TRANSPOSE_CONV", 4);

  private CompilerVersions() {}

  static @Nullable Judgement judge(FileOperator operator) {
    if (operator.code() >= FIRST_REFUSED_CODE) {
      return Judgement.host(
          "operator code "
              + operator.code()
              + " ("
              + operator.kind()
              + ") came after the compiler, which knows codes below "
              + FIRST_REFUSED_CODE,
          "use operators that it runs, or move it to the end of the network",
          SOURCE);
    }
    @Nullable Integer refused = LEAST_REFUSED.get(operator.kind());
    if (refused != null && operator.version() >= refused) {
      return Judgement.host(
          version(operator) + " is refused by the compiler, as all from " + refused + " on",
          "convert with TensorFlow 2.5, which came with the last compiler",
          SOURCE);
    }
    @Nullable Integer seen = HIGHEST_SEEN.get(operator.kind());
    return seen == null || operator.version() <= seen
        ? null
        : new Judgement(
            Place.NOT_KNOWN,
            version(operator) + " is above " + seen + ", the highest seen on the device",
            "convert with TensorFlow 2.5, which came with the last compiler",
            SEEN);
  }

  private static String version(FileOperator operator) {
    return "version " + operator.version() + " of " + operator.kind();
  }
}
