package io.edgewise.sim.settings;

import java.util.ArrayList;
import java.util.List;

/** Findings are what the reading of one settings file has found wrong so far, and its warnings. */
final class Findings {

  private final String origin;
  private final List<String> problems = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  Findings(String origin) {
    this.origin = origin;
  }

  String origin() {
    return origin;
  }

  void problem(String problem) {
    if (!problems.contains(problem)) { // a default that several sections read is wrong once
      problems.add(problem);
    }
  }

  void warning(String warning) {
    warnings.add(warning);
  }

  List<String> warnings() {
    return List.copyOf(warnings);
  }

  boolean isClean() {
    return problems.isEmpty();
  }

  void requireClean() {
    if (!isClean()) {
      throw new SettingsException(origin, problems);
    }
  }
}
