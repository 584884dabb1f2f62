package io.edgewise.search.space.staged;

import io.edgewise.search.network.BlockOption;
import io.edgewise.search.network.BlockType;
import io.edgewise.search.network.Channels;
import io.edgewise.search.network.Nonlinearity;
import io.edgewise.search.space.Decision.Condition;
import io.edgewise.search.space.NetworkFamily;
import io.edgewise.search.space.OneOf;
import io.edgewise.search.space.staged.StagedFamily.HeadOptions;
import io.edgewise.search.space.staged.StagedFamily.StemOptions;
import io.edgewise.sim.settings.Said;
import io.edgewise.sim.settings.Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Reads the settings of a staged space. What a stage does not say for itself, {@code every-stage}
 * says; within either, the section of a block, such as {@code mbconv}, goes before what holds for
 * all blocks.
 */
public final class StagedFamilyReader {

  /** Two resolutions closer than this would be one network at the usual sizes. */
  private static final double LEAST_RESOLUTION_STEP = 0.01;

  private static final List<Condition> ALWAYS = List.of();

  /** The section every-stage may say these; they are known even if every stage has its own. */
  private static final List<String> SHARED_KEYS =
      Stream.concat(
              Stream.of("block", "width", "layers", "activation"),
              Arrays.stream(BlockOption.values()).map(BlockOption::key))
          .toList();

  private final Level everyStage;

  private StagedFamilyReader(Level everyStage) {
    this.everyStage = everyStage;
  }

  /** Reads a space file's networks; notes mistakes in the settings. */
  public static NetworkFamily read(Settings root) {
    Settings everyStage = root.section("every-stage");
    SHARED_KEYS.forEach(everyStage::has);
    return new StagedFamilyReader(Level.open(everyStage)).family(root);
  }

  /** A section that may speak about a stage, with the sections of its blocks. */
  private record Level(Settings settings, Map<BlockType, Settings> blocks) {

    static Level open(Settings settings) {
      Map<BlockType, Settings> blocks = new EnumMap<>(BlockType.class);
      for (BlockType kind : BlockType.values()) {
        if (settings.has(Settings.label(kind))) {
          blocks.put(kind, settings.section(Settings.label(kind)));
        }
      }
      return new Level(settings, blocks);
    }

    /** Lets the block's own section hold the option, whether or not the block is a choice. */
    void mayHold(BlockOption option, BlockType type) {
      Settings section = blocks.get(type);
      if (section != null) {
        section.has(option.key());
      }
    }

    /** The sections that may hold a block's key, the one that goes first in front. */
    Stream<Settings> forBlock(BlockType kind) {
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
            new OneOf<>("stem.kernel", BlockOption.KERNEL.readAll(stem), ALWAYS),
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
            values(level, "layers", s -> s.integers("layers", 0, StagedNetwork.MAX_LAYERS)),
            ALWAYS);
    requireUsable(own, stride, layers.options());
    List<Condition> present = layers.when(n -> n > 0);
    OneOf<BlockType> block =
        new OneOf<>(
            prefix + "block",
            values(level, "block", section -> section.choices("block", BlockType.class)),
            present);
    return new StageOptions(
        channels,
        stride,
        layers,
        block,
        blockOptions(prefix, level, block, present),
        new OneOf<>(
            prefix + "width",
            values(level, "width", section -> widths(section, channels)),
            present),
        new OneOf<>(
            prefix + "activation",
            values(level, "activation", StagedFamilyReader::activations),
            present));
  }

  private Map<BlockOption, Map<BlockType, OneOf<Number>>> blockOptions(
      String prefix, Level level, OneOf<BlockType> block, List<Condition> present) {
    Map<BlockOption, Map<BlockType, OneOf<Number>>> options = new EnumMap<>(BlockOption.class);
    for (BlockOption option : BlockOption.values()) {
      options.put(option, byBlock(prefix, option, level, block, present));
    }
    return options;
  }

