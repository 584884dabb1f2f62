package io.edgewise.search.space.staged;

import io.edgewise.search.network.BlockKind;
import io.edgewise.search.network.Channels;
import io.edgewise.search.network.Nonlinearity;
import io.edgewise.search.space.staged.StagedNetwork.Head;
import io.edgewise.search.space.staged.StagedNetwork.Stage;
import io.edgewise.search.space.staged.StagedNetwork.Stem;
import java.util.ArrayList;
import java.util.List;

/** A stage as published, before it is scaled by width and depth. */
record Base(BlockKind kind, int stride, int channels, int layers) {

  /**
   * Scales stages.
   *
   * @param endsKeepDepth whether the first and the last keep their number of blocks
   */
  static List<Base> scaled(List<Base> stages, double width, double depth, boolean endsKeepDepth) {
    List<Base> scaled = new ArrayList<>();
    for (int i = 0; i < stages.size(); i++) {
      Base stage = stages.get(i);
      boolean keeps = endsKeepDepth && (i == 0 || i == stages.size() - 1);
      scaled.add(
          new Base(
              stage.kind(),
              stage.stride(),
              Channels.round(stage.channels() * width),
              keeps ? stage.layers() : (int) Math.ceil(stage.layers() * depth)));
    }
    return scaled;
  }

  /** The stages with an activation throughout. */
  static List<Stage> activated(Nonlinearity activation, List<Base> stages) {
    return stages.stream()
        .map(s -> new Stage(s.kind(), s.stride(), s.channels(), s.layers(), activation))
        .toList();
  }

  /**
   * A network with a stem of 3x3.
   *
   * @param stem factor of its 32 channels
   * @param head factor of its 1,280 channels
   */
  static StagedNetwork network(
      double stem, double head, Nonlinearity activation, List<Stage> stages) {
    return new StagedNetwork(
        1,
        new Stem(3, Channels.round(32 * stem), activation),
        stages,
        new Head(Channels.round(1280 * head), activation));
  }
}
