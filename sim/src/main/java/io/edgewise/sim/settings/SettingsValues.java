package io.edgewise.sim.settings;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Single values of a settings file as Java has them; null where one is not what is wanted. */
final class SettingsValues {

  private SettingsValues() {}

  /** A length of time above zero with its unit. */
  static @Nullable Optional<Duration> timeOf(ConfigValue value) {
    if (value.valueType() != ConfigValueType.STRING) {
      return null; // HOCON would take a bare number for milliseconds, which nobody means here.
    }
    try {
      Duration duration = value.atKey("t").getDuration("t");
      return duration.isNegative() || duration.isZero() ? null : Optional.of(duration);
    } catch (ConfigException e) {
      return null;
    }
  }

  /** A list of so many numbers within bounds, none smaller than the one before it. */
  static @Nullable List<Double> rising(ConfigValue value, int count, double min, double max) {
    if (!(value instanceof ConfigList elements) || elements.size() != count) {
      return null;
    }
    List<Double> result = new ArrayList<>();
    for (ConfigValue element : elements) {
      @Nullable Double one =
          inRange(element, result.isEmpty() ? min : result.get(result.size() - 1), max);
      if (one == null) {
        return null;
      }
      result.add(one);
    }
    return result;
  }

  /** A list of at least one value, none twice, each of which can be read. */
  static <T> @Nullable List<T> list(ConfigValue value, Function<ConfigValue, @Nullable T> read) {
    if (!(value instanceof ConfigList elements) || elements.isEmpty()) {
      return null;
    }
    List<T> result = new ArrayList<>();
    for (ConfigValue element : elements) {
      @Nullable T one = read.apply(element);
      if (one == null || result.contains(one)) {
        return null;
      }
      result.add(one);
    }
    return List.copyOf(result);
  }

  /** The constant of that name. */
  static <E extends Enum<E>> @Nullable E constantNamed(
      ConfigValue value, E[] constants, List<String> names) {
    int index = names.indexOf(value.unwrapped().toString());
    return index < 0 ? null : constants[index];
  }

  /** A finite number within bounds. */
  static @Nullable Double inRange(ConfigValue value, double min, double max) {
    @Nullable Double number = numeric(value);
    return number != null && number >= min && number <= max ? number : null;
  }

  /** A number. */
  static @Nullable Double numeric(ConfigValue value) {
    return value.valueType() == ConfigValueType.NUMBER
        ? ((Number) value.unwrapped()).doubleValue()
        : null;
  }

  /** A number that is known to be one, to its last digit. */
  static long exactLong(ConfigValue value) {
    return ((Number) value.unwrapped()).longValue();
  }

  /** A value as messages show it, cut where it is long. */
  static String shown(ConfigValue value) {
    String text = value.render(ConfigRenderOptions.concise());
    return text.length() <= 80 ? text : text.substring(0, 77) + "…";
  }
}
