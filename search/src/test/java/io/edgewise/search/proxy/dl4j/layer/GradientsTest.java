package io.edgewise.search.proxy.dl4j.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgewise.search.proxy.dl4j.kernel.Activation;
import io.edgewise.search.proxy.dl4j.kernel.Window;
import io.edgewise.search.proxy.dl4j.layer.NormalisedConvolutionConf.BatchNorm;
import io.edgewise.search.training.MovingDecay;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Every layer of ours against its definition in double: the output, and the gradient of every
 * weight and every input against central differences of the definition, computed in double.
 */
class GradientsTest {
  private static final int IMAGES = 3;
  private static final double STEP = 1e-5;

  /** Not small: else normalisation undoes the scale of a filter, and its gradient cancels. */
  private static final double EPSILON = 0.5;

  /**
   * @param height and width and channels of the input
   * @param definition output from input and parameters by name
   */
  record Case(
      String name,
      FastLayerConf layer,
      int height,
      int width,
      int channels,
      BiFunction<double[], Map<String, double[]>, double[]> definition) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> layers() {
    List<Case> cases = new ArrayList<>();
    for (int[] c : new int[][] {{1, 1}, {1, 2}, {3, 1}, {3, 2}, {5, 1}, {5, 2}, {7, 1}, {7, 2}}) {
      cases.add(convolution(c[0], c[1], 6, 7, 3, 5));
      cases.add(depthwise(c[0], c[1], 6, 7, 5));
      cases.add(grouped(c[0], c[1], 6, 7, 3, 2, 4));
    }
    cases.add(convolution(3, 2, 8, 8, 4, 4));
    cases.add(convolution(5, 1, 20, 21, 8, 3)); // the second block begins within an image
    cases.add(convolution(5, 2, 40, 43, 8, 3));
    cases.add(depthwise(5, 3, 8, 8, 3));
    cases.add(depthwise(7, 1, 2, 2, 4));
    cases.add(depthwise(3, 1, 5, 300, 4)); // more than one strip of columns
    cases.add(depthwise(3, 2, 5, 601, 4));
    cases.add(grouped(3, 2, 40, 43, 8, 4, 2)); // the third image is split by itself
    cases.add(grouped(1, 1, 40, 43, 8, 4, 2));
    cases.add(stockGrouped(3, 1, 6, 7, 3, 2, 4));
    cases.add(stockGrouped(5, 2, 6, 7, 2, 3, 2));
    cases.add(stockGrouped(3, 1, 8, 8, 4, 16, 16));
    for (Activation activation : Activation.values()) {
      cases.add(grouped(3, 1, 5, 4, 2, 3, 2, activation));
      cases.add(convolution(1, 1, 5, 4, 6, 5, activation));
      cases.add(depthwise(3, 1, 5, 4, 6, activation));
      cases.add(squeezeExcite(activation, 4, 3, 6, 2));
    }
    cases.add(convolution(1, 1, 30, 31, 3, 2, Activation.SWISH)); // many tiles to normalise
    cases.add(squeezeExcite(Activation.RELU, 20, 21, 3, 4));
    cases.add(
        new Case(
            "pool",
            new GlobalAveragePool("layer", 4),
            3,
            5,
            4,
            (x, p) -> Reference.averagePool(x, IMAGES, 4)));
    return cases;
  }

  private static Case convolution(int k, int stride, int h, int w, int cin, int cout) {
    return convolution(k, stride, h, w, cin, cout, Activation.NONE);
  }

  private static Case convolution(
      int k, int stride, int h, int w, int cin, int cout, Activation activation) {
    Window window = new Window(h, w, k, stride);
    return new Case(
        String.format(
            Locale.ROOT,
            "convolution %dx%d stride %d on %dx%dx%d, %s",
            k,
            k,
            stride,
            h,
            w,
            cin,
            activation),
        new FastConvolution("layer", cin, cout, k, stride, true, batchNorm(activation)),
        h,
        w,
        cin,
        (x, p) ->
            normalised(
                Reference.convolution(x, p.get("W"), window, IMAGES, cin, cout), p, activation));
  }

  private static Case depthwise(int k, int stride, int h, int w, int channels) {
    return depthwise(k, stride, h, w, channels, Activation.NONE);
  }

  private static Case depthwise(
      int k, int stride, int h, int w, int channels, Activation activation) {
    Window window = new Window(h, w, k, stride);
    return new Case(
        String.format(
            Locale.ROOT,
            "depthwise %dx%d stride %d on %dx%dx%d, %s",
            k,
            k,
            stride,
            h,
            w,
            channels,
            activation),
        new FastDepthwiseConvolution("layer", channels, k, stride, batchNorm(activation)),
        h,
        w,
        channels,
        (x, p) ->
            normalised(
                Reference.depthwise(x, p.get("W"), window, IMAGES, channels), p, activation));
  }

