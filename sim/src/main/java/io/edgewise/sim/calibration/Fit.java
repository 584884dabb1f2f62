package io.edgewise.sim.calibration;

import io.edgewise.sim.accelerator.AcceleratorSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A way to fit the numbers of an accelerator file to some of the measurements. */
interface Fit {

  /**
   * Fits to the measurements that are marked.
   *
   * @return what they said of each number that may move, in the order of the file's parameters
   */
  List<ToldNumber> of(boolean[] used);

  /** The values alone, where nothing else is asked of those measurements. */
  default double[] values(boolean[] used) {
    return of(used).stream().mapToDouble(ToldNumber::value).toArray();
  }

  /** Predictions of the measured networks that are marked, for values of a file's numbers. */
  static RobustFit.Model model(TunedFile file, Predictor predictor, boolean[] used) {
    return points -> {
      List<AcceleratorSpec> specs = new ArrayList<>();
      points.forEach(point -> specs.add(file.spec(point)));
      double[][] all = predictor.latencies(specs);
      return Arrays.stream(all).map(row -> chosen(row, used)).toArray(double[][]::new);
    };
  }

  /** The values that are marked. */
  static double[] chosen(double[] values, boolean[] used) {
    double[] chosen = new double[values.length];
    int n = 0;
    for (int i = 0; i < values.length; i++) {
      if (used[i]) {
        chosen[n++] = values[i];
      }
    }
    return Arrays.copyOf(chosen, n);
  }
}
