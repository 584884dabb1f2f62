package io.edgewise.search.network;

import java.io.Serializable;

/**
 * A body is what a block computes between its input and the sum with it, in whole channels. Padding
 * is SAME throughout; each convolution is followed by the block's activation but the projection
 * that ends most blocks, which has none.
 */
public interface BlockBody extends Serializable {

  /**
   * Describes its layers, each named {@code <name>.<role>}.
   *
   * @return its output
   */
  <T> T describe(NetworkBuilder<T> network, Block block, String name, T input);

  /** Returns whether anything in the body has the block's activation. */
  default boolean hasActivation() {
    return true;
  }

  /**
   * The same body in a narrower place, as a proxy has it.
   *
   * @param from the block that this is the body of
   */
  BlockBody resized(Block from, int stride, int inputChannels, int outputChannels);

  /**
   * Returns what repeated blocks have in common, whatever their stride and their channels: its kind
   * and options as text.
   */
  String style();

  /** One text for one network, as a part of its canonical form; without the activation. */
  String spelling(Block block);
}
