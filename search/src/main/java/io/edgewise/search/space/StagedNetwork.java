package io.edgewise.search.space;

import static io.edgewise.sim.settings.Settings.label;

import io.edgewise.search.network.BlockKind;
import io.edgewise.search.network.Nonlinearity;
import java.io.Serializable;
import java.util.List;

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

  /** Kernel sizes that a convolution of the family may have. */
  public static final List<Integer> KERNELS = List.of(3, 5, 7);

  public static final double MIN_RESOLUTION_SCALE = 0.25;
  public static final double MAX_RESOLUTION_SCALE = 4;
  public static final int MAX_STAGES = 32;
  public static final int MAX_LAYERS = 32;
  public static final int MAX_CHANNELS = 4096;
  public static final int MAX_EXPANSION = 16;

  /** The first convolution, stride 2. */
  public record Stem(int kernel, int channels, Nonlinearity activation) implements Serializable {
    public Stem {
      requireKernel("stem", kernel);
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
   * @param kernel 3, 5 or 7
   * @param expansion width of the block's inside relative to its input
   * @param stride 1 or 2
   * @param channels output channels
   * @param layers number of blocks, at least 1
   * @param squeezeExciteRatio squeezed channels relative to the block's input channels, at most 1;
   *     0 for no squeeze-excite; a fused block has none
   */
  public record Stage(
      BlockKind kind,
      int kernel,
      int expansion,
      int stride,
      int channels,
      int layers,
      double squeezeExciteRatio,
      Nonlinearity activation)
      implements Serializable {

    public Stage {
      requireKernel("stage", kernel);
      require("stage expansion", expansion, 1, MAX_EXPANSION);
      require("stage stride", stride, 1, 2);
      require("stage channels", channels, 1, MAX_CHANNELS);
      require("stage layers", layers, 1, MAX_LAYERS);
      double maxRatio = kind == BlockKind.FUSED ? 0 : 1;
      if (!(squeezeExciteRatio >= 0 && squeezeExciteRatio <= maxRatio)) {
        throw new IllegalArgumentException(
            "stage squeeze-excite ratio = "
                + squeezeExciteRatio
                + ": allowed is 0 to 1 for mbconv, 0 for fused");
      }
    }

    /**
     * Channels inside the squeeze-excite of a block, at least 1; 0 if it has none.
     *
     * @param inputChannels of the block
     */
    public int squeezedChannels(int inputChannels) {
      return squeezeExciteRatio == 0 ? 0 : Math.max(1, (int) (inputChannels * squeezeExciteRatio));
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
   * Block by block, because the border between two stages is no part of the network: five equal
   * blocks are one network, whether one stage of five or two of two and three spells them.
   */
  @Override
  public String canonicalForm() {
    StringBuilder text = new StringBuilder();
    text.append("staged; scale ").append(resolutionScale);
    text.append("; stem k").append(stem.kernel()).append(" c").append(stem.channels());
    text.append(' ').append(label(stem.activation()));
    int inputChannels = stem.channels();
    for (Stage stage : stages) {
      for (int layer = 0; layer < stage.layers(); layer++) {
        text.append("; ").append(label(stage.kind())).append(" k").append(stage.kernel());
        text.append(" s").append(layer == 0 ? stage.stride() : 1);
        text.append(" e").append(stage.expansion()).append(" c").append(stage.channels());
        text.append(" se").append(stage.squeezedChannels(inputChannels));
        text.append(' ').append(label(stage.activation()));
        inputChannels = stage.channels();
      }
    }
    text.append("; head c").append(head.channels()).append(' ').append(label(head.activation()));
    return text.toString();
  }

  private static void requireKernel(String of, int kernel) {
    if (!KERNELS.contains(kernel)) {
      throw new IllegalArgumentException(
          of + " kernel = " + kernel + ": allowed is one of " + KERNELS);
    }
  }

  private static void require(String what, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          what + " = " + value + ": allowed is " + min + " to " + max);
    }
  }
}
