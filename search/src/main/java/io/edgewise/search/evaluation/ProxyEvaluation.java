package io.edgewise.search.evaluation;

import io.edgewise.search.accuracy.Score;
import io.edgewise.search.dataset.DatasetException;
import io.edgewise.search.proxy.TrainingOutcome;
import io.edgewise.search.proxy.TrainingState;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Evaluation.EarlyStop;
import io.edgewise.search.trial.Evaluation.Failed;
import io.edgewise.search.trial.Evaluation.Measured;
import io.edgewise.search.trial.Evaluation.Span;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Evaluates one candidate on this thread: training to evaluation, with what it cost. */
public final class ProxyEvaluation {

  private final CandidateTrainer trainer;
  private final Scoring scoring;
  private final LongSupplier clockMillis;
  private final String host;
  private final int attempt;

  /**
   * @param scoring what of the answers is called accuracy, and the limit that it is held against
   * @param clockMillis read only to tell what the training cost
   * @param host named in the cost
   * @param attempt likewise
   */
  public ProxyEvaluation(
      CandidateTrainer trainer,
      Scoring scoring,
      LongSupplier clockMillis,
      String host,
      int attempt) {
    this.trainer = trainer;
    this.scoring = scoring;
    this.clockMillis = clockMillis;
    this.host = host;
    this.attempt = attempt;
  }

  /**
   * Trains a candidate's proxy on to the end of an epoch; whatever goes wrong is a {@link Failed}.
   * A training that has ended stays as it is.
   */
  public Standing advance(Standing standing, int toEpoch) {
    TrainingState from = standing.paused();
    if (from == null) {
      return standing;
    }
    Candidate candidate = standing.candidate();
    Start start = Start.at(clockMillis.getAsLong(), standing);
    try {
      return standing(candidate, trainer.train(candidate, from, toEpoch), start);
    } catch (DatasetException e) {
      String seen = String.valueOf(e.getMessage());
      return new Standing(candidate, new Failed("data-set", seen, cost(start)), null);
    } catch (RuntimeException e) {
      return new Standing(candidate, new Failed("error", e.toString(), cost(start)), null);
    }
  }

  private Standing standing(Candidate candidate, TrainingOutcome outcome, Start start) {
    if (outcome instanceof TrainingOutcome.Paused paused) {
      List<Double> losses = paused.state().epochLosses();
      return new Standing(candidate, measured(paused.score(), losses, start), paused.state());
    }
    return new Standing(candidate, evaluation(outcome, start), null);
  }

  private Evaluation evaluation(TrainingOutcome outcome, Start start) {
    if (outcome instanceof TrainingOutcome.Trained trained) {
      return scoring.held(measured(trained.score(), trained.epochLosses(), start));
    }
    if (outcome instanceof TrainingOutcome.LevelledOff level) {
      return scoring.held(
          measured(level.score(), level.epochLosses(), start)
              .stopped(new EarlyStop("learning-curve", level.detail())));
    }
    TrainingOutcome.Stopped stopped = (TrainingOutcome.Stopped) outcome;
    String kind = stopped.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return new Failed(kind, stopped.detail(), cost(start));
  }

  private Measured measured(Score score, List<Double> losses, Start start) {
    return new Measured(
        score.estimate(scoring.metric()),
        score.answers(),
        score.metrics(),
        losses,
        cost(start),
        null,
        score.int8Loss(scoring.metric()).orElse(null));
  }

  private Evaluation.Cost cost(Start start) {
    long now = clockMillis.getAsLong();
    return new Evaluation.Cost(
        start.spentMillis() + now - start.againMillis(),
        host,
        attempt,
        new Span(start.first(), Instant.ofEpochMilli(now)));
  }

  /**
   * A start is where the time of a training counts from.
   *
   * @param first when it was begun
   * @param againMillis when it was begun or went on, by the clock
   * @param spentMillis what it took before that
   */
  private record Start(Instant first, long againMillis, long spentMillis) {

    static Start at(long nowMillis, Standing standing) {
      Instant now = Instant.ofEpochMilli(nowMillis);
      if (!(standing.evaluation() instanceof Measured measured)) {
        return new Start(now, nowMillis, 0);
      }
      Span before = measured.cost().span();
      return new Start(
          before == null ? now : before.from(), nowMillis, measured.cost().trainingMillis());
    }
  }
}
