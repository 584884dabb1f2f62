package io.edgewise.search.evaluation;

import io.edgewise.search.dataset.DataSplit;
import io.edgewise.search.lowering.ProxyView;
import io.edgewise.search.proxy.ProxyTrainer;
import io.edgewise.search.proxy.TrainingOutcome;
import io.edgewise.search.proxy.TrainingRecipe;
import io.edgewise.search.proxy.TrainingState;
import java.util.function.Supplier;

/**
 * An image trainer trains proxies on images in this JVM.
 *
 * @param view how a proxy follows from its architecture
 * @param trainer trains it
 * @param data asked for once a training
 */
public record ImageTrainer(
    ProxyView view, ProxyTrainer trainer, TrainingRecipe recipe, Supplier<DataSplit> data)
    implements CandidateTrainer {

  @Override
  public TrainingOutcome train(Candidate candidate, TrainingState from, int toEpoch) {
    return trainer.train(
        view.network(candidate.architecture()),
        data.get(),
        recipe,
        candidate.seed(),
        from,
        toEpoch);
  }
}
