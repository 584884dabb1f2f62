package io.edgewise.sim.calibration;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import io.edgewise.sim.accelerator.Uncertainty;
import io.edgewise.sim.settings.SettingsException;
import java.util.Arrays;
import java.util.List;

/** Fits numbers of an accelerator file to measured latencies. */
public final class Calibrator {

  /** The key of the factors of {@link io.edgewise.sim.accelerator.Uncertainty}. */
  public static final String UNCERTAINTY = "uncertainty.factors";

  /** Fewer measurements cannot tell which numbers are to be fitted. */
  public static final int LEAST_ROWS = 10;

  /** Folds where numbers are chosen, which takes longer than to fit those that somebody chose. */
  private static final int CHOOSING_FOLDS = 10;

  private final TunedFile file;
  private final boolean chooses;

  private Calibrator(TunedFile file, boolean chooses) {
    this.file = file;
    this.chooses = chooses;
  }

  /**
   * A fit of numbers that somebody chose.
   *
   * @param origin names the accelerator file in messages
   * @param settings its settings
   * @param keys the numbers that may move, such as {@code host.fixed-micros}
   * @throws SettingsException if a key is not a number of the file
   */
  public Calibrator(String origin, Config settings, List<String> keys) {
    this(TunedFile.of(origin, settings, keys), false);
  }

  /**
   * A fit that chooses its numbers by what the measurements follow: those that they tell move, if
   * they have to.
   *
   * @param origin names the accelerator file in messages
   * @param settings its settings
   */
  public static Calibrator choosing(String origin, Config settings) {
    return new Calibrator(TunedFile.of(origin, settings), true);
  }

  /**
   * Fits.
   *
   * @param networks names of the measured networks; equal names are never split over folds
   * @param predictor predicts them, in the same order
   * @param measured their measured latencies, ms
   */
  public Calibration run(List<String> networks, Predictor predictor, double[] measured) {
    double[] start = predictor.latencies(List.of(file.spec(file.initial())))[0];
    List<ToldNumber> numbers = fit(predictor, measured);
    double[] end = predictor.latencies(List.of(file.spec(values(numbers))))[0];
    Fit fit = fitTo(predictor, measured);
    Folds folds = folds(networks);
    double[] validated = new double[measured.length];
    for (int k = 0; k < folds.count(); k++) {
      double[] values = fit.values(folds.outside(k));
      double[] predicted = predictor.latencies(List.of(file.spec(values)))[0];
      for (int i = 0; i < validated.length; i++) {
        validated[i] = folds.of()[i] == k ? predicted[i] : validated[i];
      }
    }
    return new Calibration(
        numbers,
        Accuracy.of(start, measured),
        Accuracy.of(end, measured),
        Accuracy.of(validated, measured),
        Arrays.stream(start).boxed().toList(),
        Arrays.stream(end).boxed().toList(),
        Arrays.stream(validated).boxed().toList(),
        folds.count());
  }

  /**
   * Fits without telling how well it holds elsewhere, which takes most of the time.
   *
   * @return what the measurements said of each number that might move
   */
  public List<ToldNumber> fit(Predictor predictor, double[] measured) {
    boolean[] all = new boolean[measured.length];
    Arrays.fill(all, true);
    return fitTo(predictor, measured).of(all);
  }

  /** The settings of the file with what a fit came to, its uncertainty included if it is known. */
  public Config settings(Calibration fitted, Uncertainty uncertainty) {
    Config settings = file.with(fitted.values());
    return uncertainty.isKnown()
        ? settings.withValue(UNCERTAINTY, ConfigValueFactory.fromAnyRef(uncertainty.factors()))
        : settings.withoutPath(UNCERTAINTY);
  }

  private Fit fitTo(Predictor predictor, double[] measured) {
    return chooses
        ? new ChoosingFit(file, predictor, measured)
        : new KeysFit(file, predictor, measured);
  }

  private static double[] values(List<ToldNumber> numbers) {
    return numbers.stream().mapToDouble(ToldNumber::value).toArray();
  }

  private Folds folds(List<String> networks) {
    Folds folds = Folds.of(networks);
    return chooses && folds.count() > CHOOSING_FOLDS ? Folds.of(networks, CHOOSING_FOLDS) : folds;
  }
}
