package io.edgewise.jobs.export;

import io.edgewise.jobs.export.DeviceFiles.Verification;
import io.edgewise.search.export.verify.OnnxVerification;
import io.edgewise.search.export.verify.TfliteVerification;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The report tells what was written and what was seen when it ran.
 *
 * @param operators of the {@code .tflite}, as the reader of {@code predict} finds them
 * @param verification empty if the files were not run
 */
public record DeviceFilesReport(
    Path folder, List<File> files, int operators, Optional<Verification> verification) {

  /** A file and its size. */
  record File(String name, long bytes) {}

  public DeviceFilesReport {
    files = List.copyOf(files);
  }

  /** Tells whether the files compute what they should, as far as they were run. */
  public boolean isGood() {
    return verification.map(Verification::isGood).orElse(true);
  }

  /** The report for eyes. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    files.forEach(
        file ->
            lines.add(
                String.format(
                    Locale.ROOT, "%s: %,d bytes", folder.resolve(file.name()), file.bytes())));
    lines.add(operators + " operators read back");
    if (verification.isEmpty()) {
      lines.add("not verified: --no-verify");
    }
    verification.ifPresent(
        seen -> {
          lines.add(line(seen.tflite()));
          lines.add(line(seen.onnx()));
        });
    return lines;
  }

  private static String line(TfliteVerification seen) {
    String exactly =
        seen.isExact()
            ? "every tensor is that of the integer reference"
            : String.format(
                Locale.ROOT,
                "%d of %d tensors differ from the integer reference, the first is %s",
                seen.differing(),
                seen.tensors(),
                seen.firstDifference());
    return String.format(
        Locale.ROOT,
        "TensorFlow Lite ran %d images: %s; XNNPACK's outputs differ by %d of 255 at most",
        seen.images(),
        exactly,
        seen.largestXnnpackDifference());
  }

  private static String line(OnnxVerification seen) {
    return String.format(
        Locale.ROOT,
        "ONNX Runtime ran %d images: floats within %.1e of the network; int8 within %d of 255 of the"
            + " integer reference",
        seen.images(),
        seen.largestFloatDifference(),
        seen.largestStep());
  }
}
