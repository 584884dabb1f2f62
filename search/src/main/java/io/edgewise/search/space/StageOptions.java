package io.edgewise.search.space;

import io.edgewise.search.network.BlockKind;
import io.edgewise.search.network.Channels;
import io.edgewise.search.network.Nonlinearity;
import io.edgewise.search.space.StagedNetwork.Stage;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a space leaves open in one stage.
 *
 * @param channels output channels before the width multiplier
 * @param stride of the first block
 * @param layers 0 leaves the stage out, and then nothing else of it is decided
 * @param kernel by block; blocks with equal options share one decision
 * @param expansion by block; likewise
 * @param squeezeExcite only decided for MBConv
 */
record StageOptions(
    int channels,
    int stride,
    OneOf<Integer> layers,
    OneOf<BlockKind> block,
    Map<BlockKind, OneOf<Integer>> kernel,
    Map<BlockKind, OneOf<Integer>> expansion,
    OneOf<Double> width,
    OneOf<Double> squeezeExcite,
    OneOf<Nonlinearity> activation) {

  /** In walk order. */
  Stream<Decision> decisions() {
    return Stream.of(
            Stream.of(layers, block),
            block.options().stream().map(kernel::get).distinct(),
            block.options().stream().map(expansion::get).distinct(),
            Stream.of(width, squeezeExcite, activation))
        .flatMap(settings -> settings)
        .flatMap(OneOf::decision);
  }

  /** The stage that these values spell; empty if it is left out. */
  Optional<Stage> spell(Map<String, String> values) {
    int blocks = layers.in(values);
    if (blocks == 0) {
      return Optional.empty();
    }
    BlockKind kind = block.in(values);
    return Optional.of(
        new Stage(
            kind,
            of(kernel, kind).in(values),
            of(expansion, kind).in(values),
            stride,
            Channels.round(channels * width.in(values)),
            blocks,
            kind == BlockKind.MBCONV ? squeezeExcite.in(values) : 0,
            activation.in(values)));
  }

  private static OneOf<Integer> of(Map<BlockKind, OneOf<Integer>> settings, BlockKind kind) {
    OneOf<Integer> setting = settings.get(kind);
    if (setting == null) {
      throw new IllegalStateException("no options for block " + kind);
    }
    return setting;
  }
}
