package io.edgewise.jobs.history;

/**
 * Version of the history's tables and manifests. A minor one adds what older programs may ignore; a
 * major one changes what they would misread.
 */
record SchemaVersion(int major, int minor) {

  static final SchemaVersion CURRENT = new SchemaVersion(1, 0);

  /**
   * @throws IllegalArgumentException if the text is not a version, or one that this program would
   *     misread
   */
  static SchemaVersion readable(String text) {
    String[] parts = text.split("\\.", -1);
    try {
      SchemaVersion version =
          new SchemaVersion(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
      if (version.major <= CURRENT.major) {
        return version;
      }
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw new IllegalArgumentException("has schema version \"" + text + "\", not MAJOR.MINOR", e);
    }
    throw new IllegalArgumentException(
        "has schema version "
            + text
            + ", newer than this program reads ("
            + CURRENT.major
            + ".x): use a newer Edgewise");
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
