package io.edgewise.jobs.export;

import io.edgewise.search.export.verify.TfliteVerification;
import io.edgewise.sim.workload.LayerGraph;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The report says what was written and what was seen when it ran.
 *
 * @param readBack the network as the reader of {@code predict} finds it in the file
 * @param verification empty if the file was not run
 */
public record ExportReport(
    Path file,
    long bytes,
    long parameters,
    LayerGraph readBack,
    List<TfliteVerification> verification) {

  public ExportReport {
    verification = List.copyOf(verification);
  }

  /** Returns whether the file computes what it should, as far as it was run. */
  public boolean isGood() {
    return verification.stream().allMatch(TfliteVerification::isExact);
  }

  /** The report for eyes. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s: %,d bytes, %,d parameters, %d operators",
            file,
            bytes,
            parameters,
            readBack.nodes().size() - 1));
    if (verification.isEmpty()) {
      lines.add("not verified: --no-verify");
    }
    verification.forEach(seen -> lines.add(line(seen)));
    return lines;
  }

  static String line(TfliteVerification seen) {
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
}
