package io.edgewise.search.quantization;

import io.edgewise.sim.settings.Settings;

/** A step is what a recipe may do beside choosing ranges; in the order in which they are done. */
public enum Step {
  /** {@link CrossLayerEqualization}. */
  EQUALIZATION("equalized"),
  /** {@link HighBiasAbsorption}. */
  BIAS_ABSORPTION("bias-absorbed"),
  /** {@link AdaptiveRounding}. */
  ADAPTIVE_ROUNDING("adaptively rounded"),
  /** {@link BiasCorrection}. */
  BIAS_CORRECTION("bias-corrected");

  private final String done;

  Step(String done) {
    this.done = done;
  }

  /** The word of the step on a command line. */
  @Override
  public String toString() {
    return Settings.label(this);
  }

  /** Returns what a network is once the step is done, in a word or two. */
  String done() {
    return done;
  }
}
