package io.edgewise.sim.settings;

/**
 * An accelerator file to fill in, for each kind of array: every key with its unit, its meaning and
 * a number that can be. Nothing in it is of a real chip.
 */
public enum AcceleratorTemplate {
  TILES,
  SYSTOLIC,
  CPU;

  /** The text of the file. */
  public String text() {
    return SettingsFiles.shippedText(
        AcceleratorFile.BUILT_IN + "templates/" + Settings.label(this) + ".conf");
  }
}
