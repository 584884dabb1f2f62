package io.edgewise.sim.tflite;

import io.edgewise.sim.workload.Activation;
import io.edgewise.sim.workload.ElementwiseKind;
import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.Padding;
import io.edgewise.sim.workload.PoolingKind;
import io.edgewise.sim.workload.TensorShape;
import io.edgewise.sim.workload.Window;
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
import org.tensorflow.lite.schema.Conv2DOptions;
import org.tensorflow.lite.schema.DepthwiseConv2DOptions;
import org.tensorflow.lite.schema.FullyConnectedOptions;
import org.tensorflow.lite.schema.MulOptions;
import org.tensorflow.lite.schema.Pool2DOptions;
import org.tensorflow.lite.schema.SubOptions;
import org.tensorflow.lite.schema.TransposeConvOptions;

/**
 * Turns TFLite's operators into layers. What has no layer, or takes a form that no layer has,
 * becomes {@link Layer.Unsupported} with its name.
 */
final class OperatorReader {

  /** The input of an LSTM that holds the weights of its forget gate, which every form has. */
  private static final int FORGET_GATE = 2;

  private OperatorReader() {}

  /** The steps of an operator, one for each of its outputs. */
  static List<Step> read(OperatorCall call) {
    return switch (call.code()) {
      case BuiltinOperator.CONV_2D -> convolution(call);
      case BuiltinOperator.DEPTHWISE_CONV_2D -> depthwise(call);
      case BuiltinOperator.FULLY_CONNECTED -> fullyConnected(call);
      case BuiltinOperator.AVERAGE_POOL_2D -> pooling(call, PoolingKind.AVERAGE);
      case BuiltinOperator.MAX_POOL_2D -> pooling(call, PoolingKind.MAXIMUM);
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
      case BuiltinOperator.RELU -> simple(call, new Layer.Activate(Activation.RELU));
      case BuiltinOperator.RELU6 -> simple(call, new Layer.Activate(Activation.RELU6));
      case BuiltinOperator.RELU_N1_TO_1 ->
          simple(call, new Layer.Activate(Activation.RELU_N1_TO_1));
      case BuiltinOperator.LOGISTIC -> simple(call, new Layer.Activate(Activation.SIGMOID));
      case BuiltinOperator.TANH -> simple(call, new Layer.Activate(Activation.TANH));
      case BuiltinOperator.HARD_SWISH -> simple(call, new Layer.Activate(Activation.HARD_SWISH));
      case BuiltinOperator.SOFTMAX -> simple(call, new Layer.Softmax());
      case BuiltinOperator.QUANTIZE -> simple(call, new Layer.Quantize());
      case BuiltinOperator.DEQUANTIZE -> simple(call, new Layer.Dequantize());
      case BuiltinOperator.RESHAPE, BuiltinOperator.SQUEEZE, BuiltinOperator.EXPAND_DIMS ->
          simple(call, new Layer.Reshape(call.shape(call.output())));
      case BuiltinOperator.RESIZE_BILINEAR -> resize(call, Layer.Resize.Interpolation.BILINEAR);
      case BuiltinOperator.RESIZE_NEAREST_NEIGHBOR ->
          resize(call, Layer.Resize.Interpolation.NEAREST);
      case BuiltinOperator.CONCATENATION -> concatenation(call);
      case BuiltinOperator.PAD, BuiltinOperator.PADV2 -> pad(call);
      case BuiltinOperator.TRANSPOSE_CONV -> transposedConvolution(call);
      case BuiltinOperator.UNIDIRECTIONAL_SEQUENCE_LSTM -> recurrent(call);
      case BuiltinOperator.PACK,
          BuiltinOperator.TRANSPOSE,
          BuiltinOperator.SPACE_TO_DEPTH,
          BuiltinOperator.TILE ->
          all(call, new Layer.Rearrangement(label(call), call.shape(call.output())));
      case BuiltinOperator.L2_NORMALIZATION,
          BuiltinOperator.RSQRT,
          BuiltinOperator.PRELU,
          BuiltinOperator.SQUARED_DIFFERENCE,
          BuiltinOperator.SUM,
          BuiltinOperator.REDUCE_MIN ->
          all(call, new Layer.Pointwise(label(call), call.shape(call.output())));
      case BuiltinOperator.SLICE, BuiltinOperator.STRIDED_SLICE, BuiltinOperator.SPLIT_V ->
          slices(call, 0);
      case BuiltinOperator.SPLIT -> slices(call, 1);
      default -> unsupported(call, call.name());
    };
  }

