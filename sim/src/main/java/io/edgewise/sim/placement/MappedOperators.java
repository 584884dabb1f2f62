package io.edgewise.sim.placement;

import io.edgewise.sim.placement.Judgement.Place;
import io.edgewise.sim.workload.Activation;
import io.edgewise.sim.workload.Window;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The operators that Coral's compiler maps to the Edge TPU, with their limits. It judges an
 * operator by itself; what a neighbour on the host does to it is {@link Placement}'s.
 */
public final class MappedOperators {

  static final String TABLE =
      "coral.ai, TensorFlow models on the Edge TPU, table of supported operations";

  /** The source of what was told and could not be looked up. */
  static final String TOLD = "a stated limit of edgetpu_compiler 16.0";

  static final String COMPILED = "public networks beside their compiled twins";

  /** DEQUANTIZE stands here because it is its output, of floats, that keeps it from the device. */
  private static final Set<String> MAPPED =
      Set.of(
          "ADD",
          "AVERAGE_POOL_2D",
          "CONCATENATION",
          "CONV_2D",
          "DEPTHWISE_CONV_2D",
          "DEQUANTIZE",
          "EXPAND_DIMS",
          "FULLY_CONNECTED",
          "L2_NORMALIZATION",
          "LOGISTIC",
          "MAXIMUM",
          "MAX_POOL_2D",
          "MEAN",
          "MINIMUM",
          "MUL",
          "PACK",
          "PAD",
          "PRELU",
          "QUANTIZE",
          "REDUCE_MAX",
          "REDUCE_MIN",
          "RELU",
          "RELU6",
          "RELU_N1_TO_1",
          "RESHAPE",
          "RESIZE_BILINEAR",
          "RESIZE_NEAREST_NEIGHBOR",
          "RSQRT",
          "SLICE",
          "SOFTMAX",
          "SPACE_TO_DEPTH",
          "SPLIT",
          "SQUARED_DIFFERENCE",
          "SQUEEZE",
          "STRIDED_SLICE",
          "SUB",
          "SUM",
          "TANH",
          "TILE", // Not in the table; the device runs it in compiled networks.
          "TRANSPOSE",
          "TRANSPOSE_CONV",
          "UNIDIRECTIONAL_SEQUENCE_LSTM");

  /** The table says 16,000; a compiled network holds one of 16,384. */
  private static final long MAX_SOFTMAX_ELEMENTS = 16_384;

  /**
   * The table says that a resize may not be mapped "to avoid loss in precision", not when. Compiled
   * twins leave a four-fold one and one of 1.2 million elements to the host, and take two-fold ones
   * of 48 x 48 x 24.
   */
  private static final int REFUSED_RESIZE = 4;

  private static final int KNOWN_RESIZE = 2;
  private static final long MAX_RESIZED_ELEMENTS = 1_000_000;

  /** A limit of the compiler that Edgewise was told; no public file at hand comes near it. */
  private static final long MAX_MEAN_POSITIONS = 64 * 128;

  private MappedOperators() {}

  /** Tells whether the device runs this kind at all. */
  static boolean isMapped(String kind) {
    return MAPPED.contains(kind);
  }

  /** Judges an operator from its kind, its tensors and its options. */
  public static Judgement judge(Operator operator) {
    @Nullable Judgement refused = kind(operator);
    if (refused == null && !operator.isEightBit()) {
      return Judgement.host(
          "an input or its output is not of 8-bit integers",
          "quantise the whole network to int8 or uint8, its inputs and outputs too",
          TABLE);
    }
    return refused == null ? Judgement.DEVICE : refused;
  }

  private static @Nullable Judgement kind(Operator operator) {
    String kind = operator.kind();
    if (!MAPPED.contains(kind)) {
      return unmapped(kind, "use operators that it runs, or move it to the end of the network");
    }
    if (operator.fusedActivation() == Activation.HARD_SWISH) {
      return unmapped("HARD_SWISH", "train with ReLU or ReLU6 in its place");
    }
    @Nullable Window window = operator.window();
    if (window != null) {
      return dilation(window);
    }
    return switch (kind) {
      case "SOFTMAX" -> softmax(operator);
      case "MEAN" -> mean(operator);
      case "RESIZE_BILINEAR" -> resize(operator);
      default -> null;
    };
  }

  private static Judgement unmapped(String kind, String change) {
    return Judgement.host(
        kind + " is not among the operators that the Edge TPU runs", change, TABLE);
  }

  private static @Nullable Judgement dilation(Window window) {
    boolean plane = window.kernelHeight() > 1 && window.kernelWidth() > 1;
    return plane && window.dilationHeight() != window.dilationWidth()
        ? Judgement.host(
            "its dilation differs along y and x", "use the same dilation along both", TABLE)
        : null;
  }

  private static @Nullable Judgement softmax(Operator operator) {
    return operator.output().elements() > MAX_SOFTMAX_ELEMENTS
        ? Judgement.host(
            "a softmax has at most " + MAX_SOFTMAX_ELEMENTS + " elements",
            "leave the softmax to the program that reads the output",
            TABLE)
        : null;
  }

  private static @Nullable Judgement mean(Operator operator) {
    return operator.input().positions() > MAX_MEAN_POSITIONS
        ? Judgement.host(
            "it takes the mean over "
                + operator.input().positions()
                + " positions; at most "
                + MAX_MEAN_POSITIONS
                + " (64 x 128) are mapped",
            "pool in two steps, or at a lower resolution",
            TOLD)
        : null;
  }

  private static @Nullable Judgement resize(Operator operator) {
    double times =
        Math.max(
            operator.output().height() / (double) operator.input().height(),
            operator.output().width() / (double) operator.input().width());
    if (times >= REFUSED_RESIZE || operator.output().elements() > MAX_RESIZED_ELEMENTS) {
      return Judgement.host(
          "it enlarges "
              + REFUSED_RESIZE
              + " times or more, or to more than "
              + MAX_RESIZED_ELEMENTS
              + " elements",
          "enlarge two-fold, or leave it to the program that reads the output",
          COMPILED);
    }
    return times > KNOWN_RESIZE
        ? new Judgement(
            Place.NOT_KNOWN,
            "it enlarges more than " + KNOWN_RESIZE + " times",
            "enlarge two-fold",
            COMPILED)
        : null;
  }
}