  private static Case grouped(int k, int stride, int h, int w, int groups, int cin, int cout) {
    return grouped(k, stride, h, w, groups, cin, cout, Activation.NONE);
  }

  private static Case grouped(
      int k, int stride, int h, int w, int groups, int cin, int cout, Activation activation) {
    Window window = new Window(h, w, k, stride);
    int channelsIn = groups * cin;
    return new Case(
        String.format(
            Locale.ROOT,
            "%d groups %dx%d stride %d on %dx%dx%d, %s",
            groups,
            k,
            k,
            stride,
            h,
            w,
            channelsIn,
            activation),
        new FastGroupedConvolution(
            "layer", channelsIn, groups * cout, groups, k, stride, batchNorm(activation)),
        h,
        w,
        channelsIn,
        (x, p) ->
            normalised(
                Reference.grouped(x, p.get("W"), window, IMAGES, groups, cin, cout),
                p,
                activation));
  }

  private static Case stockGrouped(int k, int stride, int h, int w, int groups, int cin, int cout) {
    Window window = new Window(h, w, k, stride);
    return new Case(
        String.format(
            Locale.ROOT, "stock, %d groups %dx%d stride %d on %dx%d", groups, k, k, stride, h, w),
        new StockGroupedConvolution("layer", groups * cin, groups * cout, groups, k, stride),
        h,
        w,
        groups * cin,
        (x, p) -> Reference.grouped(x, p.get("W"), window, IMAGES, groups, cin, cout));
  }

  private static BatchNorm batchNorm(Activation activation) {
    return new BatchNorm(MovingDecay.constant(0.9), EPSILON, activation);
  }

  private static double[] normalised(
      double[] convolved, Map<String, double[]> p, Activation activation) {
    return Reference.normalise(convolved, p.get("gamma"), p.get("beta"), EPSILON, activation);
  }

