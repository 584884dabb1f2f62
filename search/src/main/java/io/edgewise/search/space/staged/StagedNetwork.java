package io.edgewise.search.space.staged;

import static io.edgewise.sim.settings.Settings.label;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.edgewise.search.network.Block;
import io.edgewise.search.network.BlockBody;
import io.edgewise.search.network.BlockKind;
import io.edgewise.search.network.BlockNetwork;
import io.edgewise.search.network.BlockOption;
import io.edgewise.search.network.Channels;
import io.edgewise.search.network.Nonlinearity;
import io.edgewise.search.network.Skip;
import io.edgewise.search.space.Blueprint;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * A network of EfficientNet's family: a stem, stages of repeated blocks, a head.
 *
 * @param resolutionScale input resolution relative to the task's, such as 1.0
 * @param stem the first convolution
 * @param stages in order, 1 to {@value #MAX_STAGES}
 * @param head the last convolution
 */
public record StagedNetwork(double resolutionScale, Stem stem, List<Stage> stages, Head head)
    implements Blueprint {

  public static final double MIN_RESOLUTION_SCALE = 0.25;
  public static final double MAX_RESOLUTION_SCALE = 4;
  public static final int MAX_STAGES = 32;
  public static final int MAX_LAYERS = 32;
  public static final int MAX_CHANNELS = 4096;

  private static final int STEM_STRIDE = 2;

  /** The first convolution, stride 2. */
  public record Stem(int kernel, int channels, Nonlinearity activation) implements Serializable {
    public Stem {
      BlockOption.KERNEL.require("stem", kernel);
      require("stem channels", channels, 1, MAX_CHANNELS);
    }
  }

  /** The 1x1 convolution before the global average pool. */
  public record Head(int channels, Nonlinearity activation) implements Serializable {
    public Head {
      require("head channels", channels, 1, MAX_CHANNELS);
    }
  }

  /**
   * Blocks of one kind at one resolution; the first carries the stride and the change of channels.
   *
   * @param kind what each block computes
   * @param stride 1 or 2
   * @param channels output channels
   * @param layers number of blocks, at least 1
   * @param skip what is added to what each block computes
   */
  public record Stage(
      BlockKind kind, int stride, int channels, int layers, Nonlinearity activation, Skip skip)
      implements Serializable {

    public Stage {
      require("stage stride", stride, 1, 2);
      require("stage channels", channels, 1, MAX_CHANNELS);
      require("stage layers", layers, 1, MAX_LAYERS);
    }

    /** A stage of blocks to whose output their input is added. */
    public Stage(BlockKind kind, int stride, int channels, int layers, Nonlinearity activation) {
      this(kind, stride, channels, layers, activation, Skip.IDENTITY);
    }

    private Stage withWidth(double factor) {
      int scaled = Math.min(MAX_CHANNELS, Channels.round(channels * factor));
      return new Stage(kind, stride, scaled, layers, activation, skip);
    }
  }

  public StagedNetwork {
    stages = List.copyOf(stages);
    require("number of stages", stages.size(), 1, MAX_STAGES);
    if (!(resolutionScale >= MIN_RESOLUTION_SCALE && resolutionScale <= MAX_RESOLUTION_SCALE)) {
      throw new IllegalArgumentException(
          "resolution scale = "
              + resolutionScale
              + ": allowed is "
              + MIN_RESOLUTION_SCALE
              + " to "
              + MAX_RESOLUTION_SCALE);
    }
  }

  /**
   * The same network with the output channels of some stages multiplied by a factor.
   *
   * @param which takes the place of a stage, from 0
   */
  public StagedNetwork withStageWidth(double factor, IntPredicate which) {
    List<Stage> changed = new ArrayList<>();
    for (int i = 0; i < stages.size(); i++) {
      changed.add(which.test(i) ? stages.get(i).withWidth(factor) : stages.get(i));
    }
    return new StagedNetwork(resolutionScale, stem, changed, head);
  }

  @Override
  public Optional<BlockNetwork> blockNetwork(int resolution, int inputChannels, int classes) {
    return Optional.of(
        new BlockNetwork(
            Math.max(1, (int) Math.round(resolution * resolutionScale)),
            inputChannels,
            classes,
            new BlockNetwork.Stem(stem.kernel(), STEM_STRIDE, stem.channels(), stem.activation()),
            blocks(),
            head.channels(),
            head.activation()));
  }

  @Override
  public void write(ObjectNode json) {
    StagedJson.write(this, json);
  }

  /** The blocks of all stages in their places. */
  private List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    int inputChannels = stem.channels();
    for (Stage stage : stages) {
      for (int layer = 0; layer < stage.layers(); layer++) {
        int stride = layer == 0 ? stage.stride() : 1;
        BlockBody body = stage.kind().at(stride, inputChannels, stage.channels());
        blocks.add(
            new Block(
                body, stride, inputChannels, stage.channels(), stage.activation(), stage.skip()));
        inputChannels = stage.channels();
      }
    }
    return blocks;
  }

  /**
   * Block by block, because the border between two stages is no part of the network: five equal
   * blocks are one network, whether one stage of five or two of two and three spells them.
   */
  @Override
  public String canonicalForm() {
    StringBuilder text = new StringBuilder();
    text.append("staged; scale ").append(resolutionScale);
    text.append("; stem k").append(stem.kernel()).append(" c").append(stem.channels());
    text.append(' ').append(label(stem.activation()));
    blocks().forEach(block -> text.append("; ").append(block.spelling()));
    text.append("; head c").append(head.channels()).append(' ').append(label(head.activation()));
    return text.toString();
  }

  private static void require(String what, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          what + " = " + value + ": allowed is " + min + " to " + max);
    }
  }
}
