package io.edgewise.search.controller.ppo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgewise.search.controller.Controller;
import io.edgewise.search.controller.ControllerContract;
import io.edgewise.search.controller.ControllerState;
import io.edgewise.search.controller.ToyTable;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.SearchSpace;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Evaluation.Cost;
import io.edgewise.search.trial.Evaluation.Infeasible;
import io.edgewise.search.trial.Evaluation.Measured;
import io.edgewise.search.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PpoControllerTest extends ControllerContract {

  private static final PpoSettings SETTINGS = new PpoSettings(16, 0.02, 5, 0.2, 0.02, 0.8, -0.5);

  @Override
  protected Controller controller(SearchSpace space) {
    return new PpoController(space, SETTINGS);
  }

  @Test
  void theFirstPolicyIsCloseToUniform() {
    Controller controller = controller(ToyTable.space());
    List<Architecture> pool =
        controller.propose(controller.initial(), 4000, new SplittableRandom(1));
    long a = pool.stream().filter(p -> "a".equals(p.valuesByDecision().get("d0"))).count();
    assertThat(a).isBetween(900L, 1100L);
  }

  @Test
  void infeasibleTrialsTeachWhatToAvoid() {
    Controller controller = controller(ToyTable.space());
    ControllerState state = controller.initial();
    for (int generation = 0; generation < 20; generation++) {
      List<Trial> trials = new ArrayList<>();
      for (Architecture a : controller.propose(state, 16, new SplittableRandom(generation))) {
        boolean feasible = !"b".equals(a.valuesByDecision().get("d1"));
        Evaluation evaluation =
            feasible
                ? new Measured(0.5, List.of(), new Cost(0, "here"))
                : new Infeasible("latency", "too slow");
        trials.add(
            new Trial(
                generation,
                trials.size(),
                a,
                Optional.empty(),
                evaluation,
                feasible ? 0.5 : 0,
                Optional.empty()));
      }
      state = controller.update(state, trials);
    }
    long infeasible =
        controller.propose(state, 1000, new SplittableRandom(99)).stream()
            .filter(a -> "b".equals(a.valuesByDecision().get("d1")))
            .count();
    assertThat(infeasible).as("of 1000, against 250 without a lesson").isLessThan(50);
  }

  @Test
  void refusesAnotherControllersState() {
    assertThatThrownBy(
            () ->
                controller(ToyTable.space())
                    .propose(
                        new ControllerState("random", Map.of(), Map.of()),
                        1,
                        new SplittableRandom(1)))
        .hasMessage("state of controller random: this search uses ppo");
  }

  @Test
  void refusesAStateOfAnotherSpace() {
    ControllerState other =
        new PpoController(ToyTable.space(), new PpoSettings(8, 0.02, 5, 0.2, 0.02, 0.8, 0))
            .initial();
    assertThatThrownBy(
            () -> controller(ToyTable.space()).propose(other, 1, new SplittableRandom(1)))
        .hasMessageContaining("a space of 28 options and 16 hidden units needs");
  }
}
