package io.edgewise.sim.tflite;

import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.Operator;
import org.tensorflow.lite.schema.OperatorCode;

/** The codes of operators, which older files keep in another field, and their names. */
final class OperatorNames {

  private OperatorNames() {}

  /**
   * Returns the code of an operator.
   *
   * @param index of the operator, for the message
   * @throws TfliteException if the model has no such code
   */
  static OperatorCode entry(Model model, int index, Operator operator) {
    long code = operator.opcodeIndex();
    if (code >= model.operatorCodesLength()) {
      throw new TfliteException(
          "the file is damaged: operator "
              + index
              + " has code "
              + code
              + " of "
              + model.operatorCodesLength());
    }
    return model.operatorCodes((int) code);
  }

  static int builtin(OperatorCode entry) {
    return Math.max(entry.builtinCode(), entry.deprecatedBuiltinCode());
  }

  static boolean isCustom(OperatorCode entry) {
    return builtin(entry) == BuiltinOperator.CUSTOM;
  }

  /** TensorFlow Lite's name of the code, or the custom operator's own. */
  static String name(OperatorCode entry) {
    int builtin = builtin(entry);
    if (builtin == BuiltinOperator.CUSTOM) {
      String custom = TensorTable.printable(entry.customCodeAsByteBuffer());
      return custom.isEmpty() ? "custom operator" : custom;
    }
    return builtin >= 0 && builtin < BuiltinOperator.names.length
        ? BuiltinOperator.name(builtin)
        : "operator " + builtin;
  }
}
