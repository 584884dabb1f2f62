package io.edgewise.search.export.onnx;

import io.edgewise.sim.workload.TensorShape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorProto.DataType;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.shade.protobuf.ByteString;

/** Collects constants and operators, then lays them out as a model. */
final class OnnxModel {

  /** The version of the format: that of ONNX 1.10. */
  private static final int IR_VERSION = 8;

  /** The version of the operators: the first with a scale a channel. */
  private static final int OPERATOR_SET = 13;

  private final GraphProto.Builder graph = GraphProto.newBuilder();

  /** Adds constant floats. */
  String floats(String name, float[] values, long... shape) {
    ByteBuffer bytes = littleEndian(values.length, Float.BYTES);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return constant(name, DataType.FLOAT, bytes.array(), shape);
  }

  /**
   * Adds constant 8-bit integers, as unsigned ones: shifted by 128, as zero points are, they mean
   * the same reals. Products of signed ones saturate in ONNX Runtime on a processor that has AVX2
   * but no VNNI (vpmaddubsw); products of unsigned ones are exact on every processor.
   */
  String bytes(String name, byte[] values, long... shape) {
    byte[] shifted = values.clone();
    for (int i = 0; i < shifted.length; i++) {
      shifted[i] = (byte) (values[i] - Byte.MIN_VALUE);
    }
    return constant(name, DataType.UINT8, shifted, shape);
  }

  /** Adds constant 32-bit integers. */
  String integers(String name, int[] values, long... shape) {
    ByteBuffer bytes = littleEndian(values.length, Integer.BYTES);
    for (int value : values) {
      bytes.putInt(value);
    }
    return constant(name, DataType.INT32, bytes.array(), shape);
  }

  /** Adds constant 64-bit integers, as operators take extents. */
  String extents(String name, long... values) {
    ByteBuffer bytes = littleEndian(values.length, Long.BYTES);
    for (long value : values) {
      bytes.putLong(value);
    }
    return constant(name, DataType.INT64, bytes.array(), values.length);
  }

  /** Adds an operator of one output, which it is named after. */
  String operator(String type, List<String> inputs, String output, AttributeProto... attributes) {
    operator(type, inputs, List.of(output), attributes);
    return output;
  }

  /** Adds an operator, named after its first output. */
  void operator(
      String type, List<String> inputs, List<String> outputs, AttributeProto... attributes) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(type)
            .setName(outputs.get(0))
            .addAllInput(inputs)
            .addAllOutput(outputs)
            .addAllAttribute(Arrays.asList(attributes)));
  }

  /** An attribute of whole numbers. */
  static AttributeProto attribute(String name, long... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
    for (long value : values) {
      attribute.addInts(value);
    }
    return attribute.build();
  }

  /** An attribute that is one whole number. */
  static AttributeProto number(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  /** Adds a tensor of floats to those that the model gives. */
  void output(String name, long... shape) {
    graph.addOutput(tensor(name, shape));
  }

  /**
   * The bytes of the model. The same calls give the same bytes: the format's messages have no maps.
   *
   * @param input the name of the image's tensor
   */
  byte[] finish(String name, String input, TensorShape image) {
    graph
        .setName(name)
        .addInput(
            tensor(input, 1, image.channels(), image.height(), image.width())
                .setDocString("(pixel - 128) / 128, NCHW"));
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .setProducerName("Edgewise")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPERATOR_SET))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  private static ValueInfoProto.Builder tensor(String name, long... shape) {
    TensorShapeProto.Builder extents = TensorShapeProto.newBuilder();
    for (long extent : shape) {
      extents.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(extent));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(DataType.FLOAT.getNumber())
                        .setShape(extents)));
  }

  private String constant(String name, DataType type, byte[] values, long... shape) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(type.getNumber())
            .setRawData(ByteString.copyFrom(values));
    for (long extent : shape) {
      tensor.addDims(extent);
    }
    graph.addInitializer(tensor);
    return name;
  }

  private static ByteBuffer littleEndian(int count, int bytes) {
    return ByteBuffer.allocate(count * bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
