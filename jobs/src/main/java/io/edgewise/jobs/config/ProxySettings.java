package io.edgewise.jobs.config;

import io.edgewise.search.controller.bayes.ProxySize;
import io.edgewise.search.lowering.Lowering;
import io.edgewise.search.lowering.ProxyView;
import io.edgewise.search.space.Architecture;
import io.edgewise.sim.settings.Settings;
import io.edgewise.sim.workload.LayerGraph;
import java.util.OptionalDouble;

/**
 * How the trained network is derived from the deployed one, before the data's channels and classes
 * are known.
 *
 * @param resolution input height and width, pixels
 * @param widthFactor channels relative to the deployed network
 * @param depthFactor layers of a stage relative to the deployed network
 * @param stridesTakenOut how many of the first strides of 2 become 1
 */
public record ProxySettings(
    int resolution, double widthFactor, double depthFactor, int stridesTakenOut) {

  private static final int FEWEST_CLASSES = 2;

  static ProxySettings read(Settings proxy, int deployResolution) {
    int resolution = proxy.integer("resolution", 8, 1024);
    OptionalDouble strides = proxy.numberUnless("strides-taken-out", "auto", 0, 6);
    return new ProxySettings(
        resolution,
        proxy.number("width-factor", 0.01, 1),
        proxy.number("depth-factor", 0.01, 1),
        strides.isPresent()
            ? (int) strides.getAsDouble()
            : ProxyView.stridesBetween(deployResolution, resolution));
  }

  /** The rule for data of these channels and classes. */
  public ProxyView view(int channels, int classes) {
    return new ProxyView(resolution, channels, classes, widthFactor, depthFactor, stridesTakenOut);
  }

  /**
   * How large an architecture's proxy is but for its classifier, which is the same for all: the
   * number of classes is only known with the data set.
   */
  ProxySize.Size size(Architecture architecture, int channels) {
    LayerGraph proxy =
        Lowering.lower("proxy", view(channels, FEWEST_CLASSES).network(architecture));
    return new ProxySize.Size(proxy.parameters(), proxy.macs());
  }
}
