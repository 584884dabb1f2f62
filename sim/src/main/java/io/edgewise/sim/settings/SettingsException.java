package io.edgewise.sim.settings;

import java.util.List;

/**
 * All mistakes of one settings file. The message lists them, one a line, each with key, value and
 * what is allowed.
 */
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  public SettingsException(String origin, List<String> problems) {
    super(message(origin, problems));
    this.problems = List.copyOf(problems);
  }

  /** One sentence a mistake. */
  public List<String> problems() {
    return problems;
  }

  private static String message(String origin, List<String> problems) {
    String head =
        origin + ": " + (problems.size() == 1 ? "1 mistake" : problems.size() + " mistakes");
    return head + "\n  " + String.join("\n  ", problems);
  }
}
