package io.edgewise.jobs.history;

/**
 * Something that a check of a history found.
 *
 * @param where a file or folder, relative to the root
 * @param problem what is wrong, and what to do
 * @param harmless nothing committed is lost or wrong
 */
public record Finding(String where, String problem, boolean harmless) {

  @Override
  public String toString() {
    return (harmless ? "note: " : "damage: ") + where + " " + problem;
  }
}
