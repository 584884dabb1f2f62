package io.edgewise.sim.workload.networks;

import io.edgewise.sim.workload.Activation;
import io.edgewise.sim.workload.Padding;
import io.edgewise.sim.workload.Window;

/**
 * One step of a branch of an Inception module; the modules are tables of these.
 *
 * <p>Names follow TF-slim: {@code Mixed_5b/Branch_1/Conv2d_0b_3x3} is the second step.
 */
@FunctionalInterface
interface Branch {

  /**
   * Appends the step.
   *
   * @param position letter of the step in its branch
   * @return the index of its output
   */
  int append(NetworkBuilder net, String scope, char position, int from);

  /** A k x k convolution with ReLU, SAME padding, stride 1. */
  static Branch conv(int kernel, int channels) {
    return conv(kernel, kernel, channels);
  }

  static Branch conv(int height, int width, int channels) {
    return conv(new Window(height, width, 1, 1, 1, 1, Padding.SAME), channels);
  }

  static Branch conv(Window window, int channels) {
    return (net, scope, position, from) ->
        net.conv(name(scope, "Conv2d", position, window), from, window, channels, Activation.RELU);
  }

  static Branch maxPool(Window window) {
    return (net, scope, position, from) ->
        net.maxPool(name(scope, "MaxPool", position, window), from, window);
  }

  /** An average over 3x3 at stride 1. */
  static Branch averagePool() {
    Window window = Window.same(3, 1);
    return (net, scope, position, from) ->
        net.averagePool(name(scope, "AvgPool", position, window), from, window);
  }

  /** Two convolutions side by side, their outputs concatenated. */
  static Branch fork(Branch left, Branch right) {
    return (net, scope, position, from) ->
        net.concat(
            scope + "/concat",
            left.append(net, scope, position, from),
            right.append(net, scope, (char) (position + 1), from));
  }

  private static String name(String scope, String kind, char position, Window window) {
    return scope
        + "/"
        + kind
        + "_0"
        + position
        + "_"
        + window.kernelHeight()
        + "x"
        + window.kernelWidth();
  }
}
