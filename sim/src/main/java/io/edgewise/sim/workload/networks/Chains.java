package io.edgewise.sim.workload.networks;

import io.edgewise.sim.workload.Activation;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.TensorShape;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Chains of equal layers, the vocabulary of micro-benchmarks: {@code chain:conv3x3:128x5@64} is
 * five 3x3 convolutions of 128 channels on 64 x 64 positions of three channels, {@code
 * chain:depthwise5x5:128x5@64} a 1x1 convolution to 128 channels and five depthwise ones, {@code
 * chain:dense:1024x4@64:10} four dense layers of 1,024 outputs behind 64 inputs and one of 10. All
 * but the last dense layer have a ReLU.
 */
final class Chains {

  static final String PREFIX = "chain:";

  private static final Pattern PLANE =
      Pattern.compile(
          "chain:(conv|depthwise)([1-9])x\\2:([1-9]\\d{0,3})x([1-9]\\d{0,2})@([1-9]\\d{0,3})");

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
    Matcher dense = DENSE.matcher(name);
    if (dense.matches()) {
      return dense(name, dense);
    }
    throw new IllegalArgumentException(
        "network "
            + name
            + " is no chain; allowed are chain:conv3x3:CHANNELSxLAYERS@RESOLUTION,"
            + " chain:depthwise3x3:CHANNELSxLAYERS@RESOLUTION (kernels from 1 to 9) and"
            + " chain:dense:OUTPUTSxLAYERS@INPUTS:CLASSES");
  }

  private static LayerGraph plane(String name, Matcher form) {
    int kernel = number(form, 2);
    int channels = number(form, 3);
    NetworkBuilder net = new NetworkBuilder(name, number(form, 5));
    boolean depthwise = form.group(1).equals("depthwise");
    int at =
        depthwise ? net.conv("widen", net.input(), 1, 1, channels, Activation.RELU) : net.input();
    for (int layer = 1; layer <= number(form, 4); layer++) {
      at =
          depthwise
              ? net.depthwise("depthwise_" + layer, at, kernel, 1, Activation.RELU)
              : net.conv("conv_" + layer, at, kernel, 1, channels, Activation.RELU);
    }
    return net.graph();
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
