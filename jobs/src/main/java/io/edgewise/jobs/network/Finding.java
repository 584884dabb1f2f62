package io.edgewise.jobs.network;

import com.typesafe.config.Config;
import io.edgewise.search.accuracy.AccuracyMetric;
import io.edgewise.search.accuracy.Estimate;
import io.edgewise.search.lowering.DeployView;
import io.edgewise.search.trial.SearchId;
import io.edgewise.search.trial.TrialKey;
import io.edgewise.sim.Metrics;
import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.accelerator.Uncertainty;
import io.edgewise.sim.accelerator.Uncertainty.Interval;
import io.edgewise.sim.settings.AcceleratorFile;
import io.edgewise.sim.settings.Settings;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Pattern;

/**
 * A finding is what a search, a scaling or a training knew of a network when it wrote it down.
 *
 * @param deployed the input and the classes that its metrics are of
 * @param accelerator the description of the accelerator, chip, link and host, as it was resolved
 * @param metrics simulated there, one image an inference, from input on the host to output on the
 *     host
 * @param accuracy of the proxy, or of the network itself once it is trained; empty if nothing was
 *     trained
 * @param proxy what has that accuracy; empty if nothing was trained, or the network itself
 * @param origin the search and its trial that the network, or the one that it was scaled from,
 *     comes from; empty if it comes from none
 * @param versions of what wrote it down, by name
 */
public record Finding(
    DeployView deployed,
    Config accelerator,
    Metrics metrics,
    Optional<Accuracy> accuracy,
    Optional<Proxy> proxy,
    Optional<Origin> origin,
    SortedMap<String, String> versions) {

  private static final Pattern METRIC = Pattern.compile("[a-z0-9-]{1,32}");

  /**
   * An accuracy and how it is counted.
   *
   * @param value in [0, 1], on the validation images
   * @param metric such as {@code top-1}
   * @param standardError of the value, in the same unit; empty if it is not known
   */
  public record Accuracy(double value, String metric, Optional<Double> standardError) {
    public Accuracy {
      if (!(value >= 0 && value <= 1)) {
        throw new IllegalArgumentException("value = " + value + ": allowed is 0 to 1");
      }
      if (!METRIC.matcher(metric).matches()) {
        throw new IllegalArgumentException("metric: allowed is a word such as top-1");
      }
      if (standardError.filter(error -> !(error >= 0 && error <= 1)).isPresent()) {
        throw new IllegalArgumentException(
            "standard_error = " + standardError.get() + ": allowed is 0 to 1");
      }
    }

    /** The accuracy by a metric, with what is known of its error. */
    public static Accuracy of(Estimate estimate, AccuracyMetric metric) {
      return new Accuracy(
          estimate.value(),
          Settings.label(metric),
          estimate.isErrorKnown() ? Optional.of(estimate.standardError()) : Optional.empty());
    }
  }

  /**
   * A proxy stood in for the network when it was trained.
   *
   * @param resolution of its input, pixels
   * @param steps most steps of its training, a batch each; 0 or more
   * @param images that it was trained on
   */
  public record Proxy(int resolution, long steps, int images) {
    public Proxy {
      if (resolution < 1 || steps < 0 || images < 0) {
        throw new IllegalArgumentException(
            "resolution, steps and images: allowed are whole numbers from 0, the first from 1");
      }
    }
  }

  /** The trial that found it. */
  public record Origin(SearchId search, TrialKey trial) {

    @Override
    public String toString() {
      return search + " " + trial;
    }
  }

  /**
   * The interval in which the latency is expected, as far as the accelerator's description tells
   * how far predictions are off; what is known of that stands there alone.
   */
  Optional<Interval> latencyIntervalMillis() {
    Uncertainty uncertainty = acceleratorSpec().uncertainty();
    return uncertainty.isKnown()
        ? Optional.of(uncertainty.around(metrics.latencyMillis(), Uncertainty.LARGEST))
        : Optional.empty();
  }

  /** The accelerator that the description describes. */
  public AcceleratorSpec acceleratorSpec() {
    return AcceleratorFile.parse(
        origin.map(o -> "accelerator of " + o).orElse("accelerator"), accelerator);
  }
}
