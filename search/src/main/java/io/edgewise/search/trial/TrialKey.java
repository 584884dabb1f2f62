package io.edgewise.search.trial;

import java.io.Serializable;

/** Names a trial within its search. */
public record TrialKey(int generation, int index) implements Serializable {

  @Override
  public String toString() {
    return generation + "/" + index;
  }
}
