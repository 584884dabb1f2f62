package io.edgewise.search.proxy.dl4j.kernel;

/**
 * Work on some rows of a {@code [rows, C]} view while they are in the cache. A convolution lets
 * {@link BatchNormalization} look at the rows it has just written, or change those it is about to
 * read: each row once, from the first to the last. That saves a way through main memory each.
 */
@FunctionalInterface
interface RowPass {
  /** Nothing to do. */
  RowPass NONE = (from, to) -> {};

  /** Works on rows {@code from} to {@code to - 1}. */
  void rows(int from, int to);
}
