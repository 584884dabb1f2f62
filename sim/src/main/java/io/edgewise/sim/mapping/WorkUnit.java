package io.edgewise.sim.mapping;

/** The part of the array that does a layer's work. */
public enum WorkUnit {
  /** Nothing to do: the layer is folded into its neighbour or only renames its input. */
  NONE,
  CONVOLUTION,
  DEPTHWISE,
  POOLING,
  OTHER
}
