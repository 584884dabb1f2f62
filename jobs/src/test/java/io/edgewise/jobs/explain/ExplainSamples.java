package io.edgewise.jobs.explain;

import io.edgewise.search.seed.Seeds;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.Decision;
import io.edgewise.search.space.Decision.Condition;
import io.edgewise.search.space.SearchSpace;
import io.edgewise.search.space.TableRow;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Networks of a small space, and numbers that are known functions of their decisions. */
final class ExplainSamples {

  /** Twelve decisions of numbers or words; the kernel of a fourth stage is met if there is one. */
  static final SearchSpace SPACE =
      new SearchSpace(
          "table",
          List.of(
              decision("resolution", "192", "224", "256"),
              decision("stages", "3", "4"),
              decision("stage1.kernel", "3", "5"),
              decision("stage1.width", "16", "24", "32", "48"),
              decision("stage2.kernel", "3", "5", "7"),
              decision("stage2.block", "fused", "inverted", "plain"),
              decision("stage2.layers", "1", "2", "3", "4"),
              decision("stage3.kernel", "3", "5"),
              decision("stage3.block", "fused", "inverted"),
              decision("stage3.layers", "1", "2", "3", "4"),
              new Decision(
                  "stage4.kernel",
                  List.of("3", "5", "7"),
                  List.of(new Condition("stages", List.of("4")))),
              decision("activation", "relu6", "swish")),
          values -> new TableRow(values.toString()));

  private ExplainSamples() {}

  private static Decision decision(String name, String... options) {
    return new Decision(name, List.of(options), List.of());
  }

  static List<Architecture> networks(int count, long seed) {
    Random random = new Random(Seeds.mix(seed, 0, 0));
    return Stream.generate(() -> SPACE.sample(random)).limit(count).toList();
  }

  /** The numbers of networks, with noise of standard deviation 1. */
  static double[] noisy(
      List<Architecture> networks, ToDoubleFunction<Map<String, String>> worth, long seed) {
    Random random = new Random(Seeds.mix(seed, 0, 1));
    return networks.stream()
        .mapToDouble(n -> worth.applyAsDouble(n.valuesByDecision()) + random.nextGaussian())
        .toArray();
  }
}
