package io.edgewise.search.export.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import io.edgewise.search.quantization.FilterLayout;
import io.edgewise.search.quantization.Quantization;
import io.edgewise.search.quantization.QuantizedFilter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.lite.schema.Buffer;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.Metadata;
import org.tensorflow.lite.schema.MetadataT;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.OperatorCode;
import org.tensorflow.lite.schema.OperatorCodeT;
import org.tensorflow.lite.schema.OperatorT;
import org.tensorflow.lite.schema.QuantizationParametersT;
import org.tensorflow.lite.schema.SubGraph;
import org.tensorflow.lite.schema.SubGraphT;
import org.tensorflow.lite.schema.TensorT;
import org.tensorflow.lite.schema.TensorType;

/** Collects tensors, constants and operators, then lays them out as a flatbuffer. */
final class TfliteModel {

  private static final int SCHEMA_VERSION = 3;

  /** The runtime asks this alignment, in bytes, of constants that it uses where they lie. */
  private static final int ALIGNMENT = 16;

  private final List<TensorT> tensors = new ArrayList<>();
  private final List<OperatorT> operators = new ArrayList<>();
  private final List<OperatorKind> kinds = new ArrayList<>();
  private final List<byte[]> buffers = new ArrayList<>(List.of(new byte[0]));

  /** Adds an int8 tensor that an operator computes. */
  int activation(String name, int[] shape, Quantization quantization) {
    return tensor(
        name, TensorType.INT8, 0, shape, scaled(quantization.scale(), quantization.zeroPoint()));
  }

  /** Adds a uint8 tensor. */
  int unsigned(String name, int[] shape, float scale, int zeroPoint) {
    return tensor(name, TensorType.UINT8, 0, shape, scaled(scale, zeroPoint));
  }

  /** Adds int8 weights with a scale an output channel. */
  int weights(String name, int[] shape, QuantizedFilter filter) {
    int dimension = filter.layout() == FilterLayout.OHWI ? 0 : 3;
    QuantizationParametersT quantization = scaled(filter.scales(), dimension);
    return tensor(name, TensorType.INT8, buffer(filter.weights()), shape, quantization);
  }

  /** Adds int32 biases, whose scales are those of input and weights multiplied. */
  int bias(String name, QuantizedFilter filter, float inputScale) {
    return tensor(
        name,
        TensorType.INT32,
        buffer(littleEndian(filter.biases())),
        new int[] {filter.outputChannels()},
        scaled(filter.biasScales(inputScale), 0));
  }

  /** Adds constant integers. */
  int integers(String name, int[] values, int... shape) {
    return tensor(name, TensorType.INT32, buffer(littleEndian(values)), shape, null);
  }

  void operator(OperatorKind kind, @Nullable Options options, int[] inputs, int... outputs) {
    if (!kinds.contains(kind)) {
      kinds.add(kind);
    }
    OperatorT operator = new OperatorT();
    operator.setOpcodeIndex(kinds.indexOf(kind));
    operator.setInputs(inputs);
    operator.setOutputs(outputs);
    if (options != null) {
      operator.setBuiltinOptions(options.union());
    }
    operators.add(operator);
  }

  /**
   * Lays the model out.
   *
   * @param metadata the bytes of its metadata table
   */
  byte[] finish(String name, int input, int output, byte[] metadata) {
    int metadataBuffer = buffer(metadata);
    FlatBufferBuilder builder =
        new FlatBufferBuilder(buffers.stream().mapToInt(b -> b.length + 64).sum() + (1 << 16));
    int[] data = new int[buffers.size()];
    for (int i = 0; i < data.length; i++) {
      data[i] = pack(builder, buffers.get(i));
    }
    int buffersOffset = Model.createBuffersVector(builder, data);
    int codes =
        Model.createOperatorCodesVector(
            builder, kinds.stream().mapToInt(kind -> pack(builder, kind)).toArray());
    int subgraph = SubGraph.pack(builder, subgraph(name, input, output));
    int subgraphs = Model.createSubgraphsVector(builder, new int[] {subgraph});
    int metadataOffset =
        Model.createMetadataVector(builder, new int[] {metadata(builder, metadataBuffer)});
    int description = builder.createString("Edgewise");
    Model.startModel(builder);
    Model.addVersion(builder, SCHEMA_VERSION);
    Model.addOperatorCodes(builder, codes);
    Model.addSubgraphs(builder, subgraphs);
    Model.addDescription(builder, description);
    Model.addBuffers(builder, buffersOffset);
    Model.addMetadata(builder, metadataOffset);
    Model.finishModelBuffer(builder, Model.endModel(builder));
    return builder.sizedByteArray();
  }

  private SubGraphT subgraph(String name, int input, int output) {
    SubGraphT subgraph = new SubGraphT();
    subgraph.setName(name);
    subgraph.setTensors(tensors.toArray(TensorT[]::new));
    subgraph.setOperators(operators.toArray(OperatorT[]::new));
    subgraph.setInputs(new int[] {input});
    subgraph.setOutputs(new int[] {output});
    return subgraph;
  }

  private static int metadata(FlatBufferBuilder builder, int buffer) {
    MetadataT metadata = new MetadataT();
    metadata.setName("TFLITE_METADATA");
    metadata.setBuffer(buffer);
    return Metadata.pack(builder, metadata);
  }

  /** Both fields of the code, for readers before and after the schema's version 3a. */
  private static int pack(FlatBufferBuilder builder, OperatorKind kind) {
    OperatorCodeT code = new OperatorCodeT();
    code.setBuiltinCode(kind.code());
    code.setDeprecatedBuiltinCode(
        (byte) Math.min(kind.code(), BuiltinOperator.PLACEHOLDER_FOR_GREATER_OP_CODES));
    code.setVersion(kind.version());
    return OperatorCode.pack(builder, code);
  }

  /** The generated createDataVector ignores the alignment that the schema asks for. */
  private static int pack(FlatBufferBuilder builder, byte[] data) {
    if (data.length == 0) {
      Buffer.startBuffer(builder);
      return Buffer.endBuffer(builder);
    }
    ByteBuffer space = builder.createUnintializedVector(1, data.length, ALIGNMENT);
    space.put(data);
    return Buffer.createBuffer(builder, builder.endVector());
  }

  private int buffer(byte[] data) {
    buffers.add(data);
    return buffers.size() - 1;
  }

  private int tensor(
      String name,
      byte type,
      int buffer,
      int[] shape,
      @Nullable QuantizationParametersT quantization) {
    TensorT tensor = new TensorT();
    tensor.setName(name);
    tensor.setType(type);
    tensor.setBuffer(buffer);
    tensor.setShape(shape);
    tensor.setHasRank(true);
    if (quantization != null) {
      tensor.setQuantization(quantization);
    }
    tensors.add(tensor);
    return tensors.size() - 1;
  }

  private static QuantizationParametersT scaled(float scale, int zeroPoint) {
    QuantizationParametersT quantization = new QuantizationParametersT();
    quantization.setScale(new float[] {scale});
    quantization.setZeroPoint(new long[] {zeroPoint});
    return quantization;
  }

  private static QuantizationParametersT scaled(float[] scales, int dimension) {
    QuantizationParametersT quantization = new QuantizationParametersT();
    quantization.setScale(scales);
    quantization.setZeroPoint(new long[scales.length]);
    quantization.setQuantizedDimension(dimension);
    return quantization;
  }

  private static byte[] littleEndian(int[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    IntStream.of(values).forEach(bytes::putInt);
    return bytes.array();
  }
}
