package io.edgewise.search.export.verify;

import io.edgewise.search.quantization.FloatEvaluation;
import io.edgewise.search.quantization.FloatNetwork;
import io.edgewise.search.quantization.IntegerEvaluation;
import io.edgewise.search.quantization.Quantization;
import io.edgewise.search.quantization.QuantizedNetwork;
import io.edgewise.search.quantization.Rounding;
import java.nio.file.Path;
import java.util.List;

/**
 * A verification is what was seen when the two files of a network ran in ONNX Runtime, the one in
 * floats beside an evaluation in floats, the one in int8 beside the integer reference with one
 * rounding.
 *
 * @param images that were run
 * @param largestFloatDifference of an output, relative to it where it is above 1
 * @param largestStep of an output of the file in int8, in steps of its scale
 */
public record OnnxVerification(int images, double largestFloatDifference, int largestStep) {

  /** Floats are summed in another order; this is what is allowed of it. */
  private static final double TOLERANCE = 1e-4;

  /**
   * Runs images through both files and both networks.
   *
   * @param images int8 values, HWC
   * @throws VerificationException if ONNX Runtime does not take a file or is not there
   */
  public static OnnxVerification run(
      Path floats,
      FloatNetwork floatNetwork,
      Path integers,
      QuantizedNetwork network,
      List<byte[]> images) {
    FloatEvaluation evaluation = new FloatEvaluation(floatNetwork);
    IntegerEvaluation reference = new IntegerEvaluation(network, Rounding.SINGLE);
    int last = network.graph().nodes().size() - 1;
    double difference = 0;
    int step = 0;
    try (OnnxRuntime ofFloats = OnnxRuntime.load(floats);
        OnnxRuntime ofIntegers = OnnxRuntime.load(integers)) {
      for (byte[] image : images) {
        float[] reals = reals(image, network.quantization(0));
        difference =
            Math.max(difference, largest(evaluation.run(reals).get(last), ofFloats.run(reals)));
        step =
            Math.max(
                step,
                steps(
                    reference.run(image).get(last),
                    ofIntegers.run(reals),
                    network.quantization(last)));
      }
    }
    return new OnnxVerification(images.size(), difference, step);
  }

  /** Tells whether the file in floats computes what it should. */
  public boolean isGood() {
    return largestFloatDifference <= TOLERANCE;
  }

  private static float[] reals(byte[] image, Quantization quantization) {
    float[] reals = new float[image.length];
    for (int i = 0; i < reals.length; i++) {
      reals[i] = quantization.dequantize(image[i]);
    }
    return reals;
  }

  private static double largest(float[] expected, float[] actual) {
    double largest = 0;
    for (int i = 0; i < expected.length; i++) {
      double difference = Math.abs(expected[i] - actual[i]) / Math.max(1, Math.abs(expected[i]));
      largest = Math.max(largest, difference);
    }
    return largest;
  }

  private static int steps(byte[] expected, float[] actual, Quantization quantization) {
    int largest = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs(expected[i] - quantization.quantize(actual[i])));
    }
    return largest;
  }
}
