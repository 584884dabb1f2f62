package io.edgewise.sim.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.lite.schema.ActivationFunctionType;
import org.tensorflow.lite.schema.BufferT;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.BuiltinOptionsUnion;
import org.tensorflow.lite.schema.Conv2DOptionsT;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.ModelT;
import org.tensorflow.lite.schema.OperatorCodeT;
import org.tensorflow.lite.schema.OperatorT;
import org.tensorflow.lite.schema.Padding;
import org.tensorflow.lite.schema.Pool2DOptionsT;
import org.tensorflow.lite.schema.QuantizationParametersT;
import org.tensorflow.lite.schema.SubGraphT;
import org.tensorflow.lite.schema.TensorT;
import org.tensorflow.lite.schema.TensorType;

/** Writes small TFLite models, right or wrong, for tests. */
public final class ModelSketch {

  private final List<OperatorCodeT> codes = new ArrayList<>();
  private final List<TensorT> tensors = new ArrayList<>();
  private final List<BufferT> buffers = new ArrayList<>(List.of(buffer(0)));
  private final List<OperatorT> operators = new ArrayList<>();

  /** An input of 8 x 8 x 3, a convolution to 8 channels with stride 2, a maximum over 2 x 2. */
  public static ModelSketch convolutionAndPooling() {
    ModelSketch sketch = new ModelSketch();
    int input = sketch.activation("image", 1, 8, 8, 3);
    int kernel = sketch.weights("conv/kernel", 8, 3, 3, 3);
    int bias = sketch.constant("conv/bias", TensorType.INT32, new int[8 * 4], 8);
    int features = sketch.activation("conv/Relu6", 1, 4, 4, 8);
    int pooled = sketch.activation("pool", 1, 2, 2, 8);
    sketch.convolution(2, Padding.SAME, input, kernel, bias, features);
    sketch.maxPool(2, features, pooled);
    return sketch;
  }

  public int activation(String name, int... shape) {
    return tensor(name, TensorType.INT8, 0, shape);
  }

  public int weights(String name, int... shape) {
    int size = 1;
    for (int extent : shape) {
      size *= extent;
    }
    return constant(name, TensorType.INT8, new int[size], shape);
  }

  public int integers(String name, int... values) {
    return constant(name, TensorType.INT32, littleEndian(values), values.length);
  }

  public int constant(String name, byte type, int[] data, int... shape) {
    BufferT buffer = buffer(data.length);
    buffer.setData(data);
    buffers.add(buffer);
    return tensor(name, type, buffers.size() - 1, shape);
  }

  public int tensor(String name, byte type, int buffer, int... shape) {
    TensorT tensor = new TensorT();
    tensor.setName(name);
    tensor.setType(type);
    tensor.setBuffer(buffer);
    tensor.setShape(shape);
    tensors.add(tensor);
    return tensors.size() - 1;
  }

  public TensorT tensor(int index) {
    return tensors.get(index);
  }

  public OperatorT operator(int index) {
    return operators.get(index);
  }

  public void convolution(int stride, byte padding, int input, int kernel, int bias, int output) {
    Conv2DOptionsT options = new Conv2DOptionsT();
    options.setPadding(padding);
    options.setStrideH(stride);
    options.setStrideW(stride);
    options.setFusedActivationFunction(ActivationFunctionType.RELU6);
    operator(
        BuiltinOperator.CONV_2D,
        union(BuiltinOptions.Conv2DOptions, options),
        new int[] {input, kernel, bias},
        output);
  }

  public void maxPool(int size, int input, int output) {
    Pool2DOptionsT options = new Pool2DOptionsT();
    options.setPadding(Padding.VALID);
    options.setFilterHeight(size);
    options.setFilterWidth(size);
    options.setStrideH(size);
    options.setStrideW(size);
    operator(
        BuiltinOperator.MAX_POOL_2D,
        union(BuiltinOptions.Pool2DOptions, options),
        new int[] {input},
        output);
  }

  public void operator(
      int builtin, @Nullable BuiltinOptionsUnion options, int[] inputs, int... outputs) {
    operator(builtin, null, options, inputs, outputs);
  }

  /** Another version of an operator's form than the first. */
  public void version(int operator, int version) {
    codes.get(operator).setVersion(version);
  }

  /** Scales of a tensor, one for all or one a channel, with a zero point each. */
  public void quantize(int tensor, float[] scales, long... zeroPoints) {
    QuantizationParametersT quantization = new QuantizationParametersT();
    quantization.setScale(scales);
    quantization.setZeroPoint(zeroPoints);
    tensors.get(tensor).setQuantization(quantization);
  }

  public void custom(String name, int[] inputs, int... outputs) {
    operator(BuiltinOperator.CUSTOM, name, null, inputs, outputs);
  }

  private void operator(
      int builtin,
      @Nullable String custom,
      @Nullable BuiltinOptionsUnion options,
      int[] inputs,
      int... outputs) {
    OperatorCodeT code = new OperatorCodeT();
    code.setBuiltinCode(builtin);
    code.setDeprecatedBuiltinCode((byte) Math.min(builtin, 127));
    code.setCustomCode(custom);
    codes.add(code);
    OperatorT operator = new OperatorT();
    operator.setOpcodeIndex(codes.size() - 1);
    operator.setBuiltinOptions(options);
    operator.setInputs(inputs);
    operator.setOutputs(outputs);
    operators.add(operator);
  }

  public static BuiltinOptionsUnion union(byte type, Object options) {
    BuiltinOptionsUnion union = new BuiltinOptionsUnion();
    union.setType(type);
    union.setValue(options);
    return union;
  }

  /** The file of the network from tensor 0 to the last operator's output. */
  public ByteBuffer file() {
    int[] outputs = operators.get(operators.size() - 1).getOutputs();
    return file(subgraph(new int[] {0}, outputs));
  }

  public SubGraphT subgraph(int[] inputs, int[] outputs) {
    SubGraphT graph = new SubGraphT();
    graph.setTensors(tensors.toArray(new TensorT[0]));
    graph.setOperators(operators.toArray(new OperatorT[0]));
    graph.setInputs(inputs);
    graph.setOutputs(outputs);
    return graph;
  }

  public ByteBuffer file(SubGraphT... graphs) {
    ModelT model = new ModelT();
    model.setVersion(3);
    model.setOperatorCodes(codes.toArray(new OperatorCodeT[0]));
    model.setSubgraphs(graphs);
    model.setBuffers(buffers.toArray(new BufferT[0]));
    FlatBufferBuilder builder = new FlatBufferBuilder();
    Model.finishModelBuffer(builder, Model.pack(builder, model));
    return ByteBuffer.wrap(builder.sizedByteArray());
  }

  private static BufferT buffer(int bytes) {
    BufferT buffer = new BufferT();
    buffer.setData(new int[bytes]);
    return buffer;
  }

  private static int[] littleEndian(int[] values) {
    int[] bytes = new int[4 * values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = values[i / 4] >>> 8 * (i % 4) & 0xff;
    }
    return bytes;
  }
}
