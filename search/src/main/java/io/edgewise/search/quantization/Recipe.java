package io.edgewise.search.quantization;

import java.util.EnumSet;
import java.util.Set;
import java.util.StringJoiner;

/**
 * A recipe says how a network is quantised.
 *
 * @param steps beside the choice of ranges
 * @param ranges of activations
 */
public record Recipe(Set<Step> steps, RangeMethod ranges) {

  /** The plainest: least and largest values, weights to the nearest integer. */
  public static final Recipe MINMAX = new Recipe(Set.of(), RangeMethod.MINMAX);

  /** The steps that are tried where nobody says which: all that take seconds. */
  public static final Set<Step> USUAL_STEPS =
      Set.copyOf(EnumSet.complementOf(EnumSet.of(Step.ADAPTIVE_ROUNDING)));

  public Recipe {
    steps = Set.copyOf(steps);
  }

  /** Returns whether the recipe has a step. */
  public boolean has(Step step) {
    return steps.contains(step);
  }

  public Recipe with(Step step) {
    EnumSet<Step> more = EnumSet.of(step);
    more.addAll(steps);
    return new Recipe(more, ranges);
  }

  /** The recipe that leaves a step out. */
  Recipe without(Step step) {
    EnumSet<Step> fewer = EnumSet.allOf(Step.class);
    fewer.retainAll(steps);
    fewer.remove(step);
    return new Recipe(fewer, ranges);
  }

  public Recipe withRanges(RangeMethod method) {
    return new Recipe(steps, method);
  }

  /** Its steps in a few words, such as {@code equalized, least-squares, bias-corrected}. */
  @Override
  public String toString() {
    StringJoiner words = new StringJoiner(", ");
    for (Step step : Step.values()) {
      if (step == Step.ADAPTIVE_ROUNDING) { // Ranges are chosen before weights are rounded.
        words.add(word());
      }
      if (has(step)) {
        words.add(step.done());
      }
    }
    return words.toString();
  }

  private String word() {
    return switch (ranges) {
      case MINMAX -> "minmax";
      case PERCENTILE_99_99 -> "percentile 99.99";
      case PERCENTILE_99_9 -> "percentile 99.9";
      case LEAST_SQUARES -> "least-squares";
    };
  }
}
