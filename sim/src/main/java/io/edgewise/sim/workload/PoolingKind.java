package io.edgewise.sim.workload;

/** How a pooling layer reduces its window. */
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
