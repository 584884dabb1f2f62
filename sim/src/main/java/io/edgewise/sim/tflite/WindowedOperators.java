package io.edgewise.sim.tflite;

import io.edgewise.sim.workload.Activation;
import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.PoolingKind;
import io.edgewise.sim.workload.TensorShape;
import io.edgewise.sim.workload.Window;
import java.util.List;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.Conv2DOptions;
import org.tensorflow.lite.schema.DepthwiseConv2DOptions;
import org.tensorflow.lite.schema.FullyConnectedOptions;
import org.tensorflow.lite.schema.Pool2DOptions;
import org.tensorflow.lite.schema.TransposeConvOptions;

/** Reads the operators that have a window or trained weights. */
final class WindowedOperators {

  /** The input of an LSTM that holds the weights of its forget gate, which every form has. */
  private static final int FORGET_GATE = 2;

  private WindowedOperators() {}

  static List<Step> convolution(OperatorCall call) {
    Conv2DOptions options =
        call.options(
            BuiltinOptions.Conv2DOptions,
            new Conv2DOptions(),
            Conv2DOptions::getRootAsConv2DOptions);
    int[] kernel = call.tensors().extents(call.input(1));
    if (!isKernel(call)) {
      return Step.unsupported(call, call.name() + " with a computed kernel");
    }
    int channels = call.shape(call.input(0)).channels();
    if (kernel[3] != channels) {
      return Step.unsupported(call, "CONV_2D in groups of " + kernel[3] + " of " + channels);
    }
    Window window =
        new Window(
            kernel[1],
            kernel[2],
            options.strideH(),
            options.strideW(),
            options.dilationHFactor(),
            options.dilationWFactor(),
            call.padding(options.padding()));
    Activation activation = call.activation(options.fusedActivationFunction());
    return Step.simple(call, new Layer.Convolution(window, kernel[0], activation));
  }

  static List<Step> depthwise(OperatorCall call) {
    DepthwiseConv2DOptions options =
        call.options(
            BuiltinOptions.DepthwiseConv2DOptions,
            new DepthwiseConv2DOptions(),
            DepthwiseConv2DOptions::getRootAsDepthwiseConv2DOptions);
    int[] kernel = call.tensors().extents(call.input(1));
    if (!isKernel(call)) {
      return Step.unsupported(call, call.name() + " with a computed kernel");
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
            call.padding(options.padding()));
    Activation activation = call.activation(options.fusedActivationFunction());
    return Step.simple(
        call, new Layer.DepthwiseConvolution(window, kernel[3] / channels, activation));
  }

  /** A dense layer over the whole input, or one over the channels of each position. */
  static List<Step> fullyConnected(OperatorCall call) {
    FullyConnectedOptions options =
        call.options(
            BuiltinOptions.FullyConnectedOptions,
            new FullyConnectedOptions(),
            FullyConnectedOptions::getRootAsFullyConnectedOptions);
    int[] weights = call.tensors().extents(call.input(1));
    if (weights.length != 2 || !call.tensors().isConstant(call.input(1))) {
      return Step.unsupported(call, "FULLY_CONNECTED with computed weights");
    }
    TensorShape input = call.shape(call.input(0));
    boolean whole = input.elements() == weights[1];
    if (!whole && input.channels() != weights[1]) {
      throw call.mistake(weights[1] + " weights an output do not fit an input of " + input);
    }
    Activation activation = call.activation(options.fusedActivationFunction());
    return Step.simple(
        call,
        whole
            ? new Layer.FullyConnected(weights[0], activation)
            : new Layer.Convolution(Window.same(1, 1), weights[0], activation));
  }

  /**
   * A window over all of the input stays a window: the Edge TPU's compiler charges far more for it
   * than for the mean over all positions.
   */
  static List<Step> pooling(OperatorCall call, PoolingKind kind) {
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
            call.padding(options.padding()));
    return Step.withSeparateActivation(
        call,
        options.fusedActivationFunction(),
        new Layer.Pooling(kind, window),
        List.of(call.input(0)));
  }

  /** The inputs are the output's shape, the kernel, the tensor and perhaps the bias. */
  static List<Step> transposedConvolution(OperatorCall call) {
    TransposeConvOptions options =
        call.options(
            BuiltinOptions.TransposeConvOptions,
            new TransposeConvOptions(),
            TransposeConvOptions::getRootAsTransposeConvOptions);
    int[] kernel = call.tensors().extents(call.input(1));
    if (!isKernel(call)) {
      return Step.unsupported(call, call.name() + " with a computed kernel");
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
            call.padding(options.padding()));
    Layer layer =
        new Layer.TransposedConvolution(window, output.height(), output.width(), kernel[0]);
    return List.of(new Step(List.of(layer), List.of(call.input(2)), call.output()));
  }

  private static boolean isKernel(OperatorCall call) {
    int weights = call.input(1);
    return call.tensors().extents(weights).length == 4 && call.tensors().isConstant(weights);
  }

  /** The units are the rows of the weights of the first gate that is given. */
  static List<Step> recurrent(OperatorCall call) {
    int[] weights = call.tensors().extents(call.input(FORGET_GATE));
    return weights.length == 2
        ? Step.simple(call, new Layer.Recurrent(weights[0]))
        : Step.unsupported(
            call, call.name() + " with weights of " + weights.length + " dimensions");
  }
}