  private static Case squeezeExcite(Activation activation, int h, int w, int channels, int inside) {
    return new Case(
        "squeeze-excite with " + activation + " on " + h + "x" + w,
        new FastSqueezeExcite("layer", channels, inside, activation),
        h,
        w,
        channels,
        (x, p) ->
            Reference.squeezeExcite(
                x, p.get("W1"), p.get("b1"), p.get("W2"), p.get("b2"), IMAGES, activation));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void outputAndGradientsAreThoseOfTheDefinition(Case tested) {
    Random random = new Random(tested.name().hashCode());
    FastLayer<?> layer = instantiate(tested.layer());
    Map<String, double[]> parameters = randomise(layer, random);
    double[] x =
        numbers(random, IMAGES * tested.height() * tested.width() * tested.channels(), 1.5);
    INDArray input =
        array(x).reshape('c', IMAGES, tested.height(), tested.width(), tested.channels());
    LayerWorkspaceMgr workspaces = LayerWorkspaceMgr.noWorkspaces();

    layer.setInput(input, workspaces);
    INDArray output = layer.activate(true, workspaces);

    double[] expected = tested.definition().apply(x, parameters);
    assertClose("output", values(output), expected);

    double[] weights = numbers(random, expected.length, 1);
    Pair<Gradient, INDArray> gradients =
        layer.backpropGradient(array(weights).reshape('c', output.shape()), workspaces);

    assertClose(
        "gradient of the input",
        values(gradients.getSecond()),
        differences(x, at -> objective(weights, tested.definition().apply(x, parameters)), random));
    for (Map.Entry<String, double[]> parameter : parameters.entrySet()) {
      assertClose(
          "gradient of " + parameter.getKey(),
          values(gradients.getFirst().getGradientFor(parameter.getKey())),
          differences(
              parameter.getValue(),
              at -> objective(weights, tested.definition().apply(x, parameters)),
              random));
    }
  }

  /** A second, smaller batch goes through memory that was taken for a larger one. */
  @ParameterizedTest
  @MethodSource("layers")
  void memoryOfALargerBatchServesASmallerOne(Case tested) {
    Random random = new Random(7);
    FastLayer<?> layer = instantiate(tested.layer());
    Map<String, double[]> parameters = randomise(layer, random);
    int image = tested.height() * tested.width() * tested.channels();
    LayerWorkspaceMgr workspaces = LayerWorkspaceMgr.noWorkspaces();
    layer.setInput(
        array(numbers(random, 2 * IMAGES * image, 1))
            .reshape('c', 2 * IMAGES, tested.height(), tested.width(), tested.channels()),
        workspaces);
    layer.activate(true, workspaces);
    double[] x = numbers(random, IMAGES * image, 1);

    layer.setInput(
        array(x).reshape('c', IMAGES, tested.height(), tested.width(), tested.channels()),
        workspaces);
    INDArray output = layer.activate(true, workspaces);

    assertClose("output", values(output), tested.definition().apply(x, parameters));
  }

  @Test
  void aFirstConvolutionHasNoGradientOfItsInput() {
    FastLayer<?> layer =
        instantiate(new FastConvolution("layer", 3, 4, 3, 1, false, batchNorm(Activation.SWISH)));
    LayerWorkspaceMgr workspaces = LayerWorkspaceMgr.noWorkspaces();
    layer.setInput(Nd4j.rand(DataType.FLOAT, 2, 5, 5, 3), workspaces);
    INDArray output = layer.activate(true, workspaces);

    assertThat(layer.backpropGradient(output, workspaces).getSecond()).isNull();
  }

  @Test
  void refusesANetworkInDouble() {
    NeuralNetConfiguration conf =
        new NeuralNetConfiguration.Builder().layer(new GlobalAveragePool("pool", 4)).build();

    assertThatThrownBy(
            () -> conf.getLayer().instantiate(conf, List.of(), 0, null, true, DataType.DOUBLE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("layer pool computes in FLOAT, the network is DOUBLE");
  }

  private static FastLayer<?> instantiate(FastLayerConf conf) {
    NeuralNetConfiguration network = new NeuralNetConfiguration.Builder().layer(conf).build();
    long length = conf.initializer().numParams(conf);
    INDArray view = length == 0 ? null : Nd4j.create(DataType.FLOAT, 1, length);
    Layer layer = conf.instantiate(network, List.of(), 0, view, true, DataType.FLOAT);
    if (length > 0) {
      layer.setBackpropGradientsViewArray(Nd4j.create(DataType.FLOAT, 1, length));
    }
    return (FastLayer<?>) layer;
  }

  /** Gives every learned parameter random values; returns them. */
  private static Map<String, double[]> randomise(FastLayer<?> layer, Random random) {
    Map<String, double[]> parameters = new LinkedHashMap<>();
    for (Parameter parameter : layer.layerConf().parameters()) {
      if (!parameter.kind().isStatistic()) {
        double[] values = numbers(random, (int) parameter.length(), 0.7);
        layer.getParam(parameter.key()).assign(array(values).reshape('c', parameter.shape()));
        parameters.put(parameter.key(), values);
      }
    }
    return parameters;
  }

  private static double objective(double[] weights, double[] y) {
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      sum += weights[i] * y[i];
    }
    return sum;
  }

  /**
   * Central differences at every element, or, of long arrays, at 60 random ones: the others are
   * NaN, which {@link #assertClose} skips.
   */
  private static double[] differences(
      double[] x, java.util.function.IntToDoubleFunction objective, Random random) {
    double[] differences = new double[x.length];
    java.util.Arrays.fill(differences, Double.NaN);
    int[] at =
        x.length <= 400
            ? java.util.stream.IntStream.range(0, x.length).toArray()
            : random.ints(60, 0, x.length).toArray();
    for (int i : at) {
      double kept = x[i];
      x[i] = kept + STEP;
      double above = objective.applyAsDouble(i);
      x[i] = kept - STEP;
      double below = objective.applyAsDouble(i);
      x[i] = kept;
      differences[i] = (above - below) / (2 * STEP);
    }
    return differences;
  }

  /** Asserts equality within single precision's reach: 2e-5 of the largest element. */
  private static void assertClose(String what, double[] actual, double[] expected) {
    assertThat(actual).as(what).hasSameSizeAs(expected);
    double largest = 1e-3;
    for (double e : expected) {
      largest = Math.max(largest, Double.isNaN(e) ? 0 : Math.abs(e));
    }
    for (int i = 0; i < expected.length; i++) {
      if (!Double.isNaN(expected[i])) {
        assertThat(actual[i])
            .as("%s, element %d", what, i)
            .isCloseTo(expected[i], org.assertj.core.data.Offset.offset(2e-5 * largest));
      }
    }
  }

  /** Normal numbers that single precision holds exactly. */
  private static double[] numbers(Random random, int n, double deviation) {
    double[] numbers = new double[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = (float) (random.nextGaussian() * deviation);
    }
    return numbers;
  }

  private static INDArray array(double[] values) {
    return Nd4j.createFromArray(values).castTo(DataType.FLOAT);
  }

  private static double[] values(INDArray array) {
    return array.dup('c').reshape(array.length()).toDoubleVector();
  }
}
