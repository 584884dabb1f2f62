package io.edgewise.search.history;

/** Names a trial within its search. */
public record TrialKey(int generation, int index) {

  @Override
  public String toString() {
    return generation + "/" + index;
  }
}
