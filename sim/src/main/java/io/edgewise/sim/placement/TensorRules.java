package io.edgewise.sim.placement;

import io.edgewise.sim.placement.Operand.Origin;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rules on what Coral's compiler asks of the tensors of an operator: types, shapes, and
 * constants.
 */
final class TensorRules {

  private static final String MODEL =
      "coral.ai, TensorFlow models on the Edge TPU, model requirements";

  /** Only the innermost extents may exceed 1. */
  private static final int INNERMOST = 3;

  /**
   * Operators whose inputs from this one on say what they do, and not to what; they have to stand
   * in the file. A transposed convolution takes the output's shape and the weights first.
   */
  private static final Map<String, Integer> FIRST_PARAMETER =
      Map.ofEntries(
          Map.entry("CONV_2D", 1),
          Map.entry("DEPTHWISE_CONV_2D", 1),
          Map.entry("EXPAND_DIMS", 1),
          Map.entry("FULLY_CONNECTED", 1),
          Map.entry("MEAN", 1),
          Map.entry("PAD", 1),
          Map.entry("PRELU", 1),
          Map.entry("REDUCE_MAX", 1),
          Map.entry("REDUCE_MIN", 1),
          Map.entry("RESHAPE", 1),
          Map.entry("RESIZE_BILINEAR", 1),
          Map.entry("RESIZE_NEAREST_NEIGHBOR", 1),
          Map.entry("SLICE", 1),
          Map.entry("STRIDED_SLICE", 1),
          Map.entry("SUM", 1),
          Map.entry("TILE", 1),
          Map.entry("TRANSPOSE", 1));

  private TensorRules() {}

  /** Shapes that are known only once the network runs. */
  static @Nullable Judgement dynamicShape(FileOperator operator) {
    return activations(operator)
        .filter(Operand::isDynamic)
        .findFirst()
        .map(
            operand ->
                Judgement.host(
                    "the shape of " + operand.name() + " is dynamic",
                    "export the network with a fixed height, width and batch",
                    MODEL))
        .orElse(null);
  }

  /** Weights, sizes, axes and paddings that another operator makes. */
  static @Nullable Judgement computedParameter(FileOperator operator) {
    @Nullable Integer first = FIRST_PARAMETER.get(operator.kind());
    if (first == null) {
      return null;
    }
    return operator.inputs().stream()
        .skip(first)
        .filter(FileOperator::isComputed)
        .findFirst()
        .map(
            operand ->
                Judgement.host(
                    "its parameter " + operand.name() + " is computed at run time",
                    "make it a constant: fixed shapes, sizes and weights",
                    MODEL))
        .orElse(null);
  }

  /** Floats and wide integers. */
  static @Nullable Judgement type(FileOperator operator) {
    Optional<Operand> wrong =
        activations(operator).filter(operand -> !operand.isEightBit()).findFirst();
    if (wrong.isEmpty()) {
      return null;
    }
    Operand operand = wrong.get();
    boolean input = operand.origin() == Origin.INPUT;
    return Judgement.host(
        (input ? "the network's input " : "") + operand.name() + " is of " + operand.type(),
        change(operator, operand),
        MODEL);
  }

  private static String change(FileOperator operator, Operand operand) {
    boolean atAnEnd = operator.kind().equals("QUANTIZE") || operator.kind().equals("DEQUANTIZE");
    return atAnEnd && operand.isFloat()
        ? "convert with inputs and outputs of uint8 (inference_input_type, inference_output_type)"
        : "quantise the whole network to int8 or uint8, its inputs and outputs too";
  }

  /** More than three extents above 1, or a batch. */
  static @Nullable Judgement extents(FileOperator operator) {
    return activations(operator)
        .filter(TensorRules::isDeep)
        .findFirst()
        .map(
            operand ->
                Judgement.host(
                    String.format(
                        Locale.ROOT,
                        "%s is %s; above three dimensions only the innermost three may exceed 1",
                        operand.name(),
                        operand.shapeText()),
                    "use a batch of 1, and tensors of height, width and channels",
                    MODEL))
        .orElse(null);
  }

  private static boolean isDeep(Operand operand) {
    int outer = operand.extents().size() - INNERMOST;
    return operand.extents().stream().limit(Math.max(0, outer)).anyMatch(extent -> extent > 1);
  }

  private static Stream<Operand> activations(FileOperator operator) {
    return Stream.concat(
        operator.inputs().stream().filter(FileOperator::isComputed), operator.outputs().stream());
  }
}
