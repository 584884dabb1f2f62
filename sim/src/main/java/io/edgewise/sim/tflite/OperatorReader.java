package io.edgewise.sim.tflite;

import io.edgewise.sim.workload.Activation;
import io.edgewise.sim.workload.ElementwiseKind;
import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.PoolingKind;
import io.edgewise.sim.workload.TensorShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tensorflow.lite.schema.ActivationFunctionType;
import org.tensorflow.lite.schema.AddOptions;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.ConcatenationOptions;
import org.tensorflow.lite.schema.MulOptions;
import org.tensorflow.lite.schema.SubOptions;

/**
 * Turns TFLite's operators into layers. What has no layer, or takes a form that no layer has,
 * becomes {@link Layer.Unsupported} with its name.
 */
final class OperatorReader {

  private OperatorReader() {}

  /** The steps of an operator, one for each of its outputs. */
  static List<Step> read(OperatorCall call) {
    return switch (call.code()) {
      case BuiltinOperator.CONV_2D -> WindowedOperators.convolution(call);
      case BuiltinOperator.DEPTHWISE_CONV_2D -> WindowedOperators.depthwise(call);
      case BuiltinOperator.FULLY_CONNECTED -> WindowedOperators.fullyConnected(call);
      case BuiltinOperator.AVERAGE_POOL_2D -> WindowedOperators.pooling(call, PoolingKind.AVERAGE);
      case BuiltinOperator.MAX_POOL_2D -> WindowedOperators.pooling(call, PoolingKind.MAXIMUM);
      case BuiltinOperator.MEAN -> reduction(call, PoolingKind.AVERAGE);
      case BuiltinOperator.REDUCE_MAX -> reduction(call, PoolingKind.MAXIMUM);
      case BuiltinOperator.ADD ->
          elementwise(
              call,
              ElementwiseKind.ADD,
              call.options(
                      BuiltinOptions.AddOptions, new AddOptions(), AddOptions::getRootAsAddOptions)
                  .fusedActivationFunction());
      case BuiltinOperator.SUB ->
          elementwise(
              call,
              ElementwiseKind.SUBTRACT,
              call.options(
                      BuiltinOptions.SubOptions, new SubOptions(), SubOptions::getRootAsSubOptions)
                  .fusedActivationFunction());
      case BuiltinOperator.MUL ->
          elementwise(
              call,
              ElementwiseKind.MULTIPLY,
              call.options(
                      BuiltinOptions.MulOptions, new MulOptions(), MulOptions::getRootAsMulOptions)
                  .fusedActivationFunction());
      case BuiltinOperator.MAXIMUM ->
          elementwise(call, ElementwiseKind.MAXIMUM, ActivationFunctionType.NONE);
      case BuiltinOperator.MINIMUM ->
          elementwise(call, ElementwiseKind.MINIMUM, ActivationFunctionType.NONE);
      case BuiltinOperator.RELU -> Step.simple(call, new Layer.Activate(Activation.RELU));
      case BuiltinOperator.RELU6 -> Step.simple(call, new Layer.Activate(Activation.RELU6));
      case BuiltinOperator.RELU_N1_TO_1 ->
          Step.simple(call, new Layer.Activate(Activation.RELU_N1_TO_1));
      case BuiltinOperator.LOGISTIC -> Step.simple(call, new Layer.Activate(Activation.SIGMOID));
      case BuiltinOperator.TANH -> Step.simple(call, new Layer.Activate(Activation.TANH));
      case BuiltinOperator.HARD_SWISH ->
          Step.simple(call, new Layer.Activate(Activation.HARD_SWISH));
      case BuiltinOperator.SOFTMAX -> Step.simple(call, new Layer.Softmax());
      case BuiltinOperator.QUANTIZE -> Step.simple(call, new Layer.Quantize());
      case BuiltinOperator.DEQUANTIZE -> Step.simple(call, new Layer.Dequantize());
      case BuiltinOperator.RESHAPE, BuiltinOperator.SQUEEZE, BuiltinOperator.EXPAND_DIMS ->
          Step.simple(call, new Layer.Reshape(call.shape(call.output())));
      case BuiltinOperator.RESIZE_BILINEAR -> resize(call, Layer.Resize.Interpolation.BILINEAR);
      case BuiltinOperator.RESIZE_NEAREST_NEIGHBOR ->
          resize(call, Layer.Resize.Interpolation.NEAREST);
      case BuiltinOperator.CONCATENATION -> concatenation(call);
      case BuiltinOperator.PAD, BuiltinOperator.PADV2 -> pad(call);
      case BuiltinOperator.TRANSPOSE_CONV -> WindowedOperators.transposedConvolution(call);
      case BuiltinOperator.UNIDIRECTIONAL_SEQUENCE_LSTM -> WindowedOperators.recurrent(call);
      case BuiltinOperator.PACK,
          BuiltinOperator.TRANSPOSE,
          BuiltinOperator.SPACE_TO_DEPTH,
          BuiltinOperator.TILE ->
          Step.all(call, new Layer.Rearrangement(label(call), call.shape(call.output())));
      case BuiltinOperator.L2_NORMALIZATION,
          BuiltinOperator.RSQRT,
          BuiltinOperator.PRELU,
          BuiltinOperator.SQUARED_DIFFERENCE,
          BuiltinOperator.SUM,
          BuiltinOperator.REDUCE_MIN ->
          Step.all(call, new Layer.Pointwise(label(call), call.shape(call.output())));
      case BuiltinOperator.SLICE, BuiltinOperator.STRIDED_SLICE, BuiltinOperator.SPLIT_V ->
          slices(call, 0);
      case BuiltinOperator.SPLIT -> slices(call, 1);
      default -> Step.unsupported(call, call.name());
    };
  }

