package io.edgewise.search.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrainingRecipeTest {

  private static final TrainingRecipe RECIPE =
      new TrainingRecipe(3, 64, 1e-3, 0.1, true, 0.5, 4, 600, Balance.WEIGHTS);

  @Test
  void moreEpochsMayTakeLonger() {
    assertThat(RECIPE.withEpochs(15))
        .isEqualTo(new TrainingRecipe(15, 64, 1e-3, 0.1, true, 0.5, 4, 3000, Balance.WEIGHTS));
  }

  @Test
  void imagesOfABatchOfOneAreSampledWhereOthersAreWeighed() {
    int[] uneven = {31, 10};
    assertThat(RECIPE.balanceOn(uneven)).isEqualTo(Balance.WEIGHTS);
    assertThat(
            new TrainingRecipe(3, 1, 1e-3, 0.1, true, 0.5, 4, 600, Balance.AUTO).balanceOn(uneven))
        .isEqualTo(Balance.SAMPLING);
  }

  @Test
  void fewerEpochsKeepTheTimeLimit() {
    assertThat(RECIPE.withEpochs(1))
        .isEqualTo(new TrainingRecipe(1, 64, 1e-3, 0.1, true, 0.5, 4, 600, Balance.WEIGHTS));
  }
}
