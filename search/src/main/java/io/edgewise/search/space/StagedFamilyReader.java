package io.edgewise.search.space;

import io.edgewise.search.network.BlockKind;
import io.edgewise.search.network.Channels;
import io.edgewise.search.network.Nonlinearity;
import io.edgewise.search.space.Decision.Condition;
import io.edgewise.search.space.StagedFamily.HeadOptions;
import io.edgewise.search.space.StagedFamily.StemOptions;
import io.edgewise.sim.settings.Settings;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Reads the settings of a staged space. What a stage does not say for itself, {@code every-stage}
 * says; within either, a section {@code mbconv} or {@code fused} goes before what holds for both
 * blocks.
 */
final class StagedFamilyReader {

  /** Two resolutions closer than this would be one network at the usual sizes. */
  private static final double LEAST_RESOLUTION_STEP = 0.01;

  private static final List<Condition> ALWAYS = List.of();

  /** What every-stage may say; known even if every stage has its own. */
  private static final List<String> SHARED_KEYS =
      List.of("block", "kernel", "expansion", "width", "layers", "squeeze-excite", "activation");

  private final Level everyStage;

  private StagedFamilyReader(Level everyStage) {
    this.everyStage = everyStage;
  }

  static StagedFamily read(Settings root) {
    Settings everyStage = root.section("every-stage");
    SHARED_KEYS.forEach(everyStage::has);
    return new StagedFamilyReader(Level.open(everyStage)).family(root);
  }

  /** A section that may speak about a stage, with the sections of its blocks. */
  private record Level(Settings settings, Map<BlockKind, Settings> blocks) {

    static Level open(Settings settings) {
      Map<BlockKind, Settings> blocks = new EnumMap<>(BlockKind.class);
      for (BlockKind kind : BlockKind.values()) {
        if (settings.has(Settings.label(kind))) {
          blocks.put(kind, settings.section(Settings.label(kind)));
        }
      }
      return new Level(settings, blocks);
    }

    /** The sections that may hold a block's key, the one that goes first in front. */
    Stream<Settings> forBlock(BlockKind kind) {
      return Stream.concat(Stream.ofNullable(blocks.get(kind)), Stream.of(settings));
    }
  }

  private StagedFamily family(Settings root) {
    OneOf<Double> resolution =
        new OneOf<>(
            "resolution",
            root.numbers(
                "resolution",
                StagedNetwork.MIN_RESOLUTION_SCALE,
                StagedNetwork.MAX_RESOLUTION_SCALE),
            ALWAYS);
    requireApart(root, resolution.options());
    Settings stem = root.section("stem");
    StemOptions stemOptions =
        new StemOptions(
            new OneOf<>("stem.kernel", kernels(stem), ALWAYS),
            new OneOf<>("stem.channels", channels(stem), ALWAYS),
            new OneOf<>("stem.activation", activations(stem), ALWAYS));
    List<StageOptions> stages = stages(root);
    Settings head = root.section("head");
    HeadOptions headOptions =
        new HeadOptions(
            new OneOf<>("head.channels", channels(head), ALWAYS),
            new OneOf<>("head.activation", activations(head), ALWAYS));
    return new StagedFamily(resolution, stemOptions, stages, headOptions);
  }

  private List<StageOptions> stages(Settings root) {
    List<Settings> sections = root.sections("stages");
    List<StageOptions> stages = new ArrayList<>();
    for (int i = 0; i < sections.size(); i++) {
      stages.add(stage("stage" + (i + 1) + ".", Level.open(sections.get(i))));
    }
    if (sections.size() > StagedNetwork.MAX_STAGES) {
      root.problem(
          "stages", "has " + sections.size() + "; allowed is 1 to " + StagedNetwork.MAX_STAGES);
    }
    if (root.isClean() && stages.stream().allMatch(s -> s.layers().options().contains(0))) {
      root.problem("stages", "every one may be left out; one at least must not have layers 0");
    }
    return stages;
  }

  private StageOptions stage(String prefix, Level level) {
    Settings own = level.settings();
    int channels = own.integer("channels", 1, StagedNetwork.MAX_CHANNELS);
    int stride = own.integer("stride", 1, 2);
    OneOf<Integer> layers =
        new OneOf<>(
            prefix + "layers",
            holder(level, "layers").integers("layers", 0, StagedNetwork.MAX_LAYERS),
            ALWAYS);
    requireUsable(own, stride, layers.options());
    List<Condition> present = layers.when(n -> n > 0);
    OneOf<BlockKind> block =
        new OneOf<>(
            prefix + "block", holder(level, "block").choices("block", BlockKind.class), present);
    List<Condition> withSqueezeExcite = both(present, block.when(k -> k == BlockKind.MBCONV));
    return new StageOptions(
        channels,
        stride,
        layers,
        block,
        byBlock(prefix, "kernel", level, block, present),
        byBlock(prefix, "expansion", level, block, present),
        new OneOf<>(prefix + "width", widths(holder(level, "width"), channels), present),
        new OneOf<>(
            prefix + "squeeze-excite",
            block.options().contains(BlockKind.MBCONV)
                ? holder(level, "squeeze-excite").numbers("squeeze-excite", 0, 1)
                : List.of(0.0),
            withSqueezeExcite),
        new OneOf<>(prefix + "activation", activations(holder(level, "activation")), present));
  }

