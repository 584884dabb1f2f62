package io.edgewise.sim;

/** A bottleneck is what a layer, or a whole network, waits for most. */
public enum Bottleneck {
  COMPUTE("compute"),
  PARAMETER_STREAM("parameter stream"),
  ACTIVATION_TRANSFER("activation transfer"),
  OPERATION_OVERHEAD("per-operation cost"),
  HOST("host");

  private final String label;

  Bottleneck(String label) {
    this.label = label;
  }

  /** The words used in reports. */
  public String label() {
    return label;
  }
}
