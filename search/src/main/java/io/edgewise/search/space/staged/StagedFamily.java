package io.edgewise.search.space.staged;

import io.edgewise.search.network.Nonlinearity;
import io.edgewise.search.space.Choice;
import io.edgewise.search.space.Decision;
import io.edgewise.search.space.NetworkFamily;
import io.edgewise.search.space.OneOf;
import io.edgewise.search.space.staged.StagedNetwork.Head;
import io.edgewise.search.space.staged.StagedNetwork.Stem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The networks of one staged space: what its file leaves open, in walk order. */
record StagedFamily(
    OneOf<Double> resolution, StemOptions stem, List<StageOptions> stages, HeadOptions head)
    implements NetworkFamily {

  record StemOptions(
      OneOf<Number> kernel, OneOf<Integer> channels, OneOf<Nonlinearity> activation) {}

  record HeadOptions(OneOf<Integer> channels, OneOf<Nonlinearity> activation) {}

  StagedFamily {
    stages = List.copyOf(stages);
  }

  /** Every decision: resolution, stem, stage by stage, head. */
  @Override
  public List<Decision> decisions() {
    return settings().flatMap(OneOf::decision).toList();
  }

  @Override
  public List<Choice> fixed() {
    return settings().flatMap(OneOf::constant).toList();
  }

  private Stream<OneOf<?>> settings() {
    Stream<OneOf<?>> before =
        Stream.of(resolution, stem.kernel(), stem.channels(), stem.activation());
    Stream<OneOf<?>> middle = stages.stream().flatMap(StageOptions::settings);
    Stream<OneOf<?>> after = Stream.of(head.channels(), head.activation());
    return Stream.of(before, middle, after).flatMap(settings -> settings);
  }

  @Override
  public StagedNetwork spell(Map<String, String> values) {
    return new StagedNetwork(
        resolution.in(values),
        new Stem(
            stem.kernel().in(values).intValue(),
            stem.channels().in(values),
            stem.activation().in(values)),
        stages.stream().map(stage -> stage.spell(values)).flatMap(Optional::stream).toList(),
        new Head(head.channels().in(values), head.activation().in(values)));
  }
}
