package io.edgewise.search.controller.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AdamTest {

  @Test
  void theFirstStepIsTheLearningRateWhateverTheGradientsSize() {
    Adam adam = Adam.start(new double[] {1, 1}).ascend(new double[] {5, -0.001}, 0.1);
    assertThat(adam.weights()).containsExactly(new double[] {1.1, 0.9}, within(1e-5));
    assertThat(adam.steps()).isEqualTo(1);
  }

  @Test
  void leavesWhatItStartedFromAlone() {
    Adam before = Adam.start(new double[] {1});
    before.ascend(new double[] {5}, 0.1);
    assertThat(before.weights()).containsExactly(1);
    assertThat(before.first()).containsExactly(0);
  }

  @Test
  void findsTheTopOfAParabola() {
    Adam adam = Adam.start(new double[] {5});
    for (int step = 0; step < 500; step++) {
      adam = adam.ascend(new double[] {-2 * (adam.weights()[0] - 2)}, 0.05);
    }
    assertThat(adam.weights()[0]).isCloseTo(2, within(1e-2));
  }
}
