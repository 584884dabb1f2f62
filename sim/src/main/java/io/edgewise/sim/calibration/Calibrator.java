package io.edgewise.sim.calibration;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.accelerator.Uncertainty;
import io.edgewise.sim.naming.DidYouMean;
import io.edgewise.sim.settings.AcceleratorFile;
import io.edgewise.sim.settings.SettingsException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Fits numbers of an accelerator file to measured latencies. */
public final class Calibrator {

  /** Fitted unless others are asked for: what depends on host, link and sequencer. */
  public static final List<String> DEFAULT_KEYS =
      List.of(
          "host.fixed-micros",
          "host.sleep-after-micros",
          "host.sleep-ramp-micros",
          "host.wake-micros",
          "chip.sequencer.operation-cycles",
          "chip.sequencer.halo-cycles",
          "chip.sequencer.element-cycles");

  /** The key of the factors of {@link Uncertainty}. */
  public static final String UNCERTAINTY = "uncertainty.factors";

  private static final int FOLDS = 4;

  /** A fold of fewer networks than this would hold too few: each is left out by itself. */
  private static final int FEW = 40;

  private static final long SHUFFLE_SEED = 1;

  private final String origin;
  private final Config settings;
  private final List<Parameter> parameters;

  /**
   * @param origin names the accelerator file in messages
   * @param settings its settings
   * @param keys the numbers that may move, such as {@code host.fixed-micros}
   * @throws SettingsException if a key is not a number of the file
   */
  public Calibrator(String origin, Config settings, List<String> keys) {
    this.origin = origin;
    this.settings = settings;
    this.parameters = keys.stream().map(key -> parameter(origin, settings, key)).toList();
  }

  /**
   * Fits.
   *
   * @param networks names of the measured networks; equal names are never split over folds
   * @param predictor predicts them, in the same order
   * @param measured their measured latencies, ms
   */
  public Calibration run(List<String> networks, Predictor predictor, double[] measured) {
    double[][] start = predictor.latencies(List.of(spec(initial())));
    boolean[] all = new boolean[measured.length];
    Arrays.fill(all, true);
    double[] fitted = fit(predictor, measured, all);
    double[][] end = predictor.latencies(List.of(spec(fitted)));
    int[] fold = folds(networks);
    int folds = Arrays.stream(fold).max().orElse(0) + 1;
    double[] validated = new double[measured.length];
    for (int k = 0; k < folds; k++) {
      validate(predictor, measured, fold, k, validated);
    }
    return new Calibration(
        named(fitted),
        Accuracy.of(start[0], measured),
        Accuracy.of(end[0], measured),
        Accuracy.of(validated, measured),
        Arrays.stream(validated).boxed().toList(),
        folds);
  }

  /**
   * The accelerator's settings with what a fit came to; of fewer than 9 networks no uncertainty is
   * left, for that of the file was of other networks and another setup.
   */
  public Config settings(Map<String, Double> values, Uncertainty uncertainty) {
    List<Double> factors = uncertainty.factors();
    Config fitted = settings(values);
    return factors.isEmpty()
        ? fitted.withoutPath("uncertainty")
        : fitted.withValue(UNCERTAINTY, ConfigValueFactory.fromIterable(factors));
  }

  private Config settings(Map<String, Double> values) {
    Config changed = settings;
    for (Map.Entry<String, Double> value : values.entrySet()) {
      changed = changed.withValue(value.getKey(), ConfigValueFactory.fromAnyRef(value.getValue()));
    }
    return changed;
  }

  private void validate(
      Predictor predictor, double[] measured, int[] fold, int k, double[] validated) {
    boolean[] others = new boolean[measured.length];
    for (int i = 0; i < others.length; i++) {
      others[i] = fold[i] != k;
    }
    double[] predicted = predictor.latencies(List.of(spec(fit(predictor, measured, others))))[0];
    for (int i = 0; i < others.length; i++) {
      if (!others[i]) {
        validated[i] = predicted[i];
      }
    }
  }

  private double[] fit(Predictor predictor, double[] measured, boolean[] used) {
    RobustFit.Model model =
        points -> {
          List<AcceleratorSpec> specs = new ArrayList<>();
          points.forEach(point -> specs.add(spec(point)));
          double[][] all = predictor.latencies(specs);
          return Arrays.stream(all).map(row -> chosen(row, used)).toArray(double[][]::new);
        };
    return new RobustFit(model, chosen(measured, used), parameters).run();
  }

  private static double[] chosen(double[] values, boolean[] used) {
    double[] chosen = new double[values.length];
    int n = 0;
    for (int i = 0; i < values.length; i++) {
      if (used[i]) {
        chosen[n++] = values[i];
      }
    }
    return Arrays.copyOf(chosen, n);
  }

  /** A fold for each row: equal networks, whatever their resolution, stay together. */
  private static int[] folds(List<String> networks) {
    List<String> groups =
        new ArrayList<>(networks.stream().map(Calibrator::base).distinct().toList());
    Collections.shuffle(groups, new Random(SHUFFLE_SEED));
    int folds = groups.size() < FEW ? groups.size() : FOLDS;
    Map<String, Integer> foldOf = new LinkedHashMap<>();
    for (int i = 0; i < groups.size(); i++) {
      foldOf.put(groups.get(i), i % folds);
    }
    return networks.stream().mapToInt(network -> foldOf.getOrDefault(base(network), 0)).toArray();
  }

  private static String base(String network) {
    int at = network.lastIndexOf('@');
    return at < 0 ? network : network.substring(0, at);
  }

  private double[] initial() {
    return parameters.stream().mapToDouble(Parameter::initial).toArray();
  }

  private Map<String, Double> named(double[] values) {
    Map<String, Double> named = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      named.put(parameters.get(i).key(), values[i]);
    }
    return named;
  }

  private AcceleratorSpec spec(double[] values) {
    return AcceleratorFile.parse(origin, settings(named(values)));
  }

  private static Parameter parameter(String origin, Config settings, String key) {
    List<String> numbers =
        settings.entrySet().stream()
            .filter(entry -> entry.getValue().valueType() == ConfigValueType.NUMBER)
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    if (!numbers.contains(key)) {
      String hint = DidYouMean.hint(key, numbers);
      throw new SettingsException(
          origin,
          List.of(
              "--fit "
                  + key
                  + ": is no number of the file"
                  + (hint.isEmpty() ? "; numbers are " + String.join(", ", numbers) : hint)));
    }
    ConfigValue value = settings.getValue(key);
    return new Parameter(key, ((Number) value.unwrapped()).doubleValue());
  }
}
