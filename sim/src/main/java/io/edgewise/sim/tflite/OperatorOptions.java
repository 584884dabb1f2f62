package io.edgewise.sim.tflite;

import io.edgewise.sim.placement.Operand;
import io.edgewise.sim.workload.Padding;
import io.edgewise.sim.workload.TensorShape;
import io.edgewise.sim.workload.Window;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.lite.schema.ActivationFunctionType;
import org.tensorflow.lite.schema.AddOptions;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.ConcatenationOptions;
import org.tensorflow.lite.schema.Conv2DOptions;
import org.tensorflow.lite.schema.DepthwiseConv2DOptions;
import org.tensorflow.lite.schema.FullyConnectedOptions;
import org.tensorflow.lite.schema.MulOptions;
import org.tensorflow.lite.schema.Operator;
import org.tensorflow.lite.schema.Pool2DOptions;
import org.tensorflow.lite.schema.SubOptions;

/**
 * The options of an operator as far as a placement depends on them, whatever they are.
 *
 * @param fused TensorFlow Lite's name of the fused activation
 * @param window kernel, strides and dilation of a convolution; null if it has none or they are no
 *     window
 */
record OperatorOptions(String fused, @Nullable Window window) {

  static OperatorOptions of(Operator table, List<Operand> inputs) {
    return switch (table.builtinOptionsType()) {
      case BuiltinOptions.Conv2DOptions -> {
        Conv2DOptions options = view(table, new Conv2DOptions());
        yield new OperatorOptions(
            name(options.fusedActivationFunction()),
            window(
                inputs,
                options.strideH(),
                options.strideW(),
                options.dilationHFactor(),
                options.dilationWFactor()));
      }
      case BuiltinOptions.DepthwiseConv2DOptions -> {
        DepthwiseConv2DOptions options = view(table, new DepthwiseConv2DOptions());
        yield new OperatorOptions(
            name(options.fusedActivationFunction()),
            window(
                inputs,
                options.strideH(),
                options.strideW(),
                options.dilationHFactor(),
                options.dilationWFactor()));
      }
      default -> new OperatorOptions(name(fusedElsewhere(table)), null);
    };
  }

  private static byte fusedElsewhere(Operator table) {
    return switch (table.builtinOptionsType()) {
      case BuiltinOptions.Pool2DOptions ->
          view(table, new Pool2DOptions()).fusedActivationFunction();
      case BuiltinOptions.FullyConnectedOptions ->
          view(table, new FullyConnectedOptions()).fusedActivationFunction();
      case BuiltinOptions.ConcatenationOptions ->
          view(table, new ConcatenationOptions()).fusedActivationFunction();
      case BuiltinOptions.AddOptions -> view(table, new AddOptions()).fusedActivationFunction();
      case BuiltinOptions.SubOptions -> view(table, new SubOptions()).fusedActivationFunction();
      case BuiltinOptions.MulOptions -> view(table, new MulOptions()).fusedActivationFunction();
      default -> ActivationFunctionType.NONE;
    };
  }

  private static <T extends com.google.flatbuffers.Table> T view(Operator table, T view) {
    if (table.builtinOptions(view) == null) {
      throw new TfliteException(
          "the file is damaged: an operator lacks the "
              + view.getClass().getSimpleName()
              + " that it says it has");
    }
    return view;
  }

  private static String name(byte fused) {
    return fused >= 0 && fused < ActivationFunctionType.names.length
        ? ActivationFunctionType.name(fused)
        : "activation " + fused;
  }

  private static @Nullable Window window(
      List<Operand> inputs, int strideY, int strideX, int dilationY, int dilationX) {
    if (inputs.size() < 2 || inputs.get(1).extents().size() != 4) {
      return null;
    }
    List<Integer> kernel = inputs.get(1).extents();
    boolean possible =
        IntStream.of(kernel.get(1), kernel.get(2), strideY, strideX, dilationY, dilationX)
            .allMatch(number -> number >= 1 && number <= TensorShape.MAX_EXTENT);
    return possible
        ? new Window(
            kernel.get(1), kernel.get(2), strideY, strideX, dilationY, dilationX, Padding.SAME)
        : null;
  }
}
