package io.edgewise.search.network;

import java.io.Serializable;

/**
 * A kind of block with its own options, as a search space chooses it for all blocks of a stage:
 * relative to channels that only their place in a network settles.
 */
public sealed interface BlockKind extends Serializable
    permits MBConv, Fused, FusedStrided, FusedGrouped, Tucker, Grouped {

  /** Its entry in the list of kinds. */
  BlockType type();

  /** The values of its options: {@link BlockType#kind} makes the same kind of them. */
  BlockOptions options();

  /**
   * Returns what a block of this kind computes in a place. Two kinds that compute the same there
   * give equal bodies.
   *
   * @param stride 1 or 2
   */
  BlockBody at(int stride, int inputChannels, int outputChannels);
}
