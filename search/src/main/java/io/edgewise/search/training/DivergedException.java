package io.edgewise.search.training;

import java.util.Locale;

/** A training's loss is no number, or far above that of guessing: its weights are of no use. */
public final class DivergedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param step that showed the loss, from 1
   */
  public DivergedException(double loss, int step) {
    super(String.format(Locale.ROOT, "the training diverged: loss %s at step %d", loss, step));
  }
}
