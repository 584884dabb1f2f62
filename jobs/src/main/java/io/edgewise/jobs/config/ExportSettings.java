package io.edgewise.jobs.config;

import io.edgewise.search.trial.SearchId;
import io.edgewise.sim.settings.Settings;
import java.nio.file.Path;

/**
 * The section {@code export}: where networks go that a search trains and exports by itself.
 *
 * @param root a folder on this machine
 */
public record ExportSettings(Path root) {

  static ExportSettings read(Settings export) {
    String root = export.location("folder");
    if (Settings.isUri(root)) {
      export.problem(
          "folder", "is " + root + "; allowed is a folder on this machine, without a scheme");
      return new ExportSettings(Path.of(""));
    }
    return new ExportSettings(Path.of(root));
  }

  /** The folder of a search's networks, each in a folder with its id. */
  public Path folder(SearchId search) {
    return root.resolve(search.value());
  }
}
