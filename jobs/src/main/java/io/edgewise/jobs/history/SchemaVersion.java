package io.edgewise.jobs.history;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Version of the history's tables and manifests. A minor one adds what older programs may ignore; a
 * major one changes what they would misread.
 */
record SchemaVersion(int major, int minor) {

  /**
   * 1.1 adds what names the search of a repeated trial, attempts, and why searches stop; 1.2 adds
   * energy; 1.3 adds arithmetic intensity; 1.4 adds what the files held that a search names; 1.5
   * adds how sure accuracies are and what was answered; 1.6 adds how many proposals broke each
   * constraint; 1.7 adds baselines, and what a trainer of the user's tells beside the accuracy; 1.8
   * adds latencies that a device took, accelerators that were calibrated by them, what networks
   * cost on each of several accelerators, accuracies in int8 beside those in floats, and when
   * trainings ran.
   */
  static final SchemaVersion CURRENT = new SchemaVersion(1, 8);

  private static final Pattern TEXT = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})");

  /**
   * @throws IllegalArgumentException if the text is not a version
   */
  static SchemaVersion parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("has schema version \"" + text + "\", not MAJOR.MINOR");
    }
    return new SchemaVersion(
        Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