  private static List<Step> convolution(OperatorCall call) {
    Conv2DOptions options =
        call.options(
            BuiltinOptions.Conv2DOptions,
            new Conv2DOptions(),
            Conv2DOptions::getRootAsConv2DOptions);
    int[] kernel = call.tensors().extents(call.input(1));
    if (kernel.length != 4 || !call.tensors().isConstant(call.input(1))) {
      return unsupported(call, "CONV_2D with a computed kernel");
    }
    int channels = call.shape(call.input(0)).channels();
    if (kernel[3] != channels) {
      return unsupported(call, "CONV_2D in groups of " + kernel[3] + " of " + channels);
    }
    Window window =
        new Window(
            kernel[1],
            kernel[2],
            options.strideH(),
            options.strideW(),
            options.dilationHFactor(),
            options.dilationWFactor(),
            padding(call, options.padding()));
    Activation activation = activation(call, options.fusedActivationFunction());
    return simple(call, new Layer.Convolution(window, kernel[0], activation));
  }

  private static List<Step> depthwise(OperatorCall call) {
    DepthwiseConv2DOptions options =
        call.options(
            BuiltinOptions.DepthwiseConv2DOptions,
            new DepthwiseConv2DOptions(),
            DepthwiseConv2DOptions::getRootAsDepthwiseConv2DOptions);
    int[] kernel = call.tensors().extents(call.input(1));
    if (kernel.length != 4 || !call.tensors().isConstant(call.input(1))) {
      return unsupported(call, "DEPTHWISE_CONV_2D with a computed kernel");
    }
    int channels = call.shape(call.input(0)).channels();
    if (kernel[3] % channels != 0) {
      throw call.mistake(kernel[3] + " outputs are no multiple of " + channels + " inputs");
    }
    Window window =
        new Window(
            kernel[1],
            kernel[2],
            options.strideH(),
            options.strideW(),
            options.dilationHFactor(),
            options.dilationWFactor(),
            padding(call, options.padding()));
    Activation activation = activation(call, options.fusedActivationFunction());
    return simple(call, new Layer.DepthwiseConvolution(window, kernel[3] / channels, activation));
  }

  /** A dense layer over the whole input, or one over the channels of each position. */
  private static List<Step> fullyConnected(OperatorCall call) {
    FullyConnectedOptions options =
        call.options(
            BuiltinOptions.FullyConnectedOptions,
            new FullyConnectedOptions(),
            FullyConnectedOptions::getRootAsFullyConnectedOptions);
    int[] weights = call.tensors().extents(call.input(1));
    if (weights.length != 2 || !call.tensors().isConstant(call.input(1))) {
      return unsupported(call, "FULLY_CONNECTED with computed weights");
    }
    TensorShape input = call.shape(call.input(0));
    boolean whole = input.elements() == weights[1];
    if (!whole && input.channels() != weights[1]) {
      throw call.mistake(weights[1] + " weights an output do not fit an input of " + input);
    }
    Activation activation = activation(call, options.fusedActivationFunction());
    return simple(
        call,
        whole
            ? new Layer.FullyConnected(weights[0], activation)
            : new Layer.Convolution(Window.same(1, 1), weights[0], activation));
  }

  /**
   * A window over all of the input stays a window: the Edge TPU's compiler charges far more for it
   * than for the mean over all positions.
   */
  private static List<Step> pooling(OperatorCall call, PoolingKind kind) {
    Pool2DOptions options =
        call.options(
            BuiltinOptions.Pool2DOptions,
            new Pool2DOptions(),
            Pool2DOptions::getRootAsPool2DOptions);
    Window window =
        new Window(
            options.filterHeight(),
            options.filterWidth(),
            options.strideH(),
            options.strideW(),
            1,
            1,
            padding(call, options.padding()));
    return withSeparateActivation(
        call,
        options.fusedActivationFunction(),
        new Layer.Pooling(kind, window),
        List.of(call.input(0)));
  }

  private static List<Step> reduction(OperatorCall call, PoolingKind kind) {
    int rank = call.tensors().extents(call.input(0)).length;
    int[] axes =
        Arrays.stream(call.tensors().integers(call.input(1), 8))
            .map(axis -> axis < 0 ? axis + rank : axis)
            .sorted()
            .toArray();
    return rank == 4 && Arrays.equals(axes, new int[] {1, 2})
        ? simple(call, new Layer.GlobalPooling(kind))
        : partial(call, kind, rank, axes);
  }

  /** A mean may leave out height or width; a maximum may be of any axes but the batch. */
  private static List<Step> partial(OperatorCall call, PoolingKind kind, int rank, int[] axes) {
    int last = kind == PoolingKind.AVERAGE ? 2 : rank - 1;
    return rank == 4 && Arrays.stream(axes).allMatch(axis -> axis > 0 && axis <= last)
        ? all(call, new Layer.Pointwise(label(call), call.shape(call.output())))
        : unsupported(call, call.name() + " over axes " + Arrays.toString(axes));
  }

