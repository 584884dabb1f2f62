package io.edgewise.search.stopping;

import io.edgewise.search.evaluation.Screener;
import io.edgewise.search.history.KnownTrials;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.ArchitectureId;
import io.edgewise.search.space.SearchSpace;
import io.edgewise.search.trial.Screening;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * This rule sees whether a space has a network left that could be trained. Only small spaces are
 * ever exhausted, so only those are walked; and only once.
 */
public final class Exhaustion {

  /** Spellings of a space that is walked; more than this nobody trains in one search. */
  static final int MAX_SPELLINGS = 2_000;

  private final SearchSpace space;
  private final Screener screener;
  private @Nullable List<ArchitectureId> feasible;
  private int networks;

  /**
   * @param screener tells which networks fit the constraints; the others are never trained
   */
  public Exhaustion(SearchSpace space, Screener screener) {
    this.space = space;
    this.screener = screener;
  }

  /**
   * Returns why no network is left; empty if one is, if none of the space fits the constraints, or
   * if the space is large.
   *
   * @param known what was trained
   */
  public Optional<String> reason(KnownTrials known) {
    if (space.size().compareTo(BigInteger.valueOf(MAX_SPELLINGS)) > 0) {
      return Optional.empty();
    }
    List<ArchitectureId> trainable = feasible();
    boolean left =
        trainable.isEmpty() || trainable.stream().anyMatch(id -> known.find(id).isEmpty());
    return left ? Optional.empty() : Optional.of(words(trainable.size()));
  }

  private String words(int trainable) {
    return "all "
        + trainable
        + " networks of the space "
        + (trainable < networks ? "that fit the constraints " : "")
        + "are measured";
  }

  private List<ArchitectureId> feasible() {
    if (feasible == null) {
      // Two spellings may be one network.
      Map<ArchitectureId, Architecture> distinct = new LinkedHashMap<>();
      space.enumerate().forEach(network -> distinct.putIfAbsent(network.id(), network));
      List<Architecture> all = List.copyOf(distinct.values());
      List<Screening> screenings = screener.screen(all);
      List<ArchitectureId> fits = new ArrayList<>();
      for (int i = 0; i < all.size(); i++) {
        if (screenings.get(i).isFeasible()) {
          fits.add(all.get(i).id());
        }
      }
      networks = all.size();
      feasible = fits;
    }
    return feasible;
  }
}
