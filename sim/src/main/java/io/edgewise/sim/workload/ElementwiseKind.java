package io.edgewise.sim.workload;

/** Operators on two tensors, element by element. */
public enum ElementwiseKind {
  ADD("add"),
  SUBTRACT("subtract"),
  MULTIPLY("multiply"),
  MAXIMUM("maximum"),
  MINIMUM("minimum");

  private final String label;

  ElementwiseKind(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
