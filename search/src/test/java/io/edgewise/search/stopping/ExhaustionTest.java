package io.edgewise.search.stopping;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.search.controller.ToyTable;
import io.edgewise.search.evaluation.Screener;
import io.edgewise.search.history.KnownTrials;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.Decision;
import io.edgewise.search.space.SearchSpace;
import io.edgewise.search.space.TableRow;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Screening;
import io.edgewise.search.trial.Trial;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * A space of two decisions of two options each, the second of which makes no other network behind
 * {@code size = small}: four spellings, three networks.
 */
final class ExhaustionTest {

  private static final SearchSpace SPACE =
      new SearchSpace(
          "small",
          List.of(
              new Decision("size", List.of("small", "large"), List.of()),
              new Decision("kernel", List.of("3", "5"), List.of())),
          values ->
              new TableRow(
                  values.get("size")
                      + (values.get("size").equals("large") ? values.get("kernel") : "")));

  private final KnownTrials known = new KnownTrials();
  private int screened;

  private Screener screener(String tooSlow) {
    return networks -> {
      screened += networks.size();
      return networks.stream().map(network -> screen(network, tooSlow)).toList();
    };
  }

  private static Screening screen(Architecture network, String tooSlow) {
    return network.valuesByDecision().containsValue(tooSlow)
        ? Screening.rejected(
            network, ToyTable.report(network), new Evaluation.Infeasible("latency", "too slow"))
        : Screening.feasible(network, ToyTable.report(network));
  }

  private void train(int index) {
    Architecture network = SPACE.enumerate().toList().get(index);
    known.add(
        new Trial(
            0,
            index,
            network,
            Optional.of(ToyTable.report(network)),
            new Evaluation.Measured(0.5, List.of(1.0), new Evaluation.Cost(7, "here")),
            0.5,
            Optional.empty()));
  }

  @Test
  void aSpaceIsExhaustedWhenEachOfItsNetworksIsMeasured() {
    Exhaustion exhaustion = new Exhaustion(SPACE, screener("none"));
    assertThat(exhaustion.reason(known)).isEmpty();
    train(0);
    train(2);
    assertThat(exhaustion.reason(known)).as("one of large is left").isEmpty();
    train(3);
    assertThat(exhaustion.reason(known)).contains("all 3 networks of the space are measured");
  }

  @Test
  void networksThatDoNotFitTheConstraintsAreNotWaitedFor() {
    Exhaustion exhaustion = new Exhaustion(SPACE, screener("large"));
    train(0);
    assertThat(exhaustion.reason(known))
        .contains("all 1 networks of the space that fit the constraints are measured");
  }

  @Test
  void aSpaceOfWhichNothingFitsIsNotExhausted() {
    assertThat(
            new Exhaustion(
                    SPACE,
                    network ->
                        network.stream()
                            .map(n -> screen(n, n.valuesByDecision().get("size")))
                            .toList())
                .reason(known))
        .isEmpty();
  }

  @Test
  void theSpaceIsScreenedOnceAndALargeOneNever() {
    Exhaustion exhaustion = new Exhaustion(SPACE, screener("none"));
    assertThat(exhaustion.reason(known)).isEqualTo(exhaustion.reason(known));
    assertThat(screened).isEqualTo(3);

    assertThat(new Exhaustion(ToyTable.space(), screener("none")).reason(known)).isEmpty();
    assertThat(screened).isEqualTo(3);
  }
}
