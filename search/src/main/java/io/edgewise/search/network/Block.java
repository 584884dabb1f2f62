package io.edgewise.search.network;

import io.edgewise.sim.settings.Settings;
import java.io.Serializable;

/**
 * One block in its place in a network. Where stride and channels allow it, its input is added to
 * what its body computes.
 *
 * @param stride 1 or 2
 * @param activation RELU where nothing in the block has one
 */
public record Block(
    BlockBody body, int stride, int inputChannels, int outputChannels, Nonlinearity activation)
    implements Serializable {

  public Block {
    activation = body.hasActivation() ? activation : Nonlinearity.RELU;
  }

  /** Returns whether the block's input is added to its output. */
  public boolean hasResidual() {
    return stride == 1 && inputChannels == outputChannels;
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
        body.resized(this, newStride, inputs, outputs), newStride, inputs, outputs, activation);
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
    return new Block(body, stride, inputChannels, outputChannels, other);
  }

  /** One text for one network, as a part of its canonical form. */
  public String spelling() {
    return body.spelling(this) + " " + Settings.label(activation);
  }
}
