package io.edgewise.sim.placement;

import io.edgewise.sim.placement.Judgement.Place;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * TensorFlow Lite's rules of 8-bit quantisation. A file that breaks them is one that no converter
 * writes; what the compiler makes of it is not known.
 */
final class QuantizationRules {

  private static final String SPECIFICATION = "TensorFlow Lite 8-bit quantization specification";

  /** The tolerance of TensorFlow Lite 1.15's check, kernel_util.cc; later ones are wider. */
  private static final double BIAS_TOLERANCE = 1e-6;

  private static final Set<String> WEIGHTED =
      Set.of("CONV_2D", "DEPTHWISE_CONV_2D", "FULLY_CONNECTED");

  private static final Set<String> SAME_SCALE =
      Set.of(
          "AVERAGE_POOL_2D",
          "CONCATENATION",
          "GATHER",
          "MAX_POOL_2D",
          "PAD",
          "RESHAPE",
          "RESIZE_BILINEAR",
          "RESIZE_NEAREST_NEIGHBOR",
          "SLICE",
          "SPACE_TO_DEPTH",
          "SPLIT",
          "SQUEEZE",
          "STRIDED_SLICE",
          "TRANSPOSE");

  private QuantizationRules() {}

  static @Nullable Judgement bias(FileOperator operator) {
    if (!isWeighted(operator) || operator.inputs().size() < 3) {
      return null;
    }
    Quantization input = operator.inputs().get(0).quantization();
    Quantization weights = operator.inputs().get(1).quantization();
    Quantization bias = operator.inputs().get(2).quantization();
    if (input.count() != 1 || weights.count() == 0 || bias.count() == 0) {
      return null;
    }
    int channels = Math.max(weights.count(), bias.count());
    for (int channel = 0; channel < channels; channel++) {
      if (weights.isPerChannel() != bias.isPerChannel() || bias.count() != weights.count()) {
        return notKnown(
            "its bias has " + bias.count() + " scales, its weights " + weights.count(),
            "give the bias a scale for each of the weights");
      }
      double product = (double) input.scale(0) * weights.scale(channel);
      if (!(Math.abs(bias.scale(channel) - product) <= BIAS_TOLERANCE * product)) {
        return notKnown(
            String.format(
                Locale.ROOT,
                "the scale of its bias, channel %d, is %.7g; input times weights is %.7g",
                channel,
                bias.scale(channel),
                product),
            "scale the bias by input times weights");
      }
    }
    return null;
  }

  static @Nullable Judgement zeroPoints(FileOperator operator) {
    if (!isWeighted(operator) || operator.inputs().size() < 2) {
      return null;
    }
    Quantization weights = operator.inputs().get(1).quantization();
    for (int channel = 0; weights.isPerChannel() && channel < weights.count(); channel++) {
      if (weights.zeroPoint(channel) != 0) {
        return notKnown(
            String.format(
                Locale.ROOT,
                "its weights have the zero point %d in channel %d",
                weights.zeroPoint(channel),
                channel),
            "quantise weights with a scale a channel symmetrically: zero point 0");
      }
    }
    return null;
  }

  /** The rule is of int8; the older uint8 kernels scale as they go. */
  static @Nullable Judgement sameScale(FileOperator operator) {
    if (!SAME_SCALE.contains(operator.kind()) || operator.outputs().isEmpty()) {
      return null;
    }
    Operand output = operator.outputs().get(0);
    for (Operand input : operator.inputs()) {
      if (input.type().equals("INT8")
          && output.type().equals("INT8")
          && input.quantization().count() == 1
          && output.quantization().count() == 1
          && !isSame(input.quantization(), output.quantization())) {
        return notKnown(
            String.format(
                Locale.ROOT,
                "%s of scale %s becomes %s of scale %s; %s needs one scale and zero point",
                input.name(),
                input.quantization().scale(0),
                output.name(),
                output.quantization().scale(0),
                operator.kind()),
            "give both the same scale and zero point, or put QUANTIZE between");
      }
    }
    return null;
  }

  private static boolean isSame(Quantization a, Quantization b) {
    return a.scale(0) == b.scale(0) && a.zeroPoint(0) == b.zeroPoint(0);
  }

  private static boolean isWeighted(FileOperator operator) {
    return WEIGHTED.contains(operator.kind());
  }

  private static Judgement notKnown(String reason, String change) {
    return new Judgement(Place.NOT_KNOWN, reason, change, SPECIFICATION);
  }
}
