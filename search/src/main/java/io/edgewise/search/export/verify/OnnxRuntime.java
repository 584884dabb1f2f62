package io.edgewise.search.export.verify;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.Result;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A file loaded in ONNX Runtime, on one thread of the CPU. */
public final class OnnxRuntime implements AutoCloseable {

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final String input;
  private final long[] shape;

  private OnnxRuntime(OrtEnvironment environment, OrtSession session) throws OrtException {
    this.environment = environment;
    this.session = session;
    Map.Entry<String, NodeInfo> only = session.getInputInfo().entrySet().iterator().next();
    this.input = only.getKey();
    this.shape = ((TensorInfo) only.getValue().getInfo()).getShape();
  }

  /**
   * Loads a file.
   *
   * @throws VerificationException if ONNX Runtime has no library for this platform or refuses the
   *     file
   */
  public static OnnxRuntime load(Path file) {
    return load(
        file.toString(),
        (environment, options) -> environment.createSession(file.toString(), options));
  }

  /** Loads the bytes of a file. */
  static OnnxRuntime load(String name, byte[] bytes) {
    return load(name, (environment, options) -> environment.createSession(bytes, options));
  }

  @FunctionalInterface
  private interface Source {
    OrtSession session(OrtEnvironment environment, SessionOptions options) throws OrtException;
  }

  private static OnnxRuntime load(String name, Source source) {
    try (SessionOptions options = new SessionOptions()) {
      options.setIntraOpNumThreads(1);
      OrtEnvironment environment =
          OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      return new OnnxRuntime(environment, source.session(environment, options));
    } catch (OrtException e) {
      throw new VerificationException(
          name + ": ONNX Runtime does not take this file: " + e.getMessage(), e);
    } catch (LinkageError | IllegalStateException e) {
      throw new VerificationException(
          "ONNX Runtime has no library for this platform: " + e.getMessage(), e);
    }
  }

  /**
   * Runs one image. Several threads may call this at once.
   *
   * @param image (pixel - 128) / 128, HWC
   * @return the values of the first output, HWC
   * @throws VerificationException if the image has another size or an operator fails
   */
  public float[] run(float[] image) {
    return runAll(image).get(0);
  }

  /** The same with all outputs, in the order of the file. */
  List<float[]> runAll(float[] image) {
    FloatBuffer planes = FloatBuffer.wrap(planes(image, (int) shape[1]));
    try (OnnxTensor tensor = OnnxTensor.createTensor(environment, planes, shape);
        Result result = session.run(Map.of(input, tensor))) {
      List<float[]> outputs = new ArrayList<>();
      for (Map.Entry<String, OnnxValue> output : result) {
        outputs.add(values((OnnxTensor) output.getValue()));
      }
      return outputs;
    } catch (OrtException e) {
      throw new VerificationException("ONNX Runtime failed: " + e.getMessage(), e);
    }
  }

  private static float[] values(OnnxTensor output) {
    FloatBuffer buffer = output.getFloatBuffer();
    float[] values = new float[buffer.remaining()];
    buffer.get(values);
    return interleaved(values, (int) output.getInfo().getShape()[1]);
  }

  private static float[] planes(float[] values, int channels) {
    float[] planes = new float[values.length];
    int positions = values.length / channels;
    for (int i = 0; i < positions; i++) {
      for (int c = 0; c < channels; c++) {
        planes[c * positions + i] = values[i * channels + c];
      }
    }
    return planes;
  }

  private static float[] interleaved(float[] planes, int channels) {
    return planes(planes, planes.length / channels);
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new VerificationException("ONNX Runtime failed: " + e.getMessage(), e);
    }
  }
}
