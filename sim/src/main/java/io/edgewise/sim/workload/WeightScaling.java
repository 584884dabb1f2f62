package io.edgewise.sim.workload;

/** A weight scaling says how the weights of a quantised network are scaled. */
public enum WeightScaling {
  /**
   * One scale a tensor, as in the older uint8 networks: a bias is all an output channel carries.
   */
  PER_TENSOR,
  /** One scale an output channel, as in int8 networks: a bias and a multiplier. */
  PER_CHANNEL
}
