package io.edgewise.search.evaluation;

import io.edgewise.search.accuracy.AccuracyMetric;
import io.edgewise.search.accuracy.Confusion;
import io.edgewise.search.dataset.DataSplit;
import io.edgewise.search.dataset.DatasetException;
import io.edgewise.search.dataset.ImageSet;
import io.edgewise.search.lowering.ProxyView;
import io.edgewise.search.proxy.ProxyTrainer;
import io.edgewise.search.proxy.TrainingOutcome;
import io.edgewise.search.proxy.TrainingRecipe;
import io.edgewise.search.proxy.TrainingState;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Evaluation.EarlyStop;
import io.edgewise.search.trial.Evaluation.Failed;
import io.edgewise.search.trial.Evaluation.Measured;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Evaluates one candidate on this thread: architecture to proxy to training to evaluation. */
public final class ProxyEvaluation {

  private final Function<ImageSet, ProxyView> view;
  private final ProxyTrainer trainer;
  private final TrainingRecipe recipe;
  private final AccuracyMetric metric;
  private final LongSupplier clockMillis;
  private final String host;
  private final int attempt;

  /**
   * @param view the proxy's rule for the images that it is trained on
   * @param metric what of the answers is called accuracy
   * @param clockMillis read only to tell what the training cost
   * @param host named in the cost
   * @param attempt likewise
   */
  public ProxyEvaluation(
      Function<ImageSet, ProxyView> view,
      ProxyTrainer trainer,
      TrainingRecipe recipe,
      AccuracyMetric metric,
      LongSupplier clockMillis,
      String host,
      int attempt) {
    this.view = view;
    this.trainer = trainer;
    this.recipe = recipe;
    this.metric = metric;
    this.clockMillis = clockMillis;
    this.host = host;
    this.attempt = attempt;
  }

  /**
   * Trains a candidate's proxy on to the end of an epoch; whatever goes wrong is a {@link Failed}.
   * A training that has ended stays as it is.
   *
   * @param data asked for once, if there is something to train
   */
  public Standing advance(Standing standing, Supplier<DataSplit> data, int toEpoch) {
    TrainingState from = standing.paused();
    if (from == null) {
      return standing;
    }
    Candidate candidate = standing.candidate();
    long start = clockMillis.getAsLong() - spent(standing);
    try {
      DataSplit split = data.get();
      return standing(
          candidate,
          trainer.train(
              view.apply(split.training()).network(candidate.architecture()),
              split,
              recipe,
              candidate.seed(),
              from,
              toEpoch),
          start);
    } catch (DatasetException e) {
      String seen = String.valueOf(e.getMessage());
      return new Standing(candidate, new Failed("data-set", seen, cost(start)), null);
    } catch (RuntimeException e) {
      return new Standing(candidate, new Failed("error", e.toString(), cost(start)), null);
    }
  }

  private Standing standing(Candidate candidate, TrainingOutcome outcome, long start) {
    if (outcome instanceof TrainingOutcome.Paused paused) {
      List<Double> losses = paused.state().epochLosses();
      return new Standing(candidate, measured(paused.answers(), losses, start), paused.state());
    }
    return new Standing(candidate, evaluation(outcome, start), null);
  }

  private Evaluation evaluation(TrainingOutcome outcome, long start) {
    if (outcome instanceof TrainingOutcome.Trained trained) {
      return measured(trained.answers(), trained.epochLosses(), start);
    }
    if (outcome instanceof TrainingOutcome.LevelledOff level) {
      return measured(level.answers(), level.epochLosses(), start)
          .stopped(new EarlyStop("learning-curve", level.detail()));
    }
    TrainingOutcome.Stopped stopped = (TrainingOutcome.Stopped) outcome;
    String kind = stopped.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return new Failed(kind, stopped.detail(), cost(start));
  }

  private Measured measured(Confusion answers, List<Double> losses, long start) {
    return new Measured(answers.estimate(metric), answers.answers(), losses, cost(start), null);
  }

  private static long spent(Standing standing) {
    return standing.evaluation() instanceof Measured measured
        ? measured.cost().trainingMillis()
        : 0;
  }

  private Evaluation.Cost cost(long start) {
    return new Evaluation.Cost(clockMillis.getAsLong() - start, host, attempt);
  }
}
