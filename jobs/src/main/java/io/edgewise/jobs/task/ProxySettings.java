package io.edgewise.jobs.task;

import io.edgewise.search.lowering.ProxyView;
import io.edgewise.sim.settings.Settings;
import java.io.Serializable;
import java.util.OptionalDouble;

/**
 * The settings tell how the trained network is derived from the deployed one, before the data's
 * channels and classes are known.
 *
 * @param resolution input height and width, pixels
 * @param widthFactor channels relative to the deployed network
 * @param depthFactor layers of a stage relative to the deployed network
 * @param stridesTakenOut how many of the first strides of 2 become 1
 */
public record ProxySettings(
    int resolution, double widthFactor, double depthFactor, int stridesTakenOut)
    implements Serializable {

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

  /** The same but for channels and layers, relative to the deployed network. */
  public ProxySettings scaled(double width, double depth) {
    return new ProxySettings(resolution, width, depth, stridesTakenOut);
  }
}
