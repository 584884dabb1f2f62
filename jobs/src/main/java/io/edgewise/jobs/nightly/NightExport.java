package io.edgewise.jobs.nightly;

import java.util.List;

/**
 * A night's export is what became of the files of its new champion.
 *
 * @param folder where they lie; empty if there are none
 * @param lines what they are worth, or why there are none
 */
public record NightExport(String folder, List<String> lines) {

  public NightExport {
    lines = List.copyOf(lines);
  }

  /** An export that came to nothing. */
  public static NightExport failed(String why) {
    return new NightExport("", List.of("not exported: " + why));
  }
}
