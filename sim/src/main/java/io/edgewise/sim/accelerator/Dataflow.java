package io.edgewise.sim.accelerator;

/** The operand that a systolic array keeps in place while the others stream through it. */
public enum Dataflow {
  OUTPUT_STATIONARY("os"),
  WEIGHT_STATIONARY("ws"),
  INPUT_STATIONARY("is");

  private final String label;

  Dataflow(String label) {
    this.label = label;
  }

  /** SCALE-Sim's abbreviation. */
  public String label() {
    return label;
  }
}
