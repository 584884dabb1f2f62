package io.edgewise.search.export.verify;

import io.edgewise.search.export.verify.TfliteRuntime.Kernels;
import io.edgewise.search.quantization.IntegerEvaluation;
import io.edgewise.search.quantization.QuantizedNetwork;
import io.edgewise.search.quantization.Rounding;
import io.edgewise.sim.workload.LayerGraph.Node;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A verification is what was seen when a written file ran in TensorFlow Lite beside the integer
 * reference: the builtin kernels round as the reference does, so that every tensor is to be equal;
 * XNNPACK's round once, so that single values differ.
 *
 * @param images how many were run
 * @param tensors how many were compared, over all images
 * @param differing tensors of the builtin kernels that are not the reference's
 * @param firstDifference the name of the first of them, or null
 * @param largestXnnpackDifference of the file's output, in steps of its scale; XNNPACK keeps no
 *     inner tensors
 */
public record TfliteVerification(
    int images,
    int tensors,
    int differing,
    @Nullable String firstDifference,
    int largestXnnpackDifference) {

  /**
   * Runs images through a file and through the network it was written from.
   *
   * @param images int8 values, HWC, as the network takes them
   * @param unsigned whether the file's input is uint8
   * @throws VerificationException if TensorFlow Lite does not take the file or is not there
   */
  public static TfliteVerification run(
      Path file, QuantizedNetwork network, List<byte[]> images, boolean unsigned) {
    int tensors = 0;
    int differing = 0;
    String first = null;
    int largest = 0;
    try (TfliteRuntime builtin = TfliteRuntime.load(file, Kernels.BUILTIN);
        TfliteRuntime xnnpack = TfliteRuntime.load(file, Kernels.XNNPACK)) {
      for (byte[] image : images) {
        List<byte[]> expected = new IntegerEvaluation(network, Rounding.DOUBLE).run(image);
        byte[] input = unsigned ? shifted(image) : image;
        builtin.run(input);
        Map<String, byte[]> actual = builtin.tensors();
        for (Node node : network.graph().nodes()) {
          tensors++;
          if (!Arrays.equals(actual.get(node.name()), expected.get(node.index()))) {
            differing++;
            first = first == null ? node.name() : first;
          }
        }
        byte[] output = xnnpack.run(input);
        byte[] last = expected.get(expected.size() - 1);
        largest = Math.max(largest, difference(last, unsigned ? shifted(output) : output));
      }
    }
    return new TfliteVerification(images.size(), tensors, differing, first, largest);
  }

  /** Returns whether every tensor of the builtin kernels is the reference's. */
  public boolean isExact() {
    return differing == 0;
  }

  /** Turns int8 into uint8 and back: all bits stay the same but the highest. */
  private static byte[] shifted(byte[] values) {
    byte[] shifted = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      shifted[i] = (byte) (values[i] ^ 0x80);
    }
    return shifted;
  }

  private static int difference(byte[] a, byte[] b) {
    int largest = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs(a[i] - b[i]));
    }
    return largest;
  }
}
