package io.edgewise.search.controller.nsga2;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.search.controller.archive.Archive.Entry;
import java.util.List;
import org.junit.jupiter.api.Test;

class SurvivorsTest {

  @Test
  void theFrontFirstAndInItThoseThatAreMoreAlone() {
    // (1,1) is dominated, the ends are (0,4) and (4,0). Crowding of (1,3.5): 3/4 + 2/4, of (3,2):
    // 3/4 + 3.5/4.
    Entry low = entry(1, 1);
    Entry left = entry(0, 4);
    Entry nearLeft = entry(1, 3.5);
    Entry middle = entry(3, 2);
    Entry right = entry(4, 0);
    assertThat(Survivors.of(List.of(low, nearLeft, middle, left, right), 5).entries())
        .containsExactly(left, right, middle, nearLeft, low);
  }

  @Test
  void keepsNoMoreThanAsked() {
    assertThat(Survivors.of(List.of(entry(1, 1), entry(2, 2)), 1).entries())
        .extracting(Entry::value)
        .containsExactly(2.0);
    assertThat(Survivors.of(List.of(), 3).entries()).isEmpty();
  }

  private static Entry entry(double... values) {
    return new Entry(new int[0], values, new double[0], 1);
  }
}
