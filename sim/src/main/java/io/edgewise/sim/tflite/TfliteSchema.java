package io.edgewise.sim.tflite;

import io.edgewise.sim.tflite.TableLayout.Field;
import io.edgewise.sim.tflite.TableLayout.Nested;
import io.edgewise.sim.tflite.TableLayout.Numbers;
import io.edgewise.sim.tflite.TableLayout.Scalar;
import io.edgewise.sim.tflite.TableLayout.Tables;
import io.edgewise.sim.tflite.TableLayout.Text;
import io.edgewise.sim.tflite.TableLayout.Union;
import java.util.HashMap;
import java.util.Map;
import org.tensorflow.lite.schema.BuiltinOptions;

/**
 * The parts of TFLite's flatbuffer schema that are read here, by field number (tensorflow
 * lite/schema/schema.fbs, version 3). Every field that the reader asks for must stand here, for
 * only these are verified.
 */
final class TfliteSchema {

  /** Bytes 4 to 7 of every file. */
  static final String IDENTIFIER = "TFL3";

  private static final Field BYTE = new Scalar(1);
  private static final Field INT = new Scalar(4);
  private static final Field INTS = new Numbers(4, false);
  private static final Field TEXT = new Text();

  private static final Map<Integer, TableLayout> OPTIONS =
      Map.of(
          (int) BuiltinOptions.TransposeConvOptions,
          table("TransposeConvOptions", BYTE, INT, INT, BYTE),
          (int) BuiltinOptions.Conv2DOptions,
          table("Conv2DOptions", BYTE, INT, INT, BYTE, INT, INT),
          (int) BuiltinOptions.DepthwiseConv2DOptions,
          table("DepthwiseConv2DOptions", BYTE, INT, INT, INT, BYTE, INT, INT),
          (int) BuiltinOptions.Pool2DOptions,
          table("Pool2DOptions", BYTE, INT, INT, INT, INT, BYTE),
          (int) BuiltinOptions.FullyConnectedOptions,
          table("FullyConnectedOptions", BYTE, BYTE),
          (int) BuiltinOptions.ConcatenationOptions,
          table("ConcatenationOptions", INT, BYTE),
          (int) BuiltinOptions.AddOptions,
          table("AddOptions", BYTE),
          (int) BuiltinOptions.SubOptions,
          table("SubOptions", BYTE),
          (int) BuiltinOptions.MulOptions,
          table("MulOptions", BYTE));

  /** opcode_index, inputs, outputs, builtin_options_type, builtin_options. */
  private static final TableLayout OPERATOR =
      table("Operator", INT, INTS, INTS, BYTE, new Union(OPTIONS));

  /** scale, zero_point; the ranges before them are not read. */
  private static final TableLayout QUANTIZATION =
      new TableLayout("QuantizationParameters", Map.of(2, INTS, 3, new Numbers(8, false)));

  /** shape, type, buffer, name, quantization, is_variable, sparsity, shape_signature. */
  private static final TableLayout TENSOR =
      new TableLayout(
          "Tensor",
          Map.of(
              0,
              INTS,
              1,
              BYTE,
              2,
              INT,
              3,
              TEXT,
              4,
              new Nested(QUANTIZATION),
              5,
              BYTE,
              6,
              new Nested(table("Sparsity")),
              7,
              INTS));

  /** tensors, inputs, outputs, operators. */
  private static final TableLayout SUB_GRAPH =
      table("SubGraph", new Tables(TENSOR), INTS, INTS, new Tables(OPERATOR));

  /** deprecated_builtin_code, custom_code, version, builtin_code. */
  private static final TableLayout OPERATOR_CODE = table("OperatorCode", BYTE, TEXT, INT, INT);

  private static final TableLayout BUFFER = table("Buffer", new Numbers(1, true));

  /** version, operator_codes, subgraphs, description, buffers. */
  static final TableLayout MODEL =
      table(
          "Model", INT, new Tables(OPERATOR_CODE), new Tables(SUB_GRAPH), TEXT, new Tables(BUFFER));

  private TfliteSchema() {}

  /** A table whose fields are numbered from 0. */
  private static TableLayout table(String name, Field... fields) {
    Map<Integer, Field> numbered = new HashMap<>();
    for (int i = 0; i < fields.length; i++) {
      numbered.put(i, fields[i]);
    }
    return new TableLayout(name, numbered);
  }
}
