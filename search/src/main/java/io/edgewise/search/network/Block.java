package io.edgewise.search.network;

import io.edgewise.sim.settings.Settings;
import java.io.Serializable;

/**
 * One block in its place in a network.
 *
 * @param stride 1 or 2
 * @param activation RELU where nothing in the block has one
 * @param skip what is added to what its body computes; IDENTITY where that is nothing in any case,
 *     so that networks that compute the same are equal
 */
public record Block(
    BlockBody body,
    int stride,
    int inputChannels,
    int outputChannels,
    Nonlinearity activation,
    Skip skip)
    implements Serializable {

  public Block {
    activation = body.hasActivation() ? activation : Nonlinearity.RELU;
    skip = stride == 1 && inputChannels == outputChannels ? skip : Skip.IDENTITY;
  }

  /** A block to whose output its input is added where stride and channels allow it. */
  public Block(
      BlockBody body, int stride, int inputChannels, int outputChannels, Nonlinearity activation) {
    this(body, stride, inputChannels, outputChannels, activation, Skip.IDENTITY);
  }

  /** Returns whether the block's input is added to its output. */
  public boolean hasResidual() {
    return stride == 1 && inputChannels == outputChannels && skip == Skip.IDENTITY;
  }

  /**
   * Describes the block's layers, each named {@code <name>.<role>}.
   *
   * @return the block's output
   */
  <T> T describe(NetworkBuilder<T> network, String name, T input) {
    T output = body.describe(network, this, name, input);
    return hasResidual() ? network.residual(name + ".add", output, input) : output;
  }

  /** The same block in another place. */
  public Block resized(int newStride, int inputs, int outputs) {
    return new Block(
        body.resized(this, newStride, inputs, outputs),
        newStride,
        inputs,
        outputs,
        activation,
        skip);
  }

  /**
   * Returns whether this block repeats the block before, which may have changed channels and
   * stride.
   */
  public boolean repeats(Block before) {
    return hasResidual()
        && activation == before.activation()
        && body.style().equals(before.body().style());
  }

  /** The same block with another activation. */
  Block withActivation(Nonlinearity other) {
    return new Block(body, stride, inputChannels, outputChannels, other, skip);
  }

  /** One text for one network, as a part of its canonical form. */
  public String spelling() {
    String skipped = skip == Skip.NONE ? " noskip" : "";
    return body.spelling(this) + " " + Settings.label(activation) + skipped;
  }
}
