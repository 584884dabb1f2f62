package io.edgewise.search.evaluation;

import io.edgewise.search.evaluation.Evaluation.EarlyStop;
import io.edgewise.search.evaluation.Evaluation.Measured;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;

/**
 * Trains a generation rung by rung: all candidates to the first, the most rewarding of them to the
 * next. What is left behind is measured where it stopped.
 *
 * <p>A rung is decided when all of its trainings have paused, from their rewards and places alone:
 * the same candidates give the same evaluations however many cores there are and whichever training
 * ends first. ASHA (Li et al., arXiv 1810.05934), which promotes as results arrive, does not.
 */
public final class SuccessiveHalving {

  /** Trainings of one generation that can pause. */
  public interface Trainings {

    /**
     * Trains candidates on until they have seen so many epochs; those that have ended stay as they
     * are.
     *
     * @param places of the candidates within the generation
     * @return one evaluation a place, in the same order: what the candidate comes to if it is left
     *     there
     */
    List<Evaluation> trainTo(int epochs, List<Integer> places);
  }

  private final Halving halving;
  private final int epochs;
  private final ToDoubleBiFunction<Candidate, Double> reward;

  /**
   * @param epochs the recipe's
   * @param reward of a candidate at an accuracy; the highest go on
   */
  public SuccessiveHalving(
      Halving halving, int epochs, ToDoubleBiFunction<Candidate, Double> reward) {
    this.halving = halving;
    this.epochs = epochs;
    this.reward = reward;
  }

  /** One evaluation a candidate, in the same order. */
  public List<Evaluation> run(List<Candidate> candidates, Trainings trainings) {
    Map<Integer, Evaluation> evaluations = new HashMap<>();
    List<Integer> places = IntStream.range(0, candidates.size()).boxed().toList();
    List<Integer> rungs = halving.rungs(epochs);
    for (int rung = 0; rung < rungs.size() && !places.isEmpty(); rung++) {
      List<Evaluation> reached = trainings.trainTo(rungs.get(rung), places);
      for (int i = 0; i < places.size(); i++) {
        evaluations.put(places.get(i), reached.get(i));
      }
      if (rung + 1 < rungs.size()) {
        places = decide(new Rung(rung, rungs), places, candidates, evaluations);
      }
    }
    return IntStream.range(0, candidates.size()).mapToObj(evaluations::get).toList();
  }

  /** A rung by its number, from 0. */
  private record Rung(int number, List<Integer> all) {

    EarlyStop stop(double reward, int rank, int of, int goOn) {
      return new EarlyStop(
          "halving",
          String.format(
              Locale.ROOT,
              "rung %d of %d, after epoch %d of %d: reward %.4f was number %d of %d, %d went on",
              number + 1,
              all.size(),
              all.get(number),
              all.get(all.size() - 1),
              reward,
              rank,
              of,
              goOn));
    }
  }

  /** Marks who is left behind; returns who goes on, in order of place. */
  private List<Integer> decide(
      Rung rung,
      List<Integer> places,
      List<Candidate> candidates,
      Map<Integer, Evaluation> evaluations) {
    Map<Integer, Double> rewards = new HashMap<>();
    for (int place : places) {
      if (evaluations.get(place) instanceof Measured measured && measured.stopped().isEmpty()) {
        rewards.put(place, reward.applyAsDouble(candidates.get(place), measured.accuracy()));
      }
    }
    List<Integer> ranked = new ArrayList<>(rewards.keySet());
    ranked.sort(
        Comparator.<Integer>comparingDouble(place -> -rewards.getOrDefault(place, Double.NaN))
            .thenComparing(Comparator.naturalOrder()));
    int goOn = Math.min(ranked.size(), halving.goOn(places.size()));
    for (int i = goOn; i < ranked.size(); i++) {
      int place = ranked.get(i);
      EarlyStop stop =
          rung.stop(rewards.getOrDefault(place, Double.NaN), i + 1, ranked.size(), goOn);
      evaluations.computeIfPresent(place, (p, e) -> ((Measured) e).stopped(stop));
    }
    return ranked.subList(0, goOn).stream().sorted().toList();
  }
}
