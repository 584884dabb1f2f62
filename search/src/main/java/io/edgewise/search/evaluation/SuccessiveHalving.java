package io.edgewise.search.evaluation;

import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Evaluation.EarlyStop;
import io.edgewise.search.trial.Evaluation.Measured;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToDoubleBiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Asynchronous successive halving (ASHA; Li et al., arXiv 1810.05934): all candidates of a
 * generation are trained to the first rung, and of each rung the most rewarding go on to the next
 * as soon as they are known to, while others are still on their way to it. What is left behind is
 * measured where it stopped.
 *
 * <p>ASHA looks at results in the order in which they arrive, so that its decisions depend on how
 * many cores there are and how busy they are. Here they are looked at in the order in which
 * trainings set out for the rung: a result that arrives early waits for those before it. Which
 * trainings go on is then a function of the candidates and their rewards alone, and since they
 * arrive about in this order, little is waited for.
 *
 * <p>When all have come to a rung, those have gone on that would have if all had come at once, and
 * whoever was among the best of the first for a while.
 */
public final class SuccessiveHalving {

  /** Trainings of one generation that can pause. */
  public interface Trainings {

    /** Places within the generation, in the order in which their trainings begin. */
    List<Integer> order();

    /**
     * Trains every candidate to the first rung, and on to the next what may go on; returns when
     * nothing is left to train.
     *
     * @param rungs the epochs of each
     * @param decisions told of every training that reaches a rung or ends before it, one at a time
     */
    void train(List<Integer> rungs, Decisions decisions);
  }

  /** The decisions say what goes on. */
  public interface Decisions {

    /**
     * A training has come to a rung, or to its end on the way there.
     *
     * @param rung from 0
     * @param evaluation what the candidate comes to if it is left there
     * @return trainings that may now go on
     */
    List<Promotion> reached(int rung, int place, Evaluation evaluation);
  }

  /**
   * A training that may go on.
   *
   * @param place of its candidate within the generation
   * @param rung the one it goes on to
   */
  public record Promotion(int place, int rung) {}

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
    List<Integer> rungs = halving.rungs(epochs);
    Ladder ladder = new Ladder(candidates, trainings.order(), rungs);
    trainings.train(rungs, ladder);
    return Arrays.stream(ladder.evaluations)
        .map(e -> Objects.requireNonNull(e, "a training without an end"))
        .toList();
  }

  /** The rungs of one generation. */
  private final class Ladder implements Decisions {
    private final List<Candidate> candidates;
    private final @Nullable Evaluation[] evaluations;
    private final List<Rung> rungs;

    Ladder(List<Candidate> candidates, List<Integer> order, List<Integer> epochs) {
      this.candidates = candidates;
      this.evaluations = new Evaluation[candidates.size()];
      this.rungs = rungs(candidates.size(), epochs);
      rungs.get(0).setOut(order);
      rungs.get(0).close();
    }

    private List<Rung> rungs(int candidates, List<Integer> epochs) {
      List<Rung> all = new ArrayList<>();
      int meant = candidates;
      for (int number = 0; number < epochs.size(); number++) {
        meant = halving.goOn(meant);
        all.add(new Rung(number, epochs, meant));
      }
      return all;
    }

    @Override
    public List<Promotion> reached(int number, int place, Evaluation evaluation) {
      evaluations[place] = evaluation;
      rungs.get(number).arrive(place, rewardOf(place, evaluation));
      List<Promotion> promotions = new ArrayList<>();
      for (Rung rung : rungs.subList(number, rungs.size() - 1)) {
        Rung next = rungs.get(rung.number + 1);
        List<Integer> promoted = rung.decide();
        next.setOut(promoted);
        promoted.forEach(p -> promotions.add(new Promotion(p, next.number)));
        if (rung.isDecided() && !next.closed) {
          rung.leftBehind().forEach(this::stop);
          next.close();
        }
      }
      return promotions;
    }

    /** The reward by which a training goes on; null if it has ended. */
    private @Nullable Double rewardOf(int place, Evaluation evaluation) {
      return evaluation instanceof Measured measured && measured.stopped().isEmpty()
          ? reward.applyAsDouble(candidates.get(place), measured.accuracy())
          : null;
    }

    private void stop(int place, EarlyStop why) {
      evaluations[place] =
          ((Measured) Objects.requireNonNull(evaluations[place], "place " + place)).stopped(why);
    }
  }

  /** A rung knows who has set out for a rung, who has come to it, and who goes on from it. */
  private final class Rung {
    private final int number;
    private final List<Integer> epochs;

    /** This many would go on if all had come at once. */
    private final int meant;

    private final List<Integer> setOut = new ArrayList<>();
    private final Map<Integer, @Nullable Double> arrived = new HashMap<>();

    /** Places that have been looked at and could go on, best first. */
    private final List<Integer> ranked = new ArrayList<>();

    private final Set<Integer> promoted = new HashSet<>();
    private int lookedAt;
    private boolean closed;

    Rung(int number, List<Integer> epochs, int meant) {
      this.number = number;
      this.epochs = epochs;
      this.meant = meant;
    }

    void setOut(List<Integer> places) {
      setOut.addAll(places);
    }

    /** No more will set out. */
    void close() {
      closed = true;
    }

    void arrive(int place, @Nullable Double reward) {
      arrived.put(place, reward);
    }

    boolean isDecided() {
      return closed && lookedAt == setOut.size();
    }

    /** Looks at arrivals in the order in which they set out; returns who goes on besides. */
    List<Integer> decide() {
      List<Integer> goOn = new ArrayList<>();
      while (lookedAt < setOut.size() && arrived.containsKey(setOut.get(lookedAt))) {
        int place = setOut.get(lookedAt++);
        if (arrived.get(place) != null) {
          ranked.add(place);
          ranked.sort(
              Comparator.<Integer>comparingDouble(p -> -rewardAt(p))
                  .thenComparing(Comparator.naturalOrder()));
        }
        promote(halving.goOnEarly(lookedAt), goOn);
      }
      if (isDecided()) {
        promote(meant, goOn);
      }
      return goOn;
    }

    private void promote(int best, List<Integer> goOn) {
      for (int place : ranked.subList(0, Math.min(best, ranked.size()))) {
        if (promoted.add(place)) {
          goOn.add(place);
        }
      }
    }

    private double rewardAt(int place) {
      return Objects.requireNonNull(arrived.get(place));
    }

    /** Returns those of a decided rung that could have gone on and do not, and why. */
    Map<Integer, EarlyStop> leftBehind() {
      Map<Integer, EarlyStop> left = new HashMap<>();
      for (int i = 0; i < ranked.size(); i++) {
        int place = ranked.get(i);
        if (!promoted.contains(place)) {
          left.put(place, stop(rewardAt(place), i + 1));
        }
      }
      return left;
    }

    private EarlyStop stop(double reward, int rank) {
      return new EarlyStop(
          "halving",
          String.format(
              Locale.ROOT,
              "rung %d of %d, after epoch %d of %d: reward %.4f was number %d of %d, %d went on",
              number + 1,
              epochs.size(),
              epochs.get(number),
              epochs.get(epochs.size() - 1),
              reward,
              rank,
              ranked.size(),
              promoted.size()));
    }
  }
}
