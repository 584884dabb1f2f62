package io.edgewise.search.export.verify;

import io.edgewise.search.export.onnx.OnnxWriter;
import io.edgewise.search.quantization.FloatInference;
import io.edgewise.search.quantization.FloatNetwork;
import java.util.ArrayList;
import java.util.List;

/**
 * Evaluates a network in floats with ONNX Runtime: some twenty times as fast as plain Java, which
 * gives the same but for the order of sums.
 */
public final class OnnxInference implements FloatInference {

  private final OnnxRuntime runtime;

  private OnnxInference(OnnxRuntime runtime) {
    this.runtime = runtime;
  }

  /**
   * Makes a network ready.
   *
   * @throws VerificationException if ONNX Runtime has no library for this platform
   */
  public static OnnxInference of(FloatNetwork network) {
    return new OnnxInference(
        OnnxRuntime.load(network.graph().name(), OnnxWriter.writeObserved(network)));
  }

  @Override
  public List<float[]> run(float[] image) {
    List<float[]> values = new ArrayList<>();
    values.add(image);
    values.addAll(runtime.runAll(image));
    return values;
  }

  @Override
  public void close() {
    runtime.close();
  }
}
