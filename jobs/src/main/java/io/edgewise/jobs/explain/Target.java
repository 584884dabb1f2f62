package io.edgewise.jobs.explain;

import com.fasterxml.jackson.annotation.JsonValue;
import io.edgewise.jobs.report.SearchResult;
import io.edgewise.search.trial.Trial;
import java.util.Locale;

/** A target is a number of a measured network that its decisions are held against. */
public enum Target {

  /** The accuracy of the proxy, in [0, 1]. */
  ACCURACY {
    @Override
    double value(Trial trial) {
      return SearchResult.accuracy(trial);
    }

    @Override
    String text(double value) {
      return String.format(Locale.ROOT, "%.2f %%", 100 * value);
    }
  },

  /** The simulated latency, milliseconds; decisions multiply it, so its logarithm is learned. */
  LATENCY {
    @Override
    double value(Trial trial) {
      return SearchResult.latencyMillis(trial);
    }

    @Override
    double learned(double value) {
      return Math.log(value);
    }

    @Override
    double shown(double learned) {
      return Math.exp(learned);
    }

    @Override
    String text(double value) {
      return String.format(Locale.ROOT, "%.3f ms", value);
    }
  },

  /** The reward, which the search made large. */
  REWARD {
    @Override
    double value(Trial trial) {
      return trial.reward();
    }

    @Override
    String text(double value) {
      return String.format(Locale.ROOT, "%.4f", value);
    }
  };

  /** The number itself. */
  abstract double value(Trial trial);

  /** The number as people read it. */
  abstract String text(double value);

  /** The number as a forest learns it. */
  double learned(double value) {
    return value;
  }

  /** The number itself of what a forest predicts. */
  double shown(double learned) {
    return learned;
  }

  /** The target's name in texts and JSON. */
  @JsonValue
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
