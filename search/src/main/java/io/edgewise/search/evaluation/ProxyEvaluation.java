package io.edgewise.search.evaluation;

import io.edgewise.search.dataset.DataSplit;
import io.edgewise.search.lowering.ProxyView;
import io.edgewise.search.proxy.ProxyTrainer;
import io.edgewise.search.proxy.TrainingOutcome;
import io.edgewise.search.proxy.TrainingRecipe;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Evaluates one candidate on this thread: architecture to proxy to training to evaluation. */
public final class ProxyEvaluation {

  private final ProxyView view;
  private final ProxyTrainer trainer;
  private final TrainingRecipe recipe;
  private final LongSupplier clockMillis;
  private final String host;

  /**
   * @param clockMillis read only to tell what the training cost
   * @param host named in the cost
   */
  public ProxyEvaluation(
      ProxyView view,
      ProxyTrainer trainer,
      TrainingRecipe recipe,
      LongSupplier clockMillis,
      String host) {
    this.view = view;
    this.trainer = trainer;
    this.recipe = recipe;
    this.clockMillis = clockMillis;
    this.host = host;
  }

  /** Trains the candidate's proxy; whatever goes wrong is a {@link Evaluation.Failed}. */
  public Evaluation evaluate(Candidate candidate, DataSplit data) {
    long start = clockMillis.getAsLong();
    try {
      TrainingOutcome outcome =
          trainer.train(view.network(candidate.architecture()), data, recipe, candidate.seed());
      return outcome instanceof TrainingOutcome.Trained trained
          ? new Evaluation.Measured(trained.accuracy(), trained.epochLosses(), cost(start))
          : stopped((TrainingOutcome.Stopped) outcome, start);
    } catch (RuntimeException e) {
      return new Evaluation.Failed("error", e.toString(), cost(start));
    }
  }

  private Evaluation stopped(TrainingOutcome.Stopped stopped, long start) {
    String kind = stopped.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return new Evaluation.Failed(kind, stopped.detail(), cost(start));
  }

  private Evaluation.Cost cost(long start) {
    return new Evaluation.Cost(clockMillis.getAsLong() - start, host);
  }
}
