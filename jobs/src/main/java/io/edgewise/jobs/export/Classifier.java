package io.edgewise.jobs.export;

import io.edgewise.search.export.tflite.TfliteOptions.Ends;
import io.edgewise.search.export.verify.OnnxRuntime;
import io.edgewise.search.export.verify.TfliteRuntime;
import io.edgewise.search.export.verify.TfliteRuntime.Kernels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** The classes that a written file gives images. */
final class Classifier {

  private Classifier() {}

  /** Classifies by a {@code .onnx} file. */
  static int[] onnx(Path file, LabelledPixels pixels) {
    List<float[]> reals = pixels.reals();
    try (OnnxRuntime runtime = OnnxRuntime.load(file)) {
      return IntStream.range(0, pixels.count())
          .parallel()
          .map(i -> Score.argmax(runtime.run(reals.get(i))))
          .toArray();
    }
  }

  /**
   * Classifies by a {@code .tflite} file in TensorFlow Lite's builtin kernels, in as many
   * interpreters as there are cores: one runs one image at a time.
   */
  static int[] tflite(Path file, Ends ends, LabelledPixels pixels) {
    int workers = Math.min(Runtime.getRuntime().availableProcessors(), pixels.count());
    int[] classes = new int[pixels.count()];
    ExecutorService threads = Executors.newFixedThreadPool(workers);
    try {
      List<Callable<Void>> parts = new ArrayList<>();
      for (int w = 0; w < workers; w++) {
        int first = w;
        parts.add(() -> run(file, ends, pixels, first, workers, classes));
      }
      for (Future<Void> part : threads.invokeAll(parts)) {
        part.get();
      }
      return classes;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while images were classified", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } finally {
      threads.shutdownNow();
    }
  }

  private static Void run(
      Path file, Ends ends, LabelledPixels pixels, int first, int step, int[] classes) {
    try (TfliteRuntime runtime = TfliteRuntime.load(file, Kernels.BUILTIN)) {
      for (int i = first; i < classes.length; i += step) {
        classes[i] =
            ends == Ends.UINT8
                ? Score.argmaxUnsigned(runtime.run(pixels.unsigned(i)))
                : Score.argmaxSigned(runtime.run(pixels.signed(i)));
      }
    }
    return null;
  }
}
