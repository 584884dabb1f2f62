package io.edgewise.search.export.tflite;

import org.tensorflow.lite.schema.BuiltinOperator;

/**
 * The operators that are written, each in the lowest version that takes int8 (tensorflow/lite/tools
 * /versioning/op_version.cc): the Edge TPU's compiler refuses versions newer than itself.
 */
enum OperatorKind {
  CONVOLUTION(BuiltinOperator.CONV_2D, 3),
  DEPTHWISE_CONVOLUTION(BuiltinOperator.DEPTHWISE_CONV_2D, 3),
  ADD(BuiltinOperator.ADD, 2),
  MULTIPLY(BuiltinOperator.MUL, 2),
  AVERAGE_POOL(BuiltinOperator.AVERAGE_POOL_2D, 2),
  MAX_POOL(BuiltinOperator.MAX_POOL_2D, 2),
  CONCATENATION(BuiltinOperator.CONCATENATION, 2),
  SPLIT(BuiltinOperator.SPLIT, 2),
  PAD(BuiltinOperator.PAD, 2),
  RESHAPE(BuiltinOperator.RESHAPE, 1),
  LOGISTIC(BuiltinOperator.LOGISTIC, 2),
  SOFTMAX(BuiltinOperator.SOFTMAX, 2),
  QUANTIZE(BuiltinOperator.QUANTIZE, 1);

  private final int code;
  private final int version;

  OperatorKind(int code, int version) {
    this.code = code;
    this.version = version;
  }

  int code() {
    return code;
  }

  int version() {
    return version;
  }
}
