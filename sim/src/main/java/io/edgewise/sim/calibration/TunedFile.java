package io.edgewise.sim.calibration;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.naming.DidYouMean;
import io.edgewise.sim.settings.AcceleratorFile;
import io.edgewise.sim.settings.SettingsException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * An accelerator file and those of its numbers that may move.
 *
 * @param origin names the file in messages
 * @param settings as they stand in it
 * @param parameters the numbers
 */
record TunedFile(String origin, Config settings, List<Parameter> parameters) {

  /**
   * Keys that measured latencies are not asked for: what a data sheet tells, what is a unit of
   * another number, and what is no part of a latency.
   */
  private static final Pattern TOLD =
      Pattern.compile(
          "chip\\.clock-hertz|chip\\.array\\.[a-z-]+|.*\\.instruction-bytes-per-cycle|energy\\..*");

  TunedFile {
    parameters = List.copyOf(parameters);
  }

  /**
   * The file with numbers that somebody chose.
   *
   * @throws SettingsException if one is no number of the file
   */
  static TunedFile of(String origin, Config settings, List<String> keys) {
    List<String> numbers = numbers(settings);
    return new TunedFile(
        origin,
        settings,
        keys.stream().map(key -> parameter(origin, settings, numbers, key)).toList());
  }

  /**
   * The file with all numbers that latencies may tell. A fit moves by factors, so not those at 0.
   */
  static TunedFile of(String origin, Config settings) {
    List<String> keys =
        numbers(settings).stream()
            .filter(key -> !TOLD.matcher(key).matches())
            .filter(key -> settings.getDouble(key) > 0)
            .toList();
    return of(origin, settings, keys);
  }

  /** The keys of all numbers, in the order of their names. */
  private static List<String> numbers(Config settings) {
    return settings.entrySet().stream()
        .filter(entry -> entry.getValue().valueType() == ConfigValueType.NUMBER)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private static Parameter parameter(
      String origin, Config settings, List<String> numbers, String key) {
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

  double[] initial() {
    return parameters.stream().mapToDouble(Parameter::initial).toArray();
  }

  Map<String, Double> named(double[] values) {
    Map<String, Double> named = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      named.put(parameters.get(i).key(), values[i]);
    }
    return named;
  }

  AcceleratorSpec spec(double[] values) {
    return AcceleratorFile.parse(origin, with(named(values)));
  }

  /** The settings with other values; sizes of memories are whole. */
  Config with(Map<String, Double> values) {
    Config changed = settings;
    for (Map.Entry<String, Double> value : values.entrySet()) {
      Number number = value.getValue();
      if (new Parameter(value.getKey(), 0).isWhole()) {
        number = Math.round(value.getValue());
      }
      changed = changed.withValue(value.getKey(), ConfigValueFactory.fromAnyRef(number));
    }
    return changed;
  }
}