  /** The inputs are the output's shape, the kernel, the tensor and perhaps the bias. */
  private static List<Step> transposedConvolution(OperatorCall call) {
    TransposeConvOptions options =
        call.options(
            BuiltinOptions.TransposeConvOptions,
            new TransposeConvOptions(),
            TransposeConvOptions::getRootAsTransposeConvOptions);
    int[] kernel = call.tensors().extents(call.input(1));
    if (kernel.length != 4 || !call.tensors().isConstant(call.input(1))) {
      return unsupported(call, "TRANSPOSE_CONV with a computed kernel");
    }
    if (kernel[3] != call.shape(call.input(2)).channels()) {
      throw call.mistake("a kernel of " + kernel[3] + " channels on " + call.shape(call.input(2)));
    }
    TensorShape output = call.shape(call.output());
    Window window =
        new Window(
            kernel[1],
            kernel[2],
            options.strideH(),
            options.strideW(),
            1,
            1,
            padding(call, options.padding()));
    Layer layer =
        new Layer.TransposedConvolution(window, output.height(), output.width(), kernel[0]);
    return List.of(new Step(List.of(layer), List.of(call.input(2)), call.output()));
  }

  /** The units are the rows of the weights of the first gate that is given. */
  private static List<Step> recurrent(OperatorCall call) {
    int[] weights = call.tensors().extents(call.input(FORGET_GATE));
    return weights.length == 2
        ? simple(call, new Layer.Recurrent(weights[0]))
        : unsupported(call, call.name() + " with weights of " + weights.length + " dimensions");
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
    Activation activation = activation(call, fused);
    Optional<TensorShape> constants = Optional.empty();
    if (activations.size() == 1) {
      boolean second = activations.get(0).equals(inputs.get(0));
      constants = call.tensors().constant(inputs.get(second ? 1 : 0));
      if (constants.isEmpty()) {
        return unsupported(call, call.name() + " with constants of four dimensions");
      }
    }
    Layer layer =
        constants
            .<Layer>map(c -> new Layer.ElementwiseConstant(kind, c, activation))
            .orElseGet(() -> new Layer.Elementwise(kind, activation));
    List<TensorShape> shapes = activations.stream().map(call::shape).toList();
    return fits(layer, shapes, call.shape(call.output()))
        ? List.of(new Step(List.of(layer), activations, call.output()))
        : unsupported(call, call.name() + " with broadcasting of " + shapes);
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
    return simple(call, new Layer.Resize(interpolation, output.height(), output.width()));
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
      return unsupported(
          call,
          alongChannels
              ? "CONCATENATION with constants"
              : "CONCATENATION along axis " + options.axis());
    }
    return withSeparateActivation(
        call, options.fusedActivationFunction(), new Layer.Concatenation(), call.inputs());
  }

  private static List<Step> pad(OperatorCall call) {
    int[] pads = call.tensors().integers(call.input(1), 16);
    boolean spatial = pads.length == 8 && (pads[0] | pads[1] | pads[6] | pads[7]) == 0;
    return spatial && Arrays.stream(pads).allMatch(p -> p >= 0)
        ? simple(call, new Layer.Pad(pads[2], pads[3], pads[4], pads[5]))
        : unsupported(call, "PAD of batch or channels");
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

  private static List<Step> unsupported(OperatorCall call, String name) {
    List<Step> steps = new ArrayList<>();
    for (int output : call.outputs()) {
      Layer layer = new Layer.Unsupported(name, call.shape(output));
      steps.add(new Step(List.of(layer), call.activations(), output));
    }
    return steps;
  }

  /** One layer on all inputs that the network computes. */
  private static List<Step> all(OperatorCall call, Layer layer) {
    return List.of(new Step(List.of(layer), call.activations(), call.output()));
  }

  /** One layer on the first input. */
  private static List<Step> simple(OperatorCall call, Layer layer) {
    return List.of(new Step(List.of(layer), List.of(call.input(0)), call.output()));
  }

  /** A layer, then the fused activation as another. */
  private static List<Step> withSeparateActivation(
      OperatorCall call, byte fused, Layer layer, List<Integer> inputs) {
    Activation activation = activation(call, fused);
    List<Layer> layers =
        activation == Activation.NONE
            ? List.of(layer)
            : List.of(layer, new Layer.Activate(activation));
    return List.of(new Step(layers, inputs, call.output()));
  }

  private static Padding padding(OperatorCall call, byte padding) {
    return switch (padding) {
      case org.tensorflow.lite.schema.Padding.SAME -> Padding.SAME;
      case org.tensorflow.lite.schema.Padding.VALID -> Padding.VALID;
      default -> throw call.mistake("padding " + padding + " is unknown");
    };
  }

  private static Activation activation(OperatorCall call, byte fused) {
    return switch (fused) {
      case ActivationFunctionType.NONE -> Activation.NONE;
      case ActivationFunctionType.RELU -> Activation.RELU;
      case ActivationFunctionType.RELU_N1_TO_1 -> Activation.RELU_N1_TO_1;
      case ActivationFunctionType.RELU6 -> Activation.RELU6;
      case ActivationFunctionType.TANH -> Activation.TANH;
      default -> throw call.mistake("fused activation " + fused + " is not known");
    };
  }
}
