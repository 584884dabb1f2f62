package io.edgewise.jobs.task;

import io.edgewise.jobs.dataset.DatasetSettings;
import io.edgewise.jobs.task.TrainerSettings.Kind;
import io.edgewise.search.accuracy.AccuracyMetric;
import io.edgewise.search.dataset.ImageSet;
import io.edgewise.search.evaluation.Halving;
import io.edgewise.search.evaluation.Scoring;
import io.edgewise.search.evaluation.Scoring.Numbers;
import io.edgewise.search.lowering.ProxyView;
import io.edgewise.search.proxy.Balance;
import io.edgewise.search.proxy.TrainingRecipe;
import io.edgewise.sim.settings.Settings;
import io.edgewise.sim.settings.SettingsException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A training task says what networks are trained on, and how. It is a plain value: it travels to
 * the executors, and is all that they are told.
 *
 * @param data where the images come from
 * @param proxy how the trained network follows from the deployed one
 * @param recipe how it is trained
 * @param scoring what of a trained network's answers is called accuracy
 * @param halving which trainings go on to the recipe's last epoch
 * @param trainer who trains
 */
public record TrainingTask(
    DatasetSettings data,
    ProxySettings proxy,
    TrainingRecipe recipe,
    Scoring scoring,
    Halving halving,
    TrainerSettings trainer)
    implements Serializable {

  private static final int MOST_IN_A_BATCH = 65_536;

  /**
   * Reads the sections {@code dataset} and {@code proxy}; mistakes are noted in them.
   *
   * @param parent the section that holds both
   * @param deployResolution of the deployed network, pixels
   * @param mostInt8Loss by how much accuracies in int8 may be below those in floats; infinite for
   *     no limit
   */
  public static TrainingTask read(Settings parent, int deployResolution, double mostInt8Loss) {
    Settings section = parent.section("proxy");
    Settings data = parent.section("dataset");
    Settings halving = section.section("halving");
    ProxySettings proxy = ProxySettings.read(section, deployResolution);
    return new TrainingTask(
        DatasetSettings.read(data, proxy.resolution()),
        proxy,
        recipe(section, balance(data, section)),
        new Scoring(
            section.choice("metric", AccuracyMetric.class),
            numbers(section, halving),
            mostInt8Loss),
        halving(section, halving),
        TrainerSettings.read(section));
  }

  /** The proxy's rule for images of this data set: their channels and classes complete it. */
  public ProxyView view(ImageSet images) {
    return proxy.view(images.channels(), images.classes());
  }

  /** The metric of a trained network's answers, whatever it computes them with. */
  public AccuracyMetric metric() {
    return scoring.metric();
  }

  /** The same task with everything trained to the last epoch. */
  public TrainingTask toTheEnd() {
    return new TrainingTask(data, proxy, recipe, scoring, Halving.OFF, trainer);
  }

  /** The same task without a limit that a trained network could break. */
  public TrainingTask unconstrained() {
    return new TrainingTask(data, proxy, recipe, scoring.unconstrained(), halving, trainer);
  }

  /** The same task with other proxies and another number of epochs. */
  public TrainingTask with(ProxySettings otherProxy, int epochs) {
    return new TrainingTask(data, otherProxy, recipe.withEpochs(epochs), scoring, halving, trainer);
  }

  /**
   * Refuses a metric by which all networks are equal.
   *
   * @param classes of the data set
   * @param origin names the file in messages
   * @throws SettingsException if it is top-5 of so few classes
   */
  public void requireTelling(int classes, String origin) {
    if (metric() == AccuracyMetric.TOP_5 && classes <= AccuracyMetric.FIVE) {
      throw new SettingsException(
          origin,
          List.of(
              "proxy.metric: is top-5, but of the data set's "
                  + classes
                  + " classes all are among five answers; allowed is top-1, balanced or macro-f1"));
    }
  }

  /**
   * Tells what is done about classes of unequal size.
   *
   * @return empty if nothing is, or they are of one size
   */
  public Optional<String> balanceLine(ImageSet images) {
    IntSummaryStatistics sizes =
        Arrays.stream(images.classCounts()).filter(count -> count > 0).summaryStatistics();
    Balance balance = recipe.balanceOn(images.classCounts());
    return balance == Balance.NONE || sizes.getMin() == sizes.getMax()
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "classes of %,d to %,d training images count alike in training (dataset.balance ="
                    + " %s)",
                sizes.getMin(),
                sizes.getMax(),
                Settings.label(balance)));
  }

  /** Only weights can be quantised, and only those of the last epoch are worth it. */
  private static Numbers numbers(Settings proxy, Settings halving) {
    Numbers numbers = proxy.choice("accuracy", Numbers.class);
    TrainerSettings.Kind trainer = proxy.choice("trainer", TrainerSettings.Kind.class);
    if (numbers == Numbers.INT8 && trainer != Kind.EDGEWISE) {
      proxy.problem(
          "accuracy",
          "is int8, but proxy.trainer = "
              + Settings.label(trainer)
              + " leaves no weights that could be quantised; allowed is float, or proxy.trainer ="
              + " edgewise");
    }
    if (numbers == Numbers.INT8 && halving.flag("enabled")) {
      proxy.problem(
          "accuracy",
          "is int8, but proxy.halving.enabled = true ranks networks at rungs, before there are"
              + " weights worth quantising; allowed is float, or proxy.halving.enabled = false");
    }
    return numbers;
  }

  private static Halving halving(Settings proxy, Settings halving) {
    boolean enabled = halving.flag("enabled");
    if (enabled && proxy.choice("trainer", TrainerSettings.Kind.class) == Kind.TABLE) {
      halving.problem(
          "enabled", "is true, but proxy.trainer = table knows finished trainings only");
    }
    Halving rungs =
        new Halving(
            halving.integer("first-rung", 1, 10_000), halving.integer("reduction", 2, 1000));
    return enabled ? rungs : Halving.OFF;
  }

  private static Balance balance(Settings data, Settings proxy) {
    Balance balance = data.choice("balance", Balance.class);
    if (balance == Balance.WEIGHTS && proxy.integer("batch-size", 1, MOST_IN_A_BATCH) == 1) {
      data.problem(
          "balance",
          "is weights, but proxy.batch-size = 1 leaves an image none to be weighed against; allowed"
              + " is auto, none or sampling, or a batch-size of at least 2");
    }
    return balance;
  }

  private static TrainingRecipe recipe(Settings proxy, Balance balance) {
    return new TrainingRecipe(
        proxy.integer("epochs", 1, 10_000),
        proxy.integer("batch-size", 1, MOST_IN_A_BATCH),
        proxy.number("learning-rate", 1e-8, 100),
        proxy.number("label-smoothing", 0, 0.99),
        proxy.flag("augment"),
        proxy.number("cutout", 0, 1),
        (int) proxy.numberUnless("patience", "none", 1, 10_000).orElse(Integer.MAX_VALUE),
        1000 * proxy.whole("time-limit-seconds", 1, 31_536_000),
        balance);
  }
}
