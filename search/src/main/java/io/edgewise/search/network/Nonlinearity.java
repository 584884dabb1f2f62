package io.edgewise.search.network;

/** An activation function that a network's convolutions may have. */
public enum Nonlinearity {
  RELU,
  RELU6,
  /** x * sigmoid(x). */
  SWISH
}
