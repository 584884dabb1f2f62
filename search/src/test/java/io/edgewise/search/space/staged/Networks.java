package io.edgewise.search.space.staged;

import io.edgewise.search.network.MBConv;
import io.edgewise.search.network.Nonlinearity;
import io.edgewise.search.space.staged.StagedNetwork.Head;
import io.edgewise.search.space.staged.StagedNetwork.Stage;
import io.edgewise.search.space.staged.StagedNetwork.Stem;
import java.util.List;

/** Small networks for tests. */
public final class Networks {

  private Networks() {}

  public static StagedNetwork withChannels(int channels) {
    return of(stage(3, channels, 1, 0));
  }

  public static StagedNetwork of(Stage... stages) {
    return new StagedNetwork(
        1.0, new Stem(3, 8, Nonlinearity.RELU), List.of(stages), new Head(16, Nonlinearity.RELU));
  }

  /** MBConv of expansion 4 and stride 1. */
  public static Stage stage(int kernel, int channels, int layers, double squeezeExciteRatio) {
    return new Stage(
        new MBConv(kernel, 4, squeezeExciteRatio), 1, channels, layers, Nonlinearity.RELU);
  }
}
