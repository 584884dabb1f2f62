package io.edgewise.sim.workload.networks;

import io.edgewise.sim.workload.Activation;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.TensorShape;
import io.edgewise.sim.workload.Window;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Chains of equal layers, the vocabulary of micro-benchmarks: {@code chain:conv3x3:128x5@64} is
 * five 3x3 convolutions of 128 channels on 64 x 64 positions of three channels, {@code
 * chain:depthwise5x5:128x5@64} a 1x1 convolution to 128 channels and five depthwise ones, {@code
 * chain:dense:1024x4@64:10} four dense layers of 1,024 outputs behind 64 inputs and one of 10. Its
 * layers may also be {@code grouped3x3} (convolutions in four groups), {@code averagepool3x3},
 * {@code maximumpool3x3}, {@code add} (of what the widening convolution gave) and {@code sigmoid},
 * behind a 1x1 convolution like depthwise ones; with {@code :10} at its end it ends in a mean over
 * all positions and a dense layer of 10 classes. All convolutions and dense layers but the last
 * dense one have a ReLU.
 */
final class Chains {

  static final String PREFIX = "chain:";

  private static final Pattern PLANE =
      Pattern.compile(
          "chain:(conv|depthwise|grouped|averagepool|maximumpool)([1-9])x\\2:([1-9]\\d{0,3})x([1-9]\\d{0,2})@([1-9]\\d{0,3})(?::([1-9]\\d{0,4}))?");

  private static final Pattern ELEMENTWISE =
      Pattern.compile(
          "chain:(add|sigmoid):([1-9]\\d{0,3})x([1-9]\\d{0,2})@([1-9]\\d{0,3})(?::([1-9]\\d{0,4}))?");

  /** Groups of a convolution in groups; its channels are a multiple. */
  private static final int GROUPS = 4;

  private static final Pattern DENSE =
      Pattern.compile(
          "chain:dense:([1-9]\\d{0,4})x([1-9]\\d{0,2})@([1-9]\\d{0,4}):([1-9]\\d{0,4})");

  private Chains() {}

  /**
   * Builds a chain.
   *
   * @throws IllegalArgumentException if its name is of no known form
   */
  static LayerGraph build(String name) {
    Matcher plane = PLANE.matcher(name);
    if (plane.matches()) {
      return plane(name, plane);
    }
    Matcher elementwise = ELEMENTWISE.matcher(name);
    if (elementwise.matches()) {
      return elementwise(name, elementwise);
    }
    Matcher dense = DENSE.matcher(name);
    if (dense.matches()) {
      return dense(name, dense);
    }
    throw new IllegalArgumentException(
        "network "
            + name
            + " is no chain; allowed are chain:conv3x3:CHANNELSxLAYERS@RESOLUTION,"
            + " chain:depthwise3x3:CHANNELSxLAYERS@RESOLUTION (kernels from 1 to 9; also grouped,"
            + " averagepool, maximumpool), chain:add:CHANNELSxLAYERS@RESOLUTION (also sigmoid) and"
            + " chain:dense:OUTPUTSxLAYERS@INPUTS:CLASSES");
  }

  private static LayerGraph plane(String name, Matcher form) {
    int kernel = number(form, 2);
    int channels = number(form, 3);
    NetworkBuilder net = new NetworkBuilder(name, number(form, 5));
    String kind = form.group(1);
    if (kind.equals("grouped") && channels % GROUPS != 0) {
      throw new IllegalArgumentException(
          "network " + name + ": " + channels + " channels are no multiple of its 4 groups");
    }
    int at = kind.equals("conv") ? net.input() : widened(net, channels);
    Window window = Window.same(kernel, 1);
    for (int layer = 1; layer <= number(form, 4); layer++) {
      String label = kind + "_" + layer;
      at =
          switch (kind) {
            case "depthwise" -> net.depthwise(label, at, kernel, 1, Activation.RELU);
            case "grouped" ->
                net.groupedConv(label, at, kernel, 1, channels, GROUPS, Activation.RELU);
            case "averagepool" -> net.averagePool(label, at, window);
            case "maximumpool" -> net.maxPool(label, at, window);
            default -> net.conv(label, at, kernel, 1, channels, Activation.RELU);
          };
    }
    return classified(net, at, form.group(6));
  }

  /** A network that ends in its last layer, or in a mean and a dense layer where it has classes. */
  private static LayerGraph classified(NetworkBuilder net, int at, @Nullable String classes) {
    if (classes != null) {
      int mean = net.globalAverage("mean", at);
      net.dense("classes", mean, Integer.parseInt(classes), Activation.NONE);
    }
    return net.graph();
  }

  private static int widened(NetworkBuilder net, int channels) {
    return net.conv("widen", net.input(), 1, 1, channels, Activation.RELU);
  }

  private static LayerGraph elementwise(String name, Matcher form) {
    NetworkBuilder net = new NetworkBuilder(name, number(form, 4));
    int wide = widened(net, number(form, 2));
    int at = wide;
    for (int layer = 1; layer <= number(form, 3); layer++) {
      String label = form.group(1) + "_" + layer;
      at =
          form.group(1).equals("add")
              ? net.sum(label, at, wide, Activation.RELU)
              : net.activate(label, at, Activation.SIGMOID);
    }
    return classified(net, at, form.group(5));
  }

  private static LayerGraph dense(String name, Matcher form) {
    NetworkBuilder net = new NetworkBuilder(name, TensorShape.vector(number(form, 3)));
    int at = net.input();
    for (int layer = 1; layer <= number(form, 2); layer++) {
      at = net.dense("dense_" + layer, at, number(form, 1), Activation.RELU);
    }
    net.dense("classes", at, number(form, 4), Activation.NONE);
    return net.graph();
  }

  private static int number(Matcher form, int group) {
    return Integer.parseInt(form.group(group));
  }
}