  /** One setting for all blocks that have the option if their values are equal, else one each. */
  private Map<BlockType, OneOf<Number>> byBlock(
      String prefix,
      BlockOption option,
      Level level,
      OneOf<BlockType> block,
      List<Condition> present) {
    Map<BlockType, List<Number>> options = new EnumMap<>(BlockType.class);
    for (BlockType type : BlockType.values()) {
      if (type.has(option)) {
        level.mayHold(option, type);
        everyStage.mayHold(option, type);
        if (block.options().contains(type)) {
          options.put(type, values(level, option, type));
        }
      }
    }
    boolean shared = options.values().stream().distinct().count() == 1;
    Map<BlockType, OneOf<Number>> settings = new EnumMap<>(BlockType.class);
    options.forEach(
        (type, values) ->
            settings.put(
                type,
                shared
                    ? new OneOf<>(
                        prefix + option.key(),
                        values,
                        both(present, block.when(options::containsKey)))
                    : new OneOf<>(
                        prefix + Settings.label(type) + "." + option.key(),
                        values,
                        both(present, block.when(t -> t == type)))));
    return settings;
  }

  /**
   * Refuses what a file says for all blocks if a file that it includes says more for one of them:
   * that goes before, so that the space is wider than whoever wrote the line thinks.
   */
  private void requireNotWidened(BlockOption option, BlockType type, Settings ofBlock) {
    Settings ofAll = everyStage.settings();
    Optional<Said> general = ofAll.said(option.key()).filter(ofAll::isOwn);
    Optional<Said> special = ofBlock.said(option.key()).filter(said -> !ofBlock.isOwn(said));
    if (general.isPresent()
        && special.isPresent()
        && !option.readAll(ofAll).containsAll(option.readAll(ofBlock))) {
      ofAll.problem(
          option.key(),
          String.format(
              Locale.ROOT,
              "is %s, but %s is %s and goes before it for %s; allowed is to say %s beside it as"
                  + " well, as %s to narrow it or as %s to leave it",
              general.get(),
              ofBlock.path(option.key()),
              special.get(),
              Settings.label(type),
              ofBlock.path(option.key()),
              general.get().value(),
              special.get().value()));
    }
  }

  private <T> List<T> values(Level stage, String key, Function<Settings, List<T>> read) {
    return values(stage, Stream.of(stage.settings(), everyStage.settings()), key, read);
  }

  private List<Number> values(Level stage, BlockOption option, BlockType type) {
    Settings ofBlock = everyStage.blocks().get(type);
    if (ofBlock != null
        && ofBlock.has(option.key())
        && stage.forBlock(type).noneMatch(section -> section.has(option.key()))) {
      requireNotWidened(option, type, ofBlock);
    }
    return values(
        stage,
        Stream.concat(stage.forBlock(type), everyStage.forBlock(type)),
        option.key(),
        option::readAll);
  }

  /**
   * Reads a key where it is said first; what is said nowhere is reported missing in the stage.
   *
   * @param sections that may say it, the one that goes first in front
   */
  private static <T> List<T> values(
      Level stage, Stream<Settings> sections, String key, Function<Settings, List<T>> read) {
    List<Settings> holders = sections.filter(section -> section.has(key)).toList();
    if (holders.isEmpty()) {
      return read.apply(stage.settings());
    }
    Settings first = holders.get(0);
    List<T> values = read.apply(first);
    if (first == stage.settings() || stage.blocks().containsValue(first)) {
      holders.stream()
          .filter(holder -> holder.said(key).filter(holder::isOwn).isPresent())
          .findFirst()
          .filter(own -> own != first && !read.apply(own).containsAll(values))
          .ifPresent(own -> warnOfWiderStage(key, own, first));
    }
    return values;
  }

  /** A stage's own list goes before what holds for every stage, even if another file says it. */
  private static void warnOfWiderStage(String key, Settings own, Settings ofStage) {
    own.warning(
        key,
        String.format(
            Locale.ROOT,
            "is %s, but %s is %s and goes before it there; to narrow that stage as well, say stages"
                + " anew",
            own.said(key).orElseThrow(),
            ofStage.path(key),
            ofStage.said(key).orElseThrow()));
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
