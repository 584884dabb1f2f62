package io.edgewise.search.seed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeedsTest {

  @Test
  void isPinned() {
    // A change of this value would change every search that is in somebody's history.
    assertThat(Seeds.mix(1, 2, 3)).isEqualTo(Seeds.mix(1, 2, 3)).isNotEqualTo(Seeds.mix(1, 3, 2));
  }

  @Test
  void neighboursDoNotCollide() {
    Set<Long> seeds = new HashSet<>();
    int count = 0;
    for (long search = 0; search < 20; search++) {
      for (int generation = 0; generation < 50; generation++) {
        for (int index = -2; index < 50; index++) {
          seeds.add(Seeds.mix(search, generation, index));
          count++;
        }
      }
    }
    assertThat(seeds).hasSize(count);
  }
}
