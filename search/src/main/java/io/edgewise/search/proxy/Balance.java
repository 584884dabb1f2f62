package io.edgewise.search.proxy;

import java.util.Arrays;

/** A balance says how a training makes up for classes of unequal size. */
public enum Balance {
  /** {@link #WEIGHTS} where the largest class is over three times the smallest, else none. */
  AUTO,

  /** Every image counts alike. */
  NONE,

  /**
   * An image of class c counts N / (K n(c)) in the loss, with n(c) of N images in K classes: every
   * class counts alike, and all images together as much as before (King and Zeng, Political
   * Analysis 9, 2001, eq. 7, for classes that are meant to be equally frequent).
   */
  WEIGHTS,

  /** Every epoch draws as many images of each class, those of small classes more than once. */
  SAMPLING;

  private static final int EVEN_UP_TO = 3;

  /**
   * The balance of a training on such classes, which is not {@link #AUTO}.
   *
   * @param classCounts images of each class; classes without images are not looked at
   */
  public Balance on(int[] classCounts) {
    if (this != AUTO) {
      return this;
    }
    long most = Arrays.stream(classCounts).max().orElse(0);
    long fewest = Arrays.stream(classCounts).filter(count -> count > 0).min().orElse(0);
    return most > EVEN_UP_TO * fewest ? WEIGHTS : NONE;
  }
}
