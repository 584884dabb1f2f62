package io.edgewise.search.controller.policy;

import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.Choice;
import io.edgewise.search.space.Decision;
import io.edgewise.search.space.SearchSpace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The decisions of a space as a policy sees them: every option of every decision is one token, and
 * the tokens of a decision lie side by side.
 */
public final class Steps {

  private final List<Decision> decisions;
  private final Map<String, Integer> indexByName = new HashMap<>();
  private final int[] firstToken;

  public Steps(SearchSpace space) {
    this.decisions = space.decisions();
    this.firstToken = new int[decisions.size() + 1];
    for (int i = 0; i < decisions.size(); i++) {
      indexByName.put(decisions.get(i).name(), i);
      firstToken[i + 1] = firstToken[i] + decisions.get(i).options().size();
    }
  }

  /** Number of options of all decisions together. */
  public int tokens() {
    return firstToken[decisions.size()];
  }

  /** Number of decisions, met or not. */
  public int decisions() {
    return decisions.size();
  }

  /** The token of a decision's first option. */
  public int firstToken(int decision) {
    return firstToken[decision];
  }

  /** Number of options of a decision. */
  public int options(int decision) {
    return firstToken[decision + 1] - firstToken[decision];
  }

  /** The place of a decision in the walk. */
  public int indexOf(Decision decision) {
    Integer index = indexByName.get(decision.name());
    if (index == null) {
      throw new IllegalArgumentException(
          "decision " + decision.name() + ": not one of the space's decisions");
    }
    return index;
  }

  /**
   * The tokens an architecture chose, in walk order, only the decisions it met.
   *
   * @throws IllegalArgumentException if a choice is not one of the space
   */
  public int[] tokensOf(Architecture architecture) {
    return architecture.choices().stream().mapToInt(this::tokenOf).toArray();
  }

  /** The decision a token belongs to. */
  public int decisionOf(int token) {
    int decision = 0;
    while (firstToken[decision + 1] <= token) {
      decision++;
    }
    return decision;
  }

  private int tokenOf(Choice choice) {
    Integer index = indexByName.get(choice.decision());
    int option = index == null ? -1 : decisions.get(index).options().indexOf(choice.value());
    if (index == null || option < 0) {
      throw new IllegalArgumentException(
          "choice " + choice.decision() + " = " + choice.value() + ": not in the search space");
    }
    return firstToken[index] + option;
  }
}
