package io.edgewise.search.export.tflite;

import io.edgewise.sim.workload.Activation;
import io.edgewise.sim.workload.ElementwiseKind;
import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.Window;
import org.tensorflow.lite.schema.ActivationFunctionType;
import org.tensorflow.lite.schema.AddOptionsT;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.BuiltinOptionsUnion;
import org.tensorflow.lite.schema.ConcatenationOptionsT;
import org.tensorflow.lite.schema.Conv2DOptionsT;
import org.tensorflow.lite.schema.DepthwiseConv2DOptionsT;
import org.tensorflow.lite.schema.MulOptionsT;
import org.tensorflow.lite.schema.PadOptionsT;
import org.tensorflow.lite.schema.Padding;
import org.tensorflow.lite.schema.Pool2DOptionsT;
import org.tensorflow.lite.schema.ReshapeOptionsT;
import org.tensorflow.lite.schema.SoftmaxOptionsT;
import org.tensorflow.lite.schema.SplitOptionsT;

/**
 * The static attributes of an operator as the schema has them.
 *
 * @param type one of BuiltinOptions
 */
record Options(byte type, Object table) {

  BuiltinOptionsUnion union() {
    BuiltinOptionsUnion union = new BuiltinOptionsUnion();
    union.setType(type);
    union.setValue(table);
    return union;
  }

  static Options of(Layer.Convolution layer) {
    Window window = layer.window();
    Conv2DOptionsT table = new Conv2DOptionsT();
    table.setPadding(padding(window));
    table.setStrideH(window.strideHeight());
    table.setStrideW(window.strideWidth());
    table.setDilationHFactor(window.dilationHeight());
    table.setDilationWFactor(window.dilationWidth());
    table.setFusedActivationFunction(clamp(layer.activation()));
    return new Options(BuiltinOptions.Conv2DOptions, table);
  }

  static Options of(Layer.DepthwiseConvolution layer) {
    Window window = layer.window();
    DepthwiseConv2DOptionsT table = new DepthwiseConv2DOptionsT();
    table.setPadding(padding(window));
    table.setStrideH(window.strideHeight());
    table.setStrideW(window.strideWidth());
    table.setDilationHFactor(window.dilationHeight());
    table.setDilationWFactor(window.dilationWidth());
    table.setDepthMultiplier(layer.multiplier());
    table.setFusedActivationFunction(clamp(layer.activation()));
    return new Options(BuiltinOptions.DepthwiseConv2DOptions, table);
  }

  static Options of(Layer.Elementwise layer) {
    if (layer.kind() == ElementwiseKind.ADD) {
      AddOptionsT table = new AddOptionsT();
      table.setFusedActivationFunction(clamp(layer.activation()));
      return new Options(BuiltinOptions.AddOptions, table);
    }
    MulOptionsT table = new MulOptionsT();
    table.setFusedActivationFunction(clamp(layer.activation()));
    return new Options(BuiltinOptions.MulOptions, table);
  }

  static Options pool(Window window) {
    Pool2DOptionsT table = new Pool2DOptionsT();
    table.setPadding(padding(window));
    table.setFilterHeight(window.kernelHeight());
    table.setFilterWidth(window.kernelWidth());
    table.setStrideH(window.strideHeight());
    table.setStrideW(window.strideWidth());
    return new Options(BuiltinOptions.Pool2DOptions, table);
  }

  static Options concatenation() {
    ConcatenationOptionsT table = new ConcatenationOptionsT();
    table.setAxis(3);
    return new Options(BuiltinOptions.ConcatenationOptions, table);
  }

  static Options split(int parts) {
    SplitOptionsT table = new SplitOptionsT();
    table.setNumSplits(parts);
    return new Options(BuiltinOptions.SplitOptions, table);
  }

  static Options pad() {
    return new Options(BuiltinOptions.PadOptions, new PadOptionsT());
  }

  static Options reshape(int[] shape) {
    ReshapeOptionsT table = new ReshapeOptionsT();
    table.setNewShape(shape);
    return new Options(BuiltinOptions.ReshapeOptions, table);
  }

  static Options softmax() {
    SoftmaxOptionsT table = new SoftmaxOptionsT();
    table.setBeta(1f);
    return new Options(BuiltinOptions.SoftmaxOptions, table);
  }

  /** The window of a pool over all positions. */
  static Window wholeImage(int height, int width) {
    return new Window(height, width, 1, 1, 1, 1, io.edgewise.sim.workload.Padding.VALID);
  }

  private static byte padding(Window window) {
    return window.padding() == io.edgewise.sim.workload.Padding.SAME ? Padding.SAME : Padding.VALID;
  }

  private static byte clamp(Activation activation) {
    return switch (activation) {
      case NONE -> ActivationFunctionType.NONE;
      case RELU -> ActivationFunctionType.RELU;
      case RELU6 -> ActivationFunctionType.RELU6;
      case RELU_N1_TO_1 -> ActivationFunctionType.RELU_N1_TO_1;
      default -> throw new IllegalArgumentException(activation + " is not fused");
    };
  }
}
