package io.edgewise.search.controller.archive;

import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.Choice;
import io.edgewise.search.space.Decision;
import io.edgewise.search.space.SearchSpace;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Architectures as arrays of option indices, one a decision in walk order, {@link #NOT_MET} where
 * the walk did not meet the decision.
 */
public final class Spellings {

  /** This number stands in place of an option's index where the walk did not meet the decision. */
  public static final int NOT_MET = -1;

  private final SearchSpace space;
  private final Map<String, Integer> indexByName = new HashMap<>();

  public Spellings(SearchSpace space) {
    this.space = space;
    List<Decision> decisions = space.decisions();
    for (int i = 0; i < decisions.size(); i++) {
      indexByName.put(decisions.get(i).name(), i);
    }
  }

  /** Length of a spelling. */
  public int decisions() {
    return indexByName.size();
  }

  /** Spells an architecture of the space. */
  public int[] of(Architecture architecture) {
    int[] spelling = new int[decisions()];
    Arrays.fill(spelling, NOT_MET);
    for (Choice choice : architecture.choices()) {
      Integer index = indexByName.get(choice.decision());
      if (index == null) {
        throw new IllegalArgumentException(
            "choice " + choice.decision() + " = " + choice.value() + ": not in the search space");
      }
      spelling[index] = space.decisions().get(index).indexOf(choice.value());
    }
    return spelling;
  }

  /** The architecture that a spelling of this space stands for. */
  public Architecture architecture(int[] spelling) {
    return space.walk(decision -> spelling[indexOf(decision)]);
  }

  /** The place of a decision in the walk. */
  public int indexOf(Decision decision) {
    return indexByName.getOrDefault(decision.name(), NOT_MET);
  }
}
