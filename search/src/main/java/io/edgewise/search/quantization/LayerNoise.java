package io.edgewise.search.quantization;

import io.edgewise.sim.workload.LayerGraph.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A layer's noise is how much of the layer's output is error of quantisation, as signal to noise,
 * 10 log10(sum of x^2 / sum of (x - x')^2): the layer alone, on inputs rounded once, and with all
 * errors that came before it.
 *
 * @param alone decibels; infinite where nothing is lost
 * @param accumulated decibels
 */
public record LayerNoise(String layer, double alone, double accumulated) {

  /** Sums of squares: of the values, of the layer's own errors, and of all errors. */
  private record Squares(double signal, double alone, double accumulated) {
    Squares plus(Squares other) {
      return new Squares(
          signal + other.signal, alone + other.alone, accumulated + other.accumulated);
    }
  }

  /**
   * The noise of every layer with weights, in order.
   *
   * @param floats the network that was quantised, after equalisation
   * @param images as the network takes them, HWC
   */
  public static List<LayerNoise> of(
      FloatInference floats, QuantizedNetwork integers, List<float[]> images) {
    List<List<Squares>> ofImages =
        images.parallelStream().map(image -> squares(integers, floats.run(image))).toList();
    List<LayerNoise> noise = new ArrayList<>();
    for (Node node : integers.graph().nodes()) {
      if (DeployableLayers.hasFilter(node.layer())) {
        Squares all =
            ofImages.stream()
                .map(image -> image.get(node.index()))
                .reduce(new Squares(0, 0, 0), Squares::plus);
        noise.add(
            new LayerNoise(
                node.name(),
                decibels(all.signal(), all.alone()),
                decibels(all.signal(), all.accumulated())));
      }
    }
    return noise;
  }

  private static List<Squares> squares(QuantizedNetwork network, List<float[]> reals) {
    IntegerEvaluation evaluation = new IntegerEvaluation(network, Rounding.DOUBLE);
    List<byte[]> rounded =
        IntStream.range(0, reals.size())
            .mapToObj(i -> rounded(reals.get(i), network.quantization(i)))
            .toList();
    List<byte[]> accumulated = evaluation.run(rounded.get(0));
    List<Squares> squares = new ArrayList<>();
    for (Node node : network.graph().nodes()) {
      Quantization quantization = network.quantization(node.index());
      float[] exact = reals.get(node.index());
      double alone = 0;
      if (DeployableLayers.hasFilter(node.layer())) {
        List<byte[]> inputs = node.inputs().stream().map(rounded::get).toList();
        alone = noise(exact, evaluation.evaluate(node, inputs), quantization);
      }
      double all = noise(exact, accumulated.get(node.index()), quantization);
      squares.add(new Squares(signal(exact), alone, all));
    }
    return squares;
  }

  private static byte[] rounded(float[] values, Quantization quantization) {
    byte[] rounded = new byte[values.length];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = quantization.quantize(values[i]);
    }
    return rounded;
  }

  private static double signal(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return sum;
  }

  private static double noise(float[] exact, byte[] rounded, Quantization quantization) {
    double sum = 0;
    for (int i = 0; i < exact.length; i++) {
      double error = exact[i] - quantization.dequantize(rounded[i]);
      sum += error * error;
    }
    return sum;
  }

  private static double decibels(double signal, double noise) {
    return 10 * Math.log10(signal / noise);
  }
}