  /** One setting for all blocks if their options are equal, else one for each. */
  private Map<BlockKind, OneOf<Integer>> byBlock(
      String prefix, String key, Level level, OneOf<BlockKind> block, List<Condition> present) {
    Map<BlockKind, List<Integer>> options = new EnumMap<>(BlockKind.class);
    for (BlockKind kind : BlockKind.values()) {
      Settings holder = holder(level, key, kind);
      if (block.options().contains(kind)) {
        options.put(kind, key.equals("kernel") ? kernels(holder) : expansions(holder));
      }
    }
    boolean shared = options.values().stream().distinct().count() == 1;
    Map<BlockKind, OneOf<Integer>> settings = new EnumMap<>(BlockKind.class);
    options.forEach(
        (kind, values) ->
            settings.put(
                kind,
                shared
                    ? new OneOf<>(prefix + key, values, present)
                    : new OneOf<>(
                        prefix + Settings.label(kind) + "." + key,
                        values,
                        both(present, block.when(k -> k == kind)))));
    return settings;
  }

  private Settings holder(Level stage, String key) {
    return first(Stream.of(stage.settings(), everyStage.settings()), key, stage.settings());
  }

  private Settings holder(Level stage, String key, BlockKind kind) {
    return first(
        Stream.concat(stage.forBlock(kind), everyStage.forBlock(kind)), key, stage.settings());
  }

  /** The first section that has the key; {@code otherwise} is where it will be reported missing. */
  private static Settings first(Stream<Settings> sections, String key, Settings otherwise) {
    List<Settings> holders = sections.filter(section -> section.has(key)).toList();
    return holders.isEmpty() ? otherwise : holders.get(0);
  }

  private static void requireUsable(Settings stage, int stride, List<Integer> layers) {
    if (stride == 2 && layers.size() > 1 && layers.contains(0)) {
      stage.problem("stride", "is 2; a stage that may be left out (layers 0) must have stride 1");
    }
    if (stage.isClean() && layers.equals(List.of(0))) {
      stage.problem("layers", "is [0], which always leaves the stage out; delete the stage");
    }
  }

  private static List<Condition> both(List<Condition> a, List<Condition> b) {
    return Stream.concat(a.stream(), b.stream()).toList();
  }

  private static List<Integer> kernels(Settings section) {
    List<Integer> kernels = section.integers("kernel", 3, 7);
    if (!StagedNetwork.KERNELS.containsAll(kernels)) {
      section.problem("kernel", "is " + kernels + "; allowed are " + StagedNetwork.KERNELS);
      return List.of(StagedNetwork.KERNELS.get(0));
    }
    return kernels;
  }

  private static List<Integer> expansions(Settings section) {
    return section.integers("expansion", 1, StagedNetwork.MAX_EXPANSION);
  }

  private static List<Integer> channels(Settings section) {
    return section.integers("channels", 1, StagedNetwork.MAX_CHANNELS);
  }

  private static List<Nonlinearity> activations(Settings section) {
    return section.choices("activation", Nonlinearity.class);
  }

  private static List<Double> widths(Settings section, int channels) {
    List<Double> widths = section.numbers("width", 0.1, 4);
    for (double width : widths) {
      if (Channels.round(channels * width) > StagedNetwork.MAX_CHANNELS) {
        section.problem(
            "width",
            "is "
                + width
                + ", which makes more than "
                + StagedNetwork.MAX_CHANNELS
                + " channels out of "
                + channels);
      }
    }
    return widths;
  }

  private static void requireApart(Settings root, List<Double> scales) {
    List<Double> sorted = scales.stream().sorted().toList();
    for (int i = 1; i < sorted.size(); i++) {
      if (sorted.get(i) - sorted.get(i - 1) < LEAST_RESOLUTION_STEP) {
        root.problem(
            "resolution",
            "is "
                + scales
                + "; two that are closer than "
                + LEAST_RESOLUTION_STEP
                + " are one network");
      }
    }
  }
}
