package io.edgewise.jobs.config;

import com.typesafe.config.Config;
import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.settings.AcceleratorFile;
import io.edgewise.sim.settings.Settings;
import io.edgewise.sim.settings.SettingsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An accelerator that a search file names: by {@code accelerator}, or among several by {@code
 * accelerators}.
 *
 * @param description the text of its file
 */
record ChosenAccelerator(Config description, AcceleratorSpec spec) {

  static final String ONE = "accelerator";
  static final String SEVERAL = "accelerators";
  static final String NONE = "none";

  /** Most accelerators of one search. */
  private static final int MOST = 16;

  /**
   * Reads those of a search; mistakes are noted.
   *
   * @return none if there is a mistake
   */
  static List<ChosenAccelerator> read(Settings root) {
    Optional<List<String>> several = root.textsUnless(SEVERAL, NONE);
    if (several.isEmpty()) {
      return find(root, ONE, root.text(ONE)).stream().toList();
    }
    List<String> named = several.get();
    if (root.has(ONE)) {
      problem(
          root,
          named,
          "but accelerator is "
              + root.text(ONE)
              + "; allowed is one of the two: take accelerator out, or set accelerators = none");
    } else if (named.isEmpty() || named.size() > MOST) {
      problem(
          root,
          named,
          "which are "
              + named.size()
              + "; allowed is a list of 1 to "
              + MOST
              + " files or built-in names, or none for the one that accelerator names");
    }
    List<ChosenAccelerator> found = new ArrayList<>();
    if (named.size() <= MOST) {
      named.forEach(name -> find(root, SEVERAL, name).ifPresent(found::add));
    }
    requireDifferent(root, named, found);
    return found.size() == named.size() ? List.copyOf(found) : List.of();
  }

  /** Names are what rows, files and settings tell accelerators apart by. */
  private static void requireDifferent(
      Settings root, List<String> named, List<ChosenAccelerator> found) {
    List<String> names = found.stream().map(chosen -> chosen.spec().name()).toList();
    names.stream()
        .filter(name -> names.indexOf(name) != names.lastIndexOf(name))
        .findFirst()
        .ifPresent(
            twice ->
                problem(
                    root,
                    named,
                    "two of which are called "
                        + twice
                        + "; allowed is each accelerator once, under a name of its own (the key"
                        + " name of its file)"));
    if (found.size() > 1) {
      names.stream()
          .filter(name -> !name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}"))
          .findFirst()
          .ifPresent(
              odd ->
                  problem(
                      root,
                      named,
                      "one of which is called \""
                          + odd
                          + "\"; its front gets a folder of that name, so allowed are 1 to 64 of"
                          + " A-Z a-z 0-9 . _ - in the key name of its file"));
    }
  }

  private static void problem(Settings root, List<String> named, String words) {
    root.problem(SEVERAL, "is [" + String.join(", ", named) + "], " + words);
  }

  private static Optional<ChosenAccelerator> find(Settings root, String key, String name) {
    try {
      Config description = AcceleratorFile.settings(name);
      return Optional.of(
          new ChosenAccelerator(description, AcceleratorFile.parse(name, description)));
    } catch (SettingsException e) {
      e.problems()
          .forEach(problem -> root.problem(key, "is " + name + SearchConfig.joined(problem)));
      return Optional.empty();
    }
  }
}
