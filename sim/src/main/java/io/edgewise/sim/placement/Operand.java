package io.edgewise.sim.placement;

import io.edgewise.sim.workload.TensorShape;
import java.util.ArrayList;
import java.util.List;

/**
 * An operand is a tensor that an operator of a file takes or makes.
 *
 * @param tensor its number in the file
 * @param name its name, fit to be printed
 * @param type the word for its elements in TensorFlow Lite's schema, such as {@code INT8}
 * @param extents its declared shape, batch first
 * @param origin where its values come from
 * @param isDynamic whether an extent is known only once the network runs; the batch left open does
 *     not count, for the compiler takes the extent that is declared beside it
 * @param values those of a constant of a few integers, such as axes; else empty
 */
public record Operand(
    int tensor,
    String name,
    String type,
    List<Integer> extents,
    Origin origin,
    boolean isDynamic,
    Quantization quantization,
    List<Integer> values) {

  /** An origin says where the values of a tensor come from. */
  public enum Origin {
    /** They are in the file, or follow from such tensors. */
    CONSTANT,
    /** They are kept from one inference to the next. */
    STATE,
    /** They are an input of the network. */
    INPUT,
    /** An operator makes them. */
    COMPUTED
  }

  public Operand {
    extents = List.copyOf(extents);
    values = List.copyOf(values);
  }

  /** The tensor for one of so many images; a constant is the same for all of them. */
  Operand ofOneImage(int images) {
    if (isConstant() || extents.isEmpty() || extents.get(0) != images) {
      return this;
    }
    List<Integer> ofOne = new ArrayList<>(extents);
    ofOne.set(0, 1);
    return new Operand(tensor, name, type, ofOne, origin, isDynamic, quantization, values);
  }

  boolean isConstant() {
    return origin == Origin.CONSTANT;
  }

  boolean isEightBit() {
    return type.equals("INT8") || type.equals("UINT8");
  }

  boolean isFloat() {
    return type.startsWith("FLOAT");
  }

  /** The number of elements as a double, which does not overflow. */
  double elements() {
    return extents.stream().mapToDouble(extent -> extent).reduce(1, (a, b) -> a * b);
  }

  /** The innermost three extents; what no shape can hold is the largest vector. */
  TensorShape shape() {
    TensorShape shape = TensorShape.vector(TensorShape.MAX_EXTENT);
    boolean fits = extents.stream().allMatch(e -> e >= 1 && e <= TensorShape.MAX_EXTENT);
    return fits && elements() <= TensorShape.MAX_ELEMENTS
        ? new TensorShape(fromLast(2), fromLast(1), fromLast(0))
        : shape;
  }

  private int fromLast(int back) {
    int at = extents.size() - 1 - back;
    return at < 0 ? 1 : extents.get(at);
  }

  /** The extents as text, such as {@code 1x224x224x3}. */
  public String shapeText() {
    return extents.isEmpty()
        ? "scalar"
        : String.join("x", extents.stream().map(String::valueOf).toList());
  }
}
