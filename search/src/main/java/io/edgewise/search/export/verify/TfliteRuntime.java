package io.edgewise.search.export.verify;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorflowlite.BuiltinOpResolver;
import org.bytedeco.tensorflowlite.BuiltinOpResolverWithoutDefaultDelegates;
import org.bytedeco.tensorflowlite.FlatBufferModel;
import org.bytedeco.tensorflowlite.Interpreter;
import org.bytedeco.tensorflowlite.InterpreterBuilder;
import org.bytedeco.tensorflowlite.InterpreterOptions;
import org.bytedeco.tensorflowlite.TfLiteTensor;

/** A file loaded in TensorFlow Lite. */
public final class TfliteRuntime implements AutoCloseable {

  /** The kernels are the implementation of the operators that runs. */
  public enum Kernels {
    /** TensorFlow Lite's own, which round twice. */
    BUILTIN,
    /** XNNPACK's where it has them, which round once. */
    XNNPACK
  }

  private final FlatBufferModel model;
  private final BuiltinOpResolver resolver;
  private final InterpreterOptions options;
  private final InterpreterBuilder builder;
  private final Interpreter interpreter;

  private TfliteRuntime(FlatBufferModel model, Kernels kernels) {
    this.model = model;
    this.resolver =
        kernels == Kernels.BUILTIN
            ? new BuiltinOpResolverWithoutDefaultDelegates()
            : new BuiltinOpResolver();
    this.options = new InterpreterOptions();
    options.SetPreserveAllTensors(kernels == Kernels.BUILTIN);
    this.builder = new InterpreterBuilder(model, resolver, options);
    // Null, for the builder gives it its interpreter: one that it owned would be freed twice, by
    // the
    // builder and by its own deallocator, the second time in the hands of whoever has it by then.
    this.interpreter = new Interpreter((Pointer) null);
  }

  /**
   * Verifies and loads a file.
   *
   * @throws VerificationException if TensorFlow Lite has no library for this platform or refuses
   *     the file
   */
  public static TfliteRuntime load(Path file, Kernels kernels) {
    try {
      FlatBufferModel model = FlatBufferModel.VerifyAndBuildFromFile(file.toString());
      if (model == null || model.isNull()) {
        throw new VerificationException(file + ": TensorFlow Lite does not take this file");
      }
      TfliteRuntime runtime = new TfliteRuntime(model, kernels);
      runtime.prepare(file);
      return runtime;
    } catch (LinkageError e) {
      throw new VerificationException(
          "TensorFlow Lite has no library for this platform: " + e.getMessage(), e);
    }
  }

  private void prepare(Path file) {
    if (builder.apply(interpreter) != 0 || interpreter.AllocateTensors() != 0) {
      close();
      throw new VerificationException(file + ": TensorFlow Lite cannot prepare its operators");
    }
  }

  /**
   * Runs one image.
   *
   * @param image the bytes of the input tensor
   * @return the bytes of the output tensor
   * @throws VerificationException if the image has another size or an operator fails
   */
  public byte[] run(byte[] image) {
    TfLiteTensor input = interpreter.input_tensor(0);
    if (input.bytes() != image.length) {
      throw new VerificationException(
          "an image of " + image.length + " bytes: the file takes " + input.bytes());
    }
    input.data().raw().capacity(image.length).put(image);
    if (interpreter.Invoke() != 0) {
      throw new VerificationException("TensorFlow Lite failed at an operator");
    }
    return bytes(interpreter.output_tensor(0));
  }

  /** The bytes of every tensor after the last run, by name; constants included. */
  public Map<String, byte[]> tensors() {
    Map<String, byte[]> tensors = new HashMap<>();
    for (int i = 0; i < interpreter.tensors_size(); i++) {
      TfLiteTensor tensor = interpreter.tensor(i);
      if (tensor.name() != null && tensor.data().raw() != null) {
        tensors.put(tensor.name().getString(), bytes(tensor));
      }
    }
    return tensors;
  }

  private static byte[] bytes(TfLiteTensor tensor) {
    byte[] bytes = new byte[Math.toIntExact(tensor.bytes())];
    BytePointer data = tensor.data().raw();
    data.capacity(bytes.length).get(bytes);
    return bytes;
  }

  @Override
  public void close() {
    interpreter.close();
    builder.close();
    options.close();
    resolver.close();
    model.close();
  }
}
