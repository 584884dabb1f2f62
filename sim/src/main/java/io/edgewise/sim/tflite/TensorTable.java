package io.edgewise.sim.tflite;

import io.edgewise.sim.placement.Quantization;
import io.edgewise.sim.workload.TensorShape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.lite.schema.Buffer;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.QuantizationParameters;
import org.tensorflow.lite.schema.SubGraph;
import org.tensorflow.lite.schema.Tensor;
import org.tensorflow.lite.schema.TensorType;

/** The tensors of one subgraph, with every bound checked that a reader relies on. */
final class TensorTable {

  private static final int MAX_TENSORS = 100_000;

  /** A tensor of 256 M elements belongs to no network for an edge accelerator. */
  private static final long MAX_ELEMENTS = 1L << 28;

  /** TFLite's own limit. */
  private static final int MAX_DIMENSIONS = 8;

  private static final int MAX_NAME_BYTES = 200;

  private final Model model;
  private final SubGraph graph;
  private final Set<Integer> constants = new HashSet<>();
  private long constantBytes;
  private int images = 1;

  TensorTable(Model model, SubGraph graph) {
    this.model = model;
    this.graph = graph;
    if (graph.tensorsLength() > MAX_TENSORS) {
      throw new TfliteException(
          "it has " + graph.tensorsLength() + " tensors; allowed are " + MAX_TENSORS);
    }
    Set<Long> counted = new HashSet<>();
    for (int i = 0; i < graph.tensorsLength(); i++) {
      Tensor tensor = graph.tensors(i);
      if (tensor.shapeLength() > MAX_DIMENSIONS) {
        throw new TfliteException(
            "tensor "
                + name(i)
                + " has "
                + tensor.shapeLength()
                + " dimensions; allowed are "
                + MAX_DIMENSIONS);
      }
      long held = buffer(i, tensor).dataLength();
      if (held > 0 && elementBytes(tensor.type()) > 0) {
        requireHeld(i, tensor, held);
        constants.add(i);
        constantBytes += counted.add(tensor.buffer()) ? held : 0;
      }
    }
  }

  /** Refuses sparse tensors, whose buffers hold only what is not zero. */
  void requireDense() {
    for (int i = 0; i < graph.tensorsLength(); i++) {
      if (isConstant(i) && graph.tensors(i).sparsity() != null) {
        throw new TfliteException("tensor " + name(i) + " is sparse; only dense ones can be read");
      }
    }
  }

  /** Bytes of all constant tensors; a buffer that tensors share is counted once. */
  long constantBytes() {
    return constantBytes;
  }

  /** Returns whether the tensor's values are in the file, or follow from such tensors. */
  boolean isConstant(int tensor) {
    return constants.contains(require(tensor));
  }

  /** Notes a tensor that an operator computes from constants only. */
  void markConstant(int tensor) {
    if (!(elements(require(tensor)) <= MAX_ELEMENTS)) {
      throw damaged(
          tensor, extents(tensor), "a constant has at most " + MAX_ELEMENTS + " elements");
    }
    constants.add(tensor);
  }

  byte type(int tensor) {
    return graph.tensors(require(tensor)).type();
  }

  /** The tensor's name, fit to be printed. */
  String name(int tensor) {
    String name = printable(graph.tensors(require(tensor)).nameAsByteBuffer());
    return name.isEmpty() ? "tensor_" + tensor : name;
  }

  /** A text from the file: of bounded length, without control characters or malformed ones. */
  static String printable(@Nullable ByteBuffer utf8) {
    if (utf8 == null) {
      return "";
    }
    boolean cut = utf8.remaining() > MAX_NAME_BYTES;
    ByteBuffer bytes = cut ? utf8.slice(utf8.position(), MAX_NAME_BYTES) : utf8.duplicate();
    String text = StandardCharsets.UTF_8.decode(bytes).toString().replaceAll("\\p{Cntrl}", "?");
    return cut ? text + "…" : text;
  }

  /** The declared extents. */
  int[] extents(int tensor) {
    Tensor table = graph.tensors(require(tensor));
    int[] extents = new int[table.shapeLength()];
    for (int i = 0; i < extents.length; i++) {
      extents[i] = table.shape(i);
    }
    return extents;
  }

