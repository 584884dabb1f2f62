package io.edgewise.search.scaling;

import static io.edgewise.search.network.BlockOption.EXPANSION;

import io.edgewise.search.network.BlockKind;
import io.edgewise.search.network.Channels;
import io.edgewise.search.space.staged.StagedNetwork;
import io.edgewise.search.space.staged.StagedNetwork.Head;
import io.edgewise.search.space.staged.StagedNetwork.Stage;
import io.edgewise.search.space.staged.StagedNetwork.Stem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A scale makes one network of a family out of another: EfficientNet's {@code round_repeats} and
 * {@code round_filters} (arXiv 1905.11946; tensorflow/tpu, efficientnet/efficientnet_model.py).
 *
 * @param width multiplies the channels of stem, stages and head, which are then rounded as {@link
 *     Channels#round}
 * @param depth multiplies the blocks of a stage, rounded up
 * @param resolution multiplies the architecture's own resolution scale
 */
public record Scale(double width, double depth, double resolution) {

  /** The scale that changes nothing. */
  public static final Scale ONE = new Scale(1, 1, 1);

  private static final int SMALLEST_EXPANSION = 1;
  private static final int LARGEST_EXPANSION = 16;

  public Scale {
    require("width", width);
    require("depth", depth);
    require("resolution", resolution);
  }

  private static void require(String what, double factor) {
    if (!(factor > 0 && factor <= 100)) {
      throw new IllegalArgumentException(
          what + " = " + factor + ": allowed is more than 0, at most 100");
    }
  }

  /**
   * Scales a network.
   *
   * @return empty if the scaled one is beyond what a staged network may be
   */
  public Optional<StagedNetwork> of(StagedNetwork base) {
    double scaled = base.resolutionScale() * resolution;
    if (scaled < StagedNetwork.MIN_RESOLUTION_SCALE
        || scaled > StagedNetwork.MAX_RESOLUTION_SCALE
        || beyond(base)) {
      return Optional.empty();
    }
    List<Stage> stages = new ArrayList<>();
    int inputs = base.stem().channels();
    for (Stage stage : base.stages()) {
      stages.addAll(scaled(stage, inputs));
      inputs = stage.channels();
    }
    if (stages.size() > StagedNetwork.MAX_STAGES) {
      return Optional.empty();
    }
    return Optional.of(
        new StagedNetwork(
            scaled,
            new Stem(
                base.stem().kernel(), channels(base.stem().channels()), base.stem().activation()),
            stages,
            new Head(channels(base.head().channels()), base.head().activation())));
  }

  private boolean beyond(StagedNetwork base) {
    return channels(base.head().channels()) > StagedNetwork.MAX_CHANNELS
        || channels(base.stem().channels()) > StagedNetwork.MAX_CHANNELS
        || base.stages().stream()
            .anyMatch(
                stage ->
                    channels(stage.channels()) > StagedNetwork.MAX_CHANNELS
                        || layers(stage) > StagedNetwork.MAX_LAYERS);
  }

  private int channels(int channels) {
    return width == 1 ? channels : Channels.round(channels * width);
  }

  private int layers(Stage stage) {
    return (int) Math.ceil(stage.layers() * depth);
  }

  /**
   * A stage of several blocks gets more of its later ones. One of a single block has none to
   * repeat: those added are as wide inside as it is, so their expansion is the one that gives its
   * channels from their own input. (EfficientNet-EdgeTPU-M is what it is by this.)
   */
  private List<Stage> scaled(Stage stage, int inputs) {
    int layers = layers(stage);
    int channels = channels(stage.channels());
    BlockKind kind = stage.kind();
    BlockKind repeated = repeated(kind, inputs, stage.channels());
    if (stage.layers() > 1 || layers == 1 || repeated.equals(kind)) {
      return List.of(
          new Stage(kind, stage.stride(), channels, layers, stage.activation(), stage.skip()));
    }
    return List.of(
        new Stage(kind, stage.stride(), channels, 1, stage.activation(), stage.skip()),
        new Stage(repeated, 1, channels, layers - 1, stage.activation(), stage.skip()));
  }

  private static BlockKind repeated(BlockKind kind, int inputs, int outputs) {
    if (!kind.type().has(EXPANSION)) {
      return kind;
    }
    double inside = kind.options().real(EXPANSION) * inputs;
    long expansion = Math.round(inside / outputs);
    return kind.type()
        .kind(
            kind.options()
                .with(
                    EXPANSION,
                    (int) Math.max(SMALLEST_EXPANSION, Math.min(LARGEST_EXPANSION, expansion))));
  }
}
