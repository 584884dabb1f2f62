package io.edgewise.search.export.proxy;

import io.edgewise.search.accuracy.Confusion;
import io.edgewise.search.accuracy.Int8Score;
import io.edgewise.search.accuracy.Score;
import io.edgewise.search.dataset.DataSplit;
import io.edgewise.search.evaluation.Candidate;
import io.edgewise.search.evaluation.CandidateTrainer;
import io.edgewise.search.export.verify.VerificationException;
import io.edgewise.search.lowering.ProxyView;
import io.edgewise.search.network.BlockNetwork;
import io.edgewise.search.proxy.TrainingOutcome;
import io.edgewise.search.proxy.TrainingOutcome.LevelledOff;
import io.edgewise.search.proxy.TrainingOutcome.StopReason;
import io.edgewise.search.proxy.TrainingOutcome.Stopped;
import io.edgewise.search.proxy.TrainingOutcome.Trained;
import io.edgewise.search.proxy.TrainingRecipe;
import io.edgewise.search.proxy.TrainingState;
import io.edgewise.search.proxy.dl4j.Dl4jProxyTrainer;
import io.edgewise.search.proxy.dl4j.TrainedProxy;
import java.util.function.Supplier;

/**
 * An integer trainer trains proxies on images in this JVM and scores them in int8. It trains to the
 * end in one go: what has paused has no score in int8.
 *
 * @param view how a proxy follows from its architecture
 * @param data asked for once a training
 */
public record IntegerTrainer(
    ProxyView view, Dl4jProxyTrainer trainer, TrainingRecipe recipe, Supplier<DataSplit> data)
    implements CandidateTrainer {

  @Override
  public TrainingOutcome train(Candidate candidate, TrainingState from, int toEpoch) {
    if (from.epochs() != 0 || toEpoch != recipe.epochs()) {
      throw new IllegalArgumentException(
          "from epoch "
              + from.epochs()
              + " to "
              + toEpoch
              + ": allowed is from 0 to "
              + recipe.epochs()
              + ", for a proxy is scored in int8 at its end");
    }
    BlockNetwork network = view.network(candidate.architecture());
    DataSplit split = data.get();
    Dl4jProxyTrainer.Ended ended = trainer.trainToTheEnd(network, split, recipe, candidate.seed());
    return ended
        .proxy()
        .map(proxy -> scored(ended.outcome(), network, proxy, split))
        .orElse(ended.outcome());
  }

  private static TrainingOutcome scored(
      TrainingOutcome floats, BlockNetwork network, TrainedProxy proxy, DataSplit data) {
    try {
      return inIntegers(floats, new IntegerProxy(network, proxy).answers(data));
    } catch (IllegalArgumentException | VerificationException e) {
      return new Stopped(StopReason.NO_INT8, String.valueOf(e.getMessage()));
    }
  }

  private static TrainingOutcome inIntegers(TrainingOutcome floats, Confusion integers) {
    if (floats instanceof LevelledOff level) {
      return new LevelledOff(both(integers, level.score()), level.epochLosses(), level.detail());
    }
    Trained trained = (Trained) floats;
    return new Trained(both(integers, trained.score()), trained.epochLosses());
  }

  private static Score both(Confusion integers, Score floats) {
    return new Int8Score(integers, (Confusion) floats);
  }
}