  /**
   * The largest over the smallest of the scales of a tensor, at least 1; 0 if it has none, or none
   * that scales could be.
   */
  double scaleSpread(int tensor) {
    QuantizationParameters quantization = graph.tensors(require(tensor)).quantization();
    int count = quantization == null ? 0 : quantization.scaleLength();
    double least = Double.MAX_VALUE;
    double most = 0;
    for (int i = 0; i < count; i++) {
      least = Math.min(least, quantization.scale(i));
      most = Math.max(most, quantization.scale(i));
    }
    return most > 0 && least > 0 ? most / least : 0;
  }

  /** The tensor's scales and zero points as the file has them. */
  Quantization quantization(int tensor) {
    QuantizationParameters table = graph.tensors(require(tensor)).quantization();
    if (table == null) {
      return Quantization.NONE;
    }
    float[] scales = new float[table.scaleLength()];
    for (int i = 0; i < scales.length; i++) {
      scales[i] = table.scale(i);
    }
    long[] zeroPoints = new long[Math.min(scales.length, table.zeroPointLength())];
    for (int i = 0; i < zeroPoints.length; i++) {
      zeroPoints[i] = table.zeroPoint(i);
    }
    return new Quantization(scales, zeroPoints);
  }

  /** Tells whether the tensor keeps its values from one inference to the next. */
  boolean isVariable(int tensor) {
    return graph.tensors(require(tensor)).isVariable();
  }

  /**
   * Notes how many images the network takes at once: the first extent of all inputs, if they agree
   * on it.
   */
  void batchOf(List<Integer> inputs) {
    images = batch(inputs.get(0));
    for (int input : inputs) {
      images = batch(input) == images ? images : 1;
    }
  }

  private int batch(int tensor) {
    int[] extents = extents(tensor);
    return extents.length > 1 ? Math.max(1, extents[0]) : 1;
  }

  /** Images that the network takes at once. */
  int images() {
    return images;
  }

  /**
   * The shape of an activation, for one image. Four dimensions are batch, height, width, channels;
   * of fewer, the last is channels and the first is the batch if there are two or three. What lies
   * before height, or stands in the place of the batch and is none, counts as height (or width, if
   * there is no height): the rows of a flattened tensor.
   */
  TensorShape activation(int tensor) {
    int[] extents = extents(tensor);
    try {
      return checked(tensor, innermost(extents));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw damaged(tensor, extents, String.valueOf(e.getMessage()));
    }
  }

  private TensorShape innermost(int[] extents) {
    int rank = extents.length;
    int[] own = rank > 1 ? withoutBatch(extents) : extents;
    int last = own.length;
    int outer = 1;
    for (int i = 0; i < last - 3; i++) {
      outer = Math.multiplyExact(outer, own[i]);
    }
    return new TensorShape(
        last > 2 ? Math.multiplyExact(outer, own[last - 3]) : 1,
        last > 1 ? own[last - 2] : 1,
        last > 0 ? own[last - 1] : 1);
  }

  /** The extents of one image: without the batch, or with the images' share of the rows. */
  private int[] withoutBatch(int[] extents) {
    if (extents[0] == images) {
      return Arrays.copyOfRange(extents, 1, extents.length);
    }
    if (extents[0] % images != 0) {
      throw new IllegalArgumentException(
          "its first extent is no multiple of the " + images + " images of the inputs");
    }
    int[] own = extents.clone();
    own[0] /= images;
    return own;
  }

  private TensorShape checked(int tensor, TensorShape shape) {
    if (shape.elements() > MAX_ELEMENTS) {
      throw damaged(
          tensor, extents(tensor), "an activation has at most " + MAX_ELEMENTS + " elements");
    }
    return shape;
  }

  /** The shape of a constant operand, or nothing if more than three of its extents are not 1. */
  Optional<TensorShape> constant(int tensor) {
    int[] extents = extents(tensor);
    int rank = extents.length;
    if (IntStream.range(0, rank - 3).anyMatch(i -> extents[i] != 1)) {
      return Optional.empty();
    }
    return Optional.of(
        new TensorShape(
            rank > 2 ? extents[rank - 3] : 1,
            rank > 1 ? extents[rank - 2] : 1,
            rank > 0 ? extents[rank - 1] : 1));
  }

