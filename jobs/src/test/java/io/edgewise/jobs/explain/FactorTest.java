package io.edgewise.jobs.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.Choice;
import io.edgewise.search.space.TableRow;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FactorTest {

  private static Architecture network(String... choices) {
    return new Architecture(
        List.of(choices).stream()
            .map(choice -> choice.split("=", 2))
            .map(parts -> new Choice(parts[0], parts[1]))
            .toList(),
        new TableRow(String.join(",", choices)));
  }

  @Test
  void aFactorIsADecisionOfWhichNotAllTookTheSameOption() {
    List<Factor> factors =
        Factor.of(
            List.of(
                network("width=16", "stages=4", "kernel=5"),
                network("width=16", "stages=3"),
                network("width=16", "stages=4", "kernel=11"),
                network("width=16", "stages=4", "kernel=11")));

    assertThat(factors.stream().map(Factor::decision)).containsExactly("stages", "kernel");
    Factor kernel = factors.get(1);
    assertThat(kernel.options()).containsExactly("5", "11"); // By size: as words, 11 is before 5.
    assertThat(kernel.taken()).containsExactly(0, Factor.NOT_MET, 1, 1);
    assertThat(kernel.meeting()).containsExactly(0, 2, 3);
    assertThat(kernel.counts()).containsExactly(1, 2);
  }

  @Test
  void aNetworkThatDoesNotMeetADecisionIsTakenToHaveTheUsualOption() {
    Factor kernel = new Factor("kernel", List.of("5", "11"), new int[] {0, Factor.NOT_MET, 1, 1});

    assertThat(kernel.feature(0)).isZero();
    assertThat(kernel.feature(1)).isEqualTo(1);
    assertThat(kernel.feature(Map.of("kernel", "5"))).isZero();
    assertThat(kernel.feature(Map.of("stages", "3"))).isEqualTo(1);
    assertThat(kernel.feature(Map.of("kernel", "7"))).isEqualTo(Factor.NOT_TAKEN);
  }

  @Test
  void onlyNumbersHaveAnOrder() {
    assertThat(new Factor("kernel", List.of("0.5", "11"), new int[] {0, 1}).isOrdered()).isTrue();
    assertThat(new Factor("block", List.of("3", "fused"), new int[] {0, 1}).isOrdered()).isFalse();
    assertThat(new Factor("block", List.of("NaN", "1"), new int[] {0, 1}).isOrdered()).isFalse();
  }
}
