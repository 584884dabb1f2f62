package io.edgewise.sim.workload;

/** A pooling kind says how a pooling layer reduces its window. */
public enum PoolingKind {
  AVERAGE("average"),
  MAXIMUM("max");

  private final String label;

  PoolingKind(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