  /** Returns whether a dimension other than the batch is declared unknown. */
  boolean isDynamic(int tensor) {
    Tensor table = graph.tensors(require(tensor));
    return IntStream.range(1, table.shapeSignatureLength())
        .anyMatch(i -> table.shapeSignature(i) < 0);
  }

  /**
   * The values of a small constant integer tensor.
   *
   * @throws TfliteException if it is not constant, not of integers, or has more than {@code limit}
   */
  int[] integers(int tensor, int limit) {
    Tensor table = graph.tensors(require(tensor));
    int size = elementBytes(table.type());
    ByteBuffer data = buffer(tensor, table).dataAsByteBuffer();
    boolean integers = table.type() == TensorType.INT32 || table.type() == TensorType.INT64;
    if (data == null || !integers || data.remaining() > limit * size) {
      throw new TfliteException(
          "tensor " + name(tensor) + " is not a constant of at most " + limit + " integers");
    }
    data.order(ByteOrder.LITTLE_ENDIAN);
    int[] values = new int[data.remaining() / size];
    for (int i = 0; i < values.length; i++) {
      int at = data.position() + i * size;
      long value = size == 4 ? data.getInt(at) : data.getLong(at);
      values[i] = (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, value));
    }
    return values;
  }

  /** The values of a constant of a few integers; none if it is something else. */
  List<Integer> fewIntegers(int tensor, int limit) {
    byte type = type(tensor);
    boolean integers = type == TensorType.INT32 || type == TensorType.INT64;
    Tensor table = graph.tensors(tensor);
    return integers
            && buffer(tensor, table).dataLength() <= limit * elementBytes(type)
            && buffer(tensor, table).dataLength() > 0
        ? Arrays.stream(integers(tensor, limit)).boxed().toList()
        : List.of();
  }

  private Buffer buffer(int index, Tensor tensor) {
    if (tensor.buffer() >= model.buffersLength()) {
      throw new TfliteException(
          "the file is damaged: tensor "
              + index
              + " lies in buffer "
              + tensor.buffer()
              + " of "
              + model.buffersLength());
    }
    return model.buffers((int) tensor.buffer());
  }

  /** A constant must hold exactly what its shape declares. */
  private void requireHeld(int index, Tensor tensor, long held) {
    if (tensor.sparsity() != null) {
      return; // It holds what is not zero.
    }
    double elements = elements(index);
    double declared =
        tensor.type() == TensorType.INT4
            ? Math.ceil(elements / 2)
            : elements * elementBytes(tensor.type());
    if (declared != held) {
      throw damaged(
          index,
          extents(index),
          String.format(
              Locale.ROOT,
              "that is %.0f bytes of %s, but its buffer holds %d",
              declared,
              TensorType.name(tensor.type()),
              held));
    }
  }

  /** Counts the tensor's elements as a double, which does not overflow. */
  private double elements(int tensor) {
    return Arrays.stream(extents(tensor)).asDoubleStream().reduce(1, (a, b) -> a * b);
  }

  private TfliteException damaged(int tensor, int[] extents, String reason) {
    return new TfliteException(
        "tensor " + name(tensor) + " " + Arrays.toString(extents) + ": " + reason);
  }

  /** The number of a tensor, if there is one of that number. */
  int require(int tensor) {
    if (tensor < 0 || tensor >= graph.tensorsLength()) {
      throw new TfliteException(
          "the file is damaged: there is no tensor " + tensor + " among " + graph.tensorsLength());
    }
    return tensor;
  }

  /** Bytes of an element; 0 for types whose tensors have no fixed size. */
  private static int elementBytes(byte type) {
    return switch (type) {
      case TensorType.UINT8, TensorType.INT8, TensorType.BOOL, TensorType.INT4 -> 1;
      case TensorType.FLOAT16, TensorType.INT16, TensorType.UINT16 -> 2;
      case TensorType.FLOAT32, TensorType.INT32, TensorType.UINT32 -> 4;
      case TensorType.FLOAT64, TensorType.INT64, TensorType.UINT64, TensorType.COMPLEX64 -> 8;
      case TensorType.COMPLEX128 -> 16;
      case TensorType.STRING, TensorType.RESOURCE, TensorType.VARIANT -> 0;
      default -> throw new TfliteException("the file is damaged: tensor type " + type);
    };
  }
}
