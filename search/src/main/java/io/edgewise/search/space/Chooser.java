package io.edgewise.search.space;

/** Chooses at each decision of a walk. */
@FunctionalInterface
public interface Chooser {

  /** The index of the chosen option, 0 to {@code decision.options().size() - 1}. */
  int choose(Decision decision);
}
