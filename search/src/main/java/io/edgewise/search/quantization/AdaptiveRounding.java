package io.edgewise.search.quantization;

import io.edgewise.search.seed.Seeds;
import io.edgewise.sim.workload.LayerGraph.Node;
import io.edgewise.sim.workload.TensorShape;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Adaptive rounding (arXiv 2004.10568): weights are rounded up or down so that the layer's outputs,
 * not its weights, change least on calibration images. For each output channel this is the
 * quadratic problem of section 3.2, equation 19,
 *
 * <pre>min over e of e' H e,  H = mean of x x',  e_i = floor(w_i / s) - w_i / s or that plus 1
 * </pre>
 *
 * <p>with the inputs x that the channel's weights meet. The paper relaxes it and follows its
 * gradient; here weights are flipped one after the other from the nearest integers on, as long as
 * the sum falls, which needs no rates and never makes a layer worse than it was. Inputs are those
 * of the float network. A layer with more than {@value #MOST_WEIGHTS} weights a channel stays as it
 * is: H has their square.
 */
final class AdaptiveRounding {

  /** Most weights of an output channel. */
  private static final int MOST_WEIGHTS = 2048;

  private static final int IMAGES = 256;

  /** Windows of a layer that are looked at, the same number of each image. */
  private static final int WINDOWS = 2048;

  /** A depthwise window has few weights a channel, and as many channels as there are. */
  private static final int DEPTHWISE_WINDOWS = 256;

  private static final int SWEEPS = 20;

  /** A flip that gains less is one of rounding in double. */
  private static final double LEAST_GAIN = 1e-9;

  private final FloatFilter floats;
  private final QuantizedFilter nearest;

  private AdaptiveRounding(FloatFilter floats, QuantizedFilter nearest) {
    this.floats = floats;
    this.nearest = nearest;
  }

  /**
   * The network with weights on the same scales, each rounded up or down.
   *
   * @param nearest the network quantised with weights rounded to the nearest
   * @param inference of the float network
   * @param images as the network takes them, HWC
   */
  static QuantizedNetwork round(
      FloatNetwork network,
      QuantizedNetwork nearest,
      FloatInference inference,
      List<float[]> images) {
    List<Node> nodes =
        network.graph().nodes().stream().filter(AdaptiveRounding::isRounded).toList();
    int seen = Math.min(IMAGES, images.size());
    List<List<float[][]>> windows =
        IntStream.range(0, seen)
            .parallel()
            .mapToObj(i -> windows(nodes, inference.run(images.get(i)), i, seen))
            .toList();
    return nearest.withFilters(
        (node, filter) -> {
          int at = nodes.indexOf(node);
          return at < 0
              ? filter
              : new AdaptiveRounding(network.filter(node), filter)
                  .round(windows.stream().flatMap(of -> Stream.of(of.get(at))).toList());
        });
  }

  private static boolean isRounded(Node node) {
    return DeployableLayers.hasFilter(node.layer())
        && (node.parameters() / node.output().channels() - 1) <= MOST_WEIGHTS;
  }

  private static List<float[][]> windows(
      List<Node> nodes, List<float[]> values, int image, int images) {
    return nodes.stream()
        .map(
            node ->
                windows(
                    node,
                    values.get(node.inputs().get(0)),
                    images,
                    new SplittableRandom(Seeds.mix(0, node.index(), image))))
        .toList();
  }

  /** Some windows of an input, padding as zeros: kernel position, channel. */
  private static float[][] windows(Node node, float[] input, int images, SplittableRandom random) {
    TensorShape output = node.output();
    boolean depthwise = DeployableLayers.layout(node.layer()) == FilterLayout.HWC;
    int positions = Math.toIntExact(output.positions());
    int wanted = Math.max(1, (depthwise ? DEPTHWISE_WINDOWS : WINDOWS) / images);
    int[] chosen =
        wanted >= positions
            ? IntStream.range(0, positions).toArray()
            : random.ints(wanted, 0, positions).toArray();
    return Arrays.stream(chosen)
        .mapToObj(at -> window(node, input, at / output.width(), at % output.width()))
        .toArray(float[][]::new);
  }

  private static float[] window(Node node, float[] input, int row, int column) {
    TensorShape shape = node.inputShapes().get(0);
    WindowWalk walk = new WindowWalk(DeployableLayers.window(node.layer()), shape, node.output());
    int kernels = walk.window().kernelHeight() * walk.window().kernelWidth();
    float[] window = new float[kernels * shape.channels()];
    walk.visit(
        row,
        column,
        (kernel, position) ->
            System.arraycopy(
                input,
                position * shape.channels(),
                window,
                kernel * shape.channels(),
                shape.channels()));
    return window;
  }

  private QuantizedFilter round(List<float[]> windows) {
    byte[] rounded = nearest.weights();
    int channels = nearest.outputChannels();
    if (nearest.layout() == FilterLayout.OHWI) {
      double[][] squares = squares(windows, 0, 1, nearest.weightsOfChannel());
      IntStream.range(0, channels).parallel().forEach(c -> round(c, squares, rounded));
    } else {
      IntStream.range(0, channels)
          .parallel()
          .forEach(
              c -> round(c, squares(windows, c, channels, nearest.weightsOfChannel()), rounded));
    }
    return nearest.withWeights(rounded);
  }

  /** The mean of x x' over windows, x being every step-th value from the first on. */
  private static double[][] squares(List<float[]> windows, int first, int step, int size) {
    double[][] squares = new double[size][size];
    IntStream.range(0, size)
        .parallel()
        .forEach(
            i -> {
              for (float[] window : windows) {
                double value = window[first + i * step];
                for (int j = 0; value != 0 && j < size; j++) {
                  squares[i][j] += value * window[first + j * step] / windows.size();
                }
              }
            });
    return squares;
  }

  /** Rounds the weights of one output channel, in place. */
  private void round(int channel, double[][] squares, byte[] rounded) {
    int size = squares.length;
    double[] slopes = new double[size]; // H e
    for (int i = 0; i < size; i++) {
      double error = rounded[index(channel, i)] - real(channel, i);
      for (int j = 0; j < size; j++) {
        slopes[j] += squares[i][j] * error;
      }
    }
    boolean falls = true;
    for (int sweep = 0; falls && sweep < SWEEPS; sweep++) {
      falls = false;
      for (int i = 0; i < size; i++) {
        int flip = flip(rounded[index(channel, i)], real(channel, i));
        double change = 2 * flip * slopes[i] + flip * flip * squares[i][i];
        if (change < -LEAST_GAIN * squares[i][i]) {
          rounded[index(channel, i)] += (byte) flip;
          for (int j = 0; j < size; j++) {
            slopes[j] += flip * squares[i][j];
          }
          falls = true;
        }
      }
    }
  }

  /** The step to the other integer beside a weight; 0 where there is none. */
  private static int flip(int integer, double real) {
    int other = integer > real ? integer - 1 : integer < real ? integer + 1 : integer;
    return Math.abs(other) > QuantizedFilter.LARGEST_WEIGHT ? 0 : other - integer;
  }

  private double real(int channel, int position) {
    return floats.weight(index(channel, position)) / (double) nearest.scale(channel);
  }

  private int index(int channel, int position) {
    return nearest
        .layout()
        .index(channel, position, nearest.outputChannels(), nearest.weightsOfChannel());
  }
}