  private static List<Step> reduction(OperatorCall call, PoolingKind kind) {
    int rank = call.tensors().extents(call.input(0)).length;
    int[] axes =
        Arrays.stream(call.tensors().integers(call.input(1), 8))
            .map(axis -> axis < 0 ? axis + rank : axis)
            .sorted()
            .toArray();
    return rank == 4 && Arrays.equals(axes, new int[] {1, 2})
        ? Step.simple(call, new Layer.GlobalPooling(kind))
        : partial(call, kind, rank, axes);
  }

  /** A mean may leave out height or width; a maximum may be of any axes but the batch. */
  private static List<Step> partial(OperatorCall call, PoolingKind kind, int rank, int[] axes) {
    int last = kind == PoolingKind.AVERAGE ? 2 : rank - 1;
    return rank == 4 && Arrays.stream(axes).allMatch(axis -> axis > 0 && axis <= last)
        ? Step.all(call, new Layer.Pointwise(label(call), call.shape(call.output())))
        : Step.unsupported(call, call.name() + " over axes " + Arrays.toString(axes));
  }

  private static String label(OperatorCall call) {
    return call.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static List<Step> elementwise(OperatorCall call, ElementwiseKind kind, byte fused) {
    List<Integer> inputs = call.inputs();
    List<Integer> activations = call.activations();
    if (inputs.size() != 2 || activations.isEmpty()) {
      throw call.mistake("it takes two inputs, not " + inputs.size());
    }
    Activation activation = call.activation(fused);
    Optional<TensorShape> constants = Optional.empty();
    if (activations.size() == 1) {
      boolean second = activations.get(0).equals(inputs.get(0));
      constants = call.tensors().constant(inputs.get(second ? 1 : 0));
      if (constants.isEmpty()) {
        return Step.unsupported(call, call.name() + " with constants of four dimensions");
      }
    }
    Layer layer =
        constants
            .<Layer>map(c -> new Layer.ElementwiseConstant(kind, c, activation))
            .orElseGet(() -> new Layer.Elementwise(kind, activation));
    List<TensorShape> shapes = activations.stream().map(call::shape).toList();
    return fits(layer, shapes, call.shape(call.output()))
        ? List.of(new Step(List.of(layer), activations, call.output()))
        : Step.unsupported(call, call.name() + " with broadcasting of " + shapes);
  }

  /**
   * Returns whether a layer makes the declared output of these inputs; broadcasting has odder
   * forms.
   */
  private static boolean fits(Layer layer, List<TensorShape> inputs, TensorShape output) {
    try {
      return layer.output(inputs).equals(output);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static List<Step> resize(OperatorCall call, Layer.Resize.Interpolation interpolation) {
    TensorShape output = call.shape(call.output());
    return Step.simple(call, new Layer.Resize(interpolation, output.height(), output.width()));
  }

  private static List<Step> concatenation(OperatorCall call) {
    ConcatenationOptions options =
        call.options(
            BuiltinOptions.ConcatenationOptions,
            new ConcatenationOptions(),
            ConcatenationOptions::getRootAsConcatenationOptions);
    int rank = call.tensors().extents(call.output()).length;
    boolean alongChannels = options.axis() == -1 || options.axis() == rank - 1;
    if (!alongChannels || call.activations().size() != call.inputs().size()) {
      return Step.unsupported(
          call,
          alongChannels
              ? "CONCATENATION with constants"
              : "CONCATENATION along axis " + options.axis());
    }
    return Step.withSeparateActivation(
        call, options.fusedActivationFunction(), new Layer.Concatenation(), call.inputs());
  }

  private static List<Step> pad(OperatorCall call) {
    int[] pads = call.tensors().integers(call.input(1), 16);
    boolean spatial = pads.length == 8 && (pads[0] | pads[1] | pads[6] | pads[7]) == 0;
    return spatial && Arrays.stream(pads).allMatch(p -> p >= 0)
        ? Step.simple(call, new Layer.Pad(pads[2], pads[3], pads[4], pads[5]))
        : Step.unsupported(call, "PAD of batch or channels");
  }

  /** Each output is a part of one input. */
  private static List<Step> slices(OperatorCall call, int input) {
    List<Step> steps = new ArrayList<>();
    for (int output : call.outputs()) {
      Layer slice = new Layer.Slice(call.shape(output));
      steps.add(new Step(List.of(slice), List.of(call.input(input)), output));
    }
    return steps;
  }
}
