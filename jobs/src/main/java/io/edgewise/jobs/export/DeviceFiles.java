package io.edgewise.jobs.export;

import io.edgewise.jobs.files.OutputFolder;
import io.edgewise.search.export.onnx.OnnxWriter;
import io.edgewise.search.export.tflite.TfliteOptions;
import io.edgewise.search.export.tflite.TfliteWriter;
import io.edgewise.search.export.verify.OnnxVerification;
import io.edgewise.search.export.verify.TfliteVerification;
import io.edgewise.search.quantization.FloatNetwork;
import io.edgewise.search.quantization.QuantizedNetwork;
import io.edgewise.sim.settings.SettingsException;
import io.edgewise.sim.tflite.TfliteReader;
import io.edgewise.sim.workload.LayerGraph;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The files of a network for devices, in a folder that is not complete yet.
 *
 * @param tflite {@code model.tflite}, int8
 * @param onnx {@code model.onnx}, floats
 * @param onnxIntegers {@code model-int8.onnx}
 * @param readBack the network as the reader of {@code predict} finds it in the {@code .tflite}
 */
record DeviceFiles(Written tflite, Written onnx, Written onnxIntegers, LayerGraph readBack) {

  /** A file and its size. */
  record Written(Path file, long bytes) {}

  /** A verification is what was seen when they ran. */
  record Verification(TfliteVerification tflite, OnnxVerification onnx) {

    boolean isGood() {
      return tflite.isExact() && onnx.isGood();
    }
  }

  /**
   * Writes the files, and the labels beside them for who reads them from there.
   *
   * @throws SettingsException if there are not as many labels as classes
   */
  static DeviceFiles write(
      FloatNetwork floats, QuantizedNetwork integers, TfliteOptions options, OutputFolder output) {
    Written tflite = write(output, "model.tflite", encoded(integers, options));
    if (options.labels() != null) {
      output.write("labels.txt", options.labels().text().getBytes(StandardCharsets.UTF_8));
    }
    return new DeviceFiles(
        tflite,
        write(output, "model.onnx", OnnxWriter.write(floats)),
        write(output, "model-int8.onnx", OnnxWriter.write(integers)),
        TfliteReader.read(tflite.file()).graph());
  }

  private static Written write(OutputFolder output, String name, byte[] bytes) {
    return new Written(output.write(name, bytes), bytes.length);
  }

  private static byte[] encoded(QuantizedNetwork network, TfliteOptions options) {
    try {
      return TfliteWriter.write(network, options);
    } catch (IllegalArgumentException e) {
      throw new SettingsException("labels", List.of(String.valueOf(e.getMessage())));
    }
  }

  /**
   * Runs the files.
   *
   * @param images int8 values, HWC
   * @throws io.edgewise.search.export.verify.VerificationException if a runtime is not there or
   *     refuses a file
   */
  Verification verify(
      FloatNetwork floats, QuantizedNetwork integers, TfliteOptions options, List<byte[]> images) {
    boolean unsigned = options.ends() == TfliteOptions.Ends.UINT8;
    return new Verification(
        TfliteVerification.run(tflite.file(), integers, images, unsigned),
        OnnxVerification.run(onnx.file(), floats, onnxIntegers.file(), integers, images));
  }

  /** The report of them, in the folder that they end in. */
  DeviceFilesReport report(Path folder, Optional<Verification> seen) {
    return new DeviceFilesReport(
        folder,
        List.of(tflite, onnx, onnxIntegers).stream()
            .map(written -> new DeviceFilesReport.File(name(written), written.bytes()))
            .toList(),
        readBack.nodes().size() - 1,
        seen);
  }

  private static String name(Written written) {
    return String.valueOf(written.file().getFileName());
  }
}
