package io.edgewise.search.space.staged;

import io.edgewise.search.network.Nonlinearity;
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
    Stream<Decision> before =
        Stream.of(resolution, stem.kernel(), stem.channels(), stem.activation())
            .flatMap(OneOf::decision);
    Stream<Decision> middle = stages.stream().flatMap(StageOptions::decisions);
    Stream<Decision> after = Stream.of(head.channels(), head.activation()).flatMap(OneOf::decision);
    return Stream.of(before, middle, after).flatMap(decisions -> decisions).toList();
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
