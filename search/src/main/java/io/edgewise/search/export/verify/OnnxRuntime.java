package io.edgewise.search.export.verify;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.Result;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.nio.file.Path;
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
    this.input = session.getInputNames().iterator().next();
    TensorInfo info = (TensorInfo) session.getInputInfo().get(input).getInfo();
    this.shape = info.getShape();
  }

  /**
   * Loads a file.
   *
   * @throws VerificationException if ONNX Runtime has no library for this platform or refuses the
   *     file
   */
  public static OnnxRuntime load(Path file) {
    try (SessionOptions options = new SessionOptions()) {
      options.setIntraOpNumThreads(1);
      OrtEnvironment environment =
          OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      return new OnnxRuntime(environment, environment.createSession(file.toString(), options));
    } catch (OrtException e) {
      throw new VerificationException(
          file + ": ONNX Runtime does not take this file: " + e.getMessage(), e);
    } catch (LinkageError | IllegalStateException e) {
      throw new VerificationException(
          "ONNX Runtime has no library for this platform: " + e.getMessage(), e);
    }
  }

  /**
   * Runs one image.
   *
   * @param image (pixel - 128) / 128, HWC
   * @return the values of the output, HWC
   * @throws VerificationException if the image has another size or an operator fails
   */
  public float[] run(float[] image) {
    int channels = (int) shape[1];
    FloatBuffer planes = FloatBuffer.wrap(planes(image, channels));
    try (OnnxTensor tensor = OnnxTensor.createTensor(environment, planes, shape);
        Result result = session.run(Map.of(input, tensor))) {
      OnnxTensor output = (OnnxTensor) result.get(0);
      float[] values = new float[output.getFloatBuffer().remaining()];
      output.getFloatBuffer().get(values);
      return interleaved(values, (int) output.getInfo().getShape()[1]);
    } catch (OrtException e) {
      throw new VerificationException("ONNX Runtime failed: " + e.getMessage(), e);
    }
  }

  private static float[] planes(float[] values, int channels) {
    float[] planes = new float[values.length];
    int positions = values.length / channels;
    for (int i = 0; i < values.length; i++) {
      planes[i % channels * positions + i / channels] = values[i];
    }
    return planes;
  }

  private static float[] interleaved(float[] planes, int channels) {
    float[] values = new float[planes.length];
    int positions = planes.length / channels;
    for (int i = 0; i < values.length; i++) {
      values[i] = planes[i % channels * positions + i / channels];
    }
    return values;
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
