package io.edgewise.search.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgewise.search.space.Decision;
import io.edgewise.search.space.SearchSpace;
import io.edgewise.search.space.TableRow;
import java.util.List;
import org.junit.jupiter.api.Test;

class LikenessTest {

  private final Likeness likeness =
      new Likeness(
          new SearchSpace(
              "two",
              List.of(
                  new Decision("block", List.of("fused", "mbconv", "plain"), List.of()),
                  new Decision("kernel", List.of("3", "5", "7"), List.of())),
              values -> new TableRow(values.toString())));

  @Test
  void equalSpellingsAreWhollyAlike() {
    assertThat(likeness.of(new int[] {1, 2}, new int[] {1, 2})).isCloseTo(1, within(1e-12));
    assertThat(likeness.of(new int[] {-1, 2}, new int[] {-1, 2})).isCloseTo(1, within(1e-12));
  }

  @Test
  void namesAreAlikeOrNot() {
    assertThat(likeness.of(new int[] {0, 0}, new int[] {2, 0})).isCloseTo(0.5, within(1e-12));
    assertThat(likeness.of(new int[] {0, 0}, new int[] {-1, 0})).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void nearNumbersAreHalfAlike() {
    // 3 and 5 are one rank of two apart: 0.5 * (1 - 1/2), at a weight of a half.
    assertThat(likeness.of(new int[] {0, 0}, new int[] {0, 1})).isCloseTo(0.625, within(1e-12));
    assertThat(likeness.of(new int[] {0, 0}, new int[] {0, 2})).isCloseTo(0.5, within(1e-12));
  }
}
