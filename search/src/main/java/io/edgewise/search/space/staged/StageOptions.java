package io.edgewise.search.space.staged;

import io.edgewise.search.network.BlockKind;
import io.edgewise.search.network.BlockOption;
import io.edgewise.search.network.BlockOptions;
import io.edgewise.search.network.BlockType;
import io.edgewise.search.network.Channels;
import io.edgewise.search.network.Nonlinearity;
import io.edgewise.search.space.OneOf;
import io.edgewise.search.space.staged.StagedNetwork.Stage;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Stage options are what a space leaves open in one stage.
 *
 * @param channels output channels before the width multiplier
 * @param stride stride of the first block
 * @param layers 0 leaves the stage out, and then nothing else of it is decided
 * @param options options of each block, for all that it has; blocks with equal ones share one
 *     decision
 */
record StageOptions(
    int channels,
    int stride,
    OneOf<Integer> layers,
    OneOf<BlockType> block,
    Map<BlockOption, Map<BlockType, OneOf<Number>>> options,
    OneOf<Double> width,
    OneOf<Nonlinearity> activation) {

  /** Those that are decided, and written, before anything else; histories hold this order. */
  static final Set<BlockOption> FIRST = EnumSet.of(BlockOption.KERNEL, BlockOption.EXPANSION);

  /** The others, which come after the stage's own. */
  static final Set<BlockOption> LAST = EnumSet.complementOf(EnumSet.copyOf(FIRST));

  /** Returns the stage's settings in walk order. */
  Stream<OneOf<?>> settings() {
    return Stream.<Stream<? extends OneOf<?>>>of(
            Stream.of(layers, block),
            FIRST.stream().flatMap(this::settings),
            Stream.of(width),
            LAST.stream().flatMap(this::settings),
            Stream.of(activation))
        .flatMap(settings -> settings);
  }

  private Stream<OneOf<Number>> settings(BlockOption option) {
    Map<BlockType, OneOf<Number>> byBlock = options.getOrDefault(option, Map.of());
    return block.options().stream()
        .flatMap(type -> Stream.ofNullable(byBlock.get(type)))
        .distinct();
  }

  /** The stage that these values spell; empty if it is left out. */
  Optional<Stage> spell(Map<String, String> values) {
    int blocks = layers.in(values);
    if (blocks == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Stage(
            kind(block.in(values), values),
            stride,
            Channels.round(channels * width.in(values)),
            blocks,
            activation.in(values)));
  }

  private BlockKind kind(BlockType type, Map<String, String> values) {
    Map<BlockOption, Number> chosen = new EnumMap<>(BlockOption.class);
    for (BlockOption option : type.options()) {
      OneOf<Number> setting = options.getOrDefault(option, Map.of()).get(type);
      chosen.put(option, Objects.requireNonNull(setting, option.key()).in(values));
    }
    return type.kind(new BlockOptions(chosen));
  }
}
