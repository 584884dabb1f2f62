package io.edgewise.search.network;

/** The kind of a block. */
public enum BlockKind {
  /**
   * Inverted residual: 1x1 expansion, k x k depthwise, 1x1 projection (MobileNetV2, arXiv
   * 1801.04381).
   */
  MBCONV,
  /**
   * Fused inverted residual: k x k convolution in place of expansion and depthwise, then 1x1
   * projection.
   */
  FUSED
}
