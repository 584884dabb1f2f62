package io.edgewise.jobs.trainer;

import io.edgewise.jobs.task.TrainerSettings;
import io.edgewise.jobs.task.TrainingTask;
import io.edgewise.search.dataset.DataSplit;
import io.edgewise.search.evaluation.CandidateTrainer;
import io.edgewise.search.evaluation.ImageTrainer;
import io.edgewise.search.evaluation.Scoring.Numbers;
import io.edgewise.search.export.proxy.IntegerTrainer;
import io.edgewise.search.lowering.ProxyView;
import io.edgewise.search.proxy.dl4j.Dl4jProxyTrainer;
import io.edgewise.sim.settings.SettingsException;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;

/** The trainer that a task asks for. */
public final class Trainers {

  private Trainers() {}

  /**
   * Refuses a task before its first training that this build could not do.
   *
   * @throws SettingsException that says what to change
   */
  public static void requireAble(TrainingTask task) {
    requireAble(task, Dl4jProxyTrainer::keepsWeights);
  }

  static void requireAble(TrainingTask task, BooleanSupplier keepsWeights) {
    if (task.scoring().numbers() == Numbers.INT8) {
      requireWeights("proxy.accuracy", "int8", "float", keepsWeights);
    }
  }

  /**
   * Refuses, before a first training, a setting that quantises the weights of trained proxies where
   * this build keeps none.
   *
   * @param key of the setting
   * @param value that asks for weights
   * @param other that asks for none
   * @throws SettingsException that says what to change
   */
  public static void requireWeights(String key, String value, String other) {
    requireWeights(key, value, other, Dl4jProxyTrainer::keepsWeights);
  }

  static void requireWeights(String key, String value, String other, BooleanSupplier keepsWeights) {
    if (!keepsWeights.getAsBoolean()) {
      throw new SettingsException(
          "the search's settings",
          List.of(
              key
                  + ": is "
                  + value
                  + ", but this build computes on GPUs, from which no weights are taken that could be"
                  + " quantised; allowed is "
                  + other
                  + ", or an edgewise.jar that is built without -Pcuda"));
    }
  }

  /**
   * Makes the trainer.
   *
   * @param view how proxies follow from architectures
   * @param data asked for by the trainers that need the images
   * @param place where it trains
   */
  public static CandidateTrainer of(
      TrainingTask task,
      ProxyView view,
      Supplier<DataSplit> data,
      Place place,
      Configuration hadoop) {
    if (task.trainer() instanceof TrainerSettings.ByCommand command) {
      return new CommandTrainer(command, view, task, place);
    }
    if (task.trainer() instanceof TrainerSettings.ByTable table) {
      return new TableTrainer(FinishedTrainings.of(table.path(), hadoop));
    }
    Dl4jProxyTrainer trainer = new Dl4jProxyTrainer();
    return task.scoring().numbers() == Numbers.INT8
        ? new IntegerTrainer(view, trainer, task.recipe(), data)
        : new ImageTrainer(view, trainer, task.recipe(), data);
  }
}
