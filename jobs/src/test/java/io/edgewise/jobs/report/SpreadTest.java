package io.edgewise.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SpreadTest {

  @Test
  void byHand() {
    // Of 1 2 3 4 the quartiles lie at places 0.75, 1.5 and 2.25.
    assertThat(Spread.of(new double[] {4, 1, 3, 2})).contains(new Spread(1, 1.75, 2.5, 3.25, 4));
    assertThat(Spread.of(new double[] {7})).contains(new Spread(7, 7, 7, 7, 7));
    assertThat(Spread.of(new double[0])).isEmpty();
  }

  @Test
  void theFiveNumbersNeverFall() {
    Random random = new Random(1);
    for (int n = 1; n < 40; n++) {
      Spread spread = Spread.of(random.doubles(n).toArray()).orElseThrow();
      assertThat(
              new double[] {
                spread.lowest(),
                spread.lowerQuartile(),
                spread.median(),
                spread.upperQuartile(),
                spread.highest()
              })
          .isSorted();
    }
  }
}
