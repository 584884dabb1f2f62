package io.edgewise.search.quantization;

import io.edgewise.sim.workload.ElementwiseKind;
import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph.Node;
import io.edgewise.sim.workload.TensorShape;

/**
 * An addition or multiplication in integers (kernels/add.cc and mul.cc). With one rounding it is
 * the real result, rounded to the nearest integer.
 */
final class IntegerElementwise {

  /** Bits that an addition shifts its inputs left before they are scaled (kernels/add.cc). */
  private static final int LEFT_SHIFT = 20;

  private final TensorShape firstShape;
  private final TensorShape secondShape;
  private final TensorShape output;
  private final Quantization first;
  private final Quantization second;
  private final Quantization out;
  private final ClampRange clamp;
  private final Combination combination;

  @FunctionalInterface
  private interface Combination {
    int apply(int a, int b);
  }

  IntegerElementwise(
      Node node,
      Layer.Elementwise layer,
      Quantization first,
      Quantization second,
      Quantization out,
      Rounding rounding) {
    this.firstShape = node.inputShapes().get(0);
    this.secondShape = node.inputShapes().get(1);
    this.output = node.output();
    this.first = first;
    this.second = second;
    this.out = out;
    this.clamp = ClampRange.of(layer.activation(), out);
    boolean adds = layer.kind() == ElementwiseKind.ADD;
    if (rounding == Rounding.SINGLE) {
      this.combination = adds ? this::realSum : this::realProduct;
    } else {
      this.combination = adds ? sum() : product();
    }
  }

  byte[] apply(byte[] a, byte[] b) {
    byte[] result = new byte[Math.toIntExact(output.elements())];
    int channels = output.channels();
    for (int i = 0; i < result.length; i++) {
      int position = i / channels;
      int x = a[index(firstShape, position, i % channels)] - first.zeroPoint();
      int y = b[index(secondShape, position, i % channels)] - second.zeroPoint();
      result[i] = clamp.clamp(combination.apply(x, y) + out.zeroPoint());
    }
    return result;
  }

  static int index(TensorShape shape, int position, int channel) {
    return (shape.positions() == 1 ? 0 : position) * shape.channels()
        + (shape.channels() == 1 ? 0 : channel);
  }

  private Combination sum() {
    double twiceLargest = 2.0 * Math.max(first.scale(), second.scale());
    FixedPointMultiplier ofFirst = FixedPointMultiplier.of(first.scale() / twiceLargest);
    FixedPointMultiplier ofSecond = FixedPointMultiplier.of(second.scale() / twiceLargest);
    FixedPointMultiplier ofSum =
        FixedPointMultiplier.of(twiceLargest / ((1 << LEFT_SHIFT) * (double) out.scale()));
    return (a, b) ->
        ofSum.halfAway(ofFirst.halfAway(a << LEFT_SHIFT) + ofSecond.halfAway(b << LEFT_SHIFT));
  }

  private Combination product() {
    FixedPointMultiplier multiplier =
        FixedPointMultiplier.of(first.scale() * (double) second.scale() / out.scale());
    return (a, b) -> multiplier.halfAway(a * b);
  }

  private int realSum(int a, int b) {
    return (int) Math.rint((a * first.scale() + b * second.scale()) / out.scale());
  }

  private int realProduct(int a, int b) {
    return (int) Math.rint(a * first.scale() * (b * second.scale()) / out.scale());
  }
}
