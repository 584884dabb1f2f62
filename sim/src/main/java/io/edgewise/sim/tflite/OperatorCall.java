package io.edgewise.sim.tflite;

import com.google.flatbuffers.Table;
import io.edgewise.sim.workload.Activation;
import io.edgewise.sim.workload.Padding;
import io.edgewise.sim.workload.TensorShape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.tensorflow.lite.schema.ActivationFunctionType;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.Operator;

/**
 * One operator at its place in the network.
 *
 * @param index its number in the file
 * @param code its builtin code
 * @param name its name: builtin or custom
 */
record OperatorCall(int index, int code, String name, Operator table, TensorTable tensors) {

  /** The tensor that an operator which takes an input there cannot do without. */
  int input(int position) {
    int tensor = position < table.inputsLength() ? table.inputs(position) : -1;
    if (tensor < 0) {
      throw mistake("it has no input " + position);
    }
    return tensor;
  }

  int output() {
    if (table.outputsLength() != 1) {
      throw mistake("it has " + table.outputsLength() + " outputs, not 1");
    }
    return table.outputs(0);
  }

  List<Integer> outputs() {
    List<Integer> outputs = new ArrayList<>();
    for (int i = 0; i < table.outputsLength(); i++) {
      outputs.add(table.outputs(i));
    }
    return outputs;
  }

  /** The inputs that are given; an optional one that is left out is -1 in the file. */
  List<Integer> inputs() {
    List<Integer> inputs = new ArrayList<>();
    for (int i = 0; i < table.inputsLength(); i++) {
      if (table.inputs(i) >= 0) {
        inputs.add(table.inputs(i));
      }
    }
    return inputs;
  }

  /** The inputs that the network computes. */
  List<Integer> activations() {
    return inputs().stream().filter(t -> !tensors.isConstant(t)).toList();
  }

  TensorShape shape(int tensor) {
    return tensors.activation(tensor);
  }

  /**
   * The operator's options; where it carries none, all are at their defaults.
   *
   * @param type their number in BuiltinOptions
   * @param view where to read them through
   * @param root reads them from a buffer of their own
   */
  <T extends Table> T options(int type, T view, Function<ByteBuffer, T> root) {
    if (table.builtinOptionsType() == BuiltinOptions.NONE) {
      return root.apply(emptyTable());
    }
    if (table.builtinOptionsType() != type || table.builtinOptions(view) == null) {
      throw mistake("it does not carry " + view.getClass().getSimpleName());
    }
    return view;
  }

  /** A flatbuffer of one table, all of whose fields are left out. */
  private static ByteBuffer emptyTable() {
    ByteBuffer bytes = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    return bytes.putInt(0, 8).putShort(4, (short) 4).putShort(6, (short) 4).putInt(8, 4);
  }

  /** The padding of a window by its number in the schema. */
  Padding padding(byte padding) {
    return switch (padding) {
      case org.tensorflow.lite.schema.Padding.SAME -> Padding.SAME;
      case org.tensorflow.lite.schema.Padding.VALID -> Padding.VALID;
      default -> throw mistake("padding " + padding + " is unknown");
    };
  }

  /** The activation that is fused into the operator, by its number in the schema. */
  Activation activation(byte fused) {
    return switch (fused) {
      case ActivationFunctionType.NONE -> Activation.NONE;
      case ActivationFunctionType.RELU -> Activation.RELU;
      case ActivationFunctionType.RELU_N1_TO_1 -> Activation.RELU_N1_TO_1;
      case ActivationFunctionType.RELU6 -> Activation.RELU6;
      case ActivationFunctionType.TANH -> Activation.TANH;
      default -> throw mistake("fused activation " + fused + " is not known");
    };
  }

  TfliteException mistake(String reason) {
    return new TfliteException("operator " + index + " (" + name + "): " + reason);
  }
}
