package io.edgewise.search.space.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgewise.search.space.ArchitectureId;
import io.edgewise.search.space.SearchSpace;
import io.edgewise.search.space.cell.CellNetwork.Operation;
import io.edgewise.search.space.file.SearchSpaceFile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellNetworkTest {

  private static final SearchSpace SPACE = SearchSpaceFile.find("nasbench201");

  private static final String EVERYTHING =
      "|nor_conv_3x3~0|+|nor_conv_1x1~0|skip_connect~1|+|none~0|avg_pool_3x3~1|nor_conv_3x3~2|";

  /**
   * t0 = conv3x3(x), node 1 = t0; t1 = conv1x1(x), node 2 = t1 + t0; t2 = pool(t0); t3 = conv3x3(t0
   * + t1); node 3 = t2 + t3. Of the orders of the four steps the smallest text has conv1x1, here
   * t1, in front.
   */
  @Test
  void canonicalFormByHand() {
    assertThat(CellNetwork.ofArch(EVERYTHING).canonicalForm())
        .isEqualTo(
            "cell; nor_conv_1x1 1*x; nor_conv_3x3 1*x; avg_pool_3x3 1*t1; "
                + "nor_conv_3x3 1*t0+1*t1; out 1*t2+1*t3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        // Nodes 1 and 2 change places.
        "|nor_conv_3x3~0|+|avg_pool_3x3~0|none~1|+|none~0|nor_conv_1x1~1|none~2| |avg_pool_3x3~0|+|nor_conv_3x3~0|none~1|+|none~0|none~1|nor_conv_1x1~2|",
        // A branch that reaches no output, and one that nothing enters.
        "|skip_connect~0|+|nor_conv_3x3~0|none~1|+|none~0|nor_conv_1x1~1|none~2| |skip_connect~0|+|none~0|none~1|+|none~0|nor_conv_1x1~1|avg_pool_3x3~2|",
        // A skip stands for its source.
        "|skip_connect~0|+|none~0|none~1|+|none~0|nor_conv_1x1~1|none~2| |none~0|+|none~0|none~1|+|nor_conv_1x1~0|none~1|none~2|"
      })
  void twoSpellingsOfOneNetworkAreOne(String one, String other) {
    assertThat(CellNetwork.ofArch(one).canonicalForm())
        .isEqualTo(CellNetwork.ofArch(other).canonicalForm());
  }

  @Test
  void aConvolutionAddedTwiceIsNotTwoConvolutions() {
    CellNetwork twice =
        CellNetwork.ofArch(
            "|nor_conv_1x1~0|+|none~0|skip_connect~1|+|none~0|skip_connect~1|skip_connect~2|");
    CellNetwork two =
        CellNetwork.ofArch(
            "|nor_conv_1x1~0|+|nor_conv_1x1~0|none~1|+|none~0|skip_connect~1|skip_connect~2|");
    assertThat(twice.canonicalForm()).isEqualTo("cell; nor_conv_1x1 1*x; out 2*t0");
    assertThat(two.canonicalForm())
        .isEqualTo("cell; nor_conv_1x1 1*x; nor_conv_1x1 1*x; out 1*t0+1*t1");
    assertThat(uniqueString(twice)).isEqualTo(uniqueString(two));
  }

  /**
   * The oracle is the benchmark's own count, 6,466 of 15,625 (arXiv 2001.00326, section 2.3), by
   * its own rule. Ours counts 5,425; CellGraph says why. 4,930 would be left if two convolutions of
   * one input were one.
   */
  @Test
  void countsTheNetworksOfTheSpace() {
    assertThat(SPACE.size()).isEqualTo(15_625);
    Set<String> benchmarks = new HashSet<>();
    Map<ArchitectureId, List<CellNetwork>> ours = new HashMap<>();
    SPACE
        .enumerate()
        .forEach(
            architecture -> {
              CellNetwork cell = (CellNetwork) architecture.blueprint();
              benchmarks.add(uniqueString(cell));
              ours.computeIfAbsent(architecture.id(), id -> new ArrayList<>()).add(cell);
            });
    assertThat(benchmarks).hasSize(6_466);
    assertThat(ours).hasSize(5_425);
    assertThat(ours.values())
        .allMatch(cells -> cells.stream().map(CellNetworkTest::flattened).distinct().count() == 1);
    assertThat(ours.values().stream().map(cells -> flattened(cells.get(0))).distinct())
        .hasSize(4_930);
  }

  @Test
  void spellsWhatItReads() {
    SPACE
        .enumerate()
        .map(a -> (CellNetwork) a.blueprint())
        .forEach(cell -> assertThat(CellNetwork.ofArch(cell.toArch())).isEqualTo(cell));
    Map<String, String> values =
        Map.of(
            "edge0-1",
            "nor-conv-3x3",
            "edge0-2",
            "nor-conv-1x1",
            "edge1-2",
            "skip-connect",
            "edge0-3",
            "none",
            "edge1-3",
            "avg-pool-3x3",
            "edge2-3",
            "nor-conv-3x3");
    assertThat(((CellNetwork) SPACE.of(values).blueprint()).toArch()).isEqualTo(EVERYTHING);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "|none~0|",
        "|none~0|+|none~0|none~1|+|none~0|none~1|none~1|",
        "|none~0|+|none~0|none~1|+|none~0|none~1|conv~2|",
        "|none~0|+|none~0|none~1|+|none~0|none~1|none~2|+"
      })
  void refusesWhatIsNoCell(String arch) {
    assertThatThrownBy(() -> CellNetwork.ofArch(arch))
        .hasMessage(
            "cell "
                + arch
                + ": must be |op~0|+|op~0|op~1|+|op~0|op~1|op~2| with each op one of "
                + "none, skip_connect, nor_conv_1x1, nor_conv_3x3, avg_pool_3x3");
  }

  /** {@code Structure.to_unique_str(consider_zero=True)} of D-X-Y/AutoDL-Projects. */
  private static String uniqueString(CellNetwork cell) {
    List<String> nodes = new ArrayList<>(List.of("0"));
    for (int node = 1; node < CellNetwork.NODES; node++) {
      List<String> terms = new ArrayList<>();
      for (int source = 0; source < node; source++) {
        Operation operation = cell.edge(source, node);
        String input = nodes.get(source);
        if (operation == Operation.NONE || input.equals("#")) {
          terms.add("#");
        } else {
          terms.add(operation == Operation.SKIP_CONNECT ? input : "(" + input + ")@" + operation);
        }
      }
      nodes.add(terms.stream().sorted().collect(Collectors.joining("+")));
    }
    return nodes.get(CellNetwork.NODES - 1);
  }

  /** The output as an expression: sums flattened and sorted, zeros dropped. */
  private static String flattened(CellNetwork cell) {
    List<List<String>> nodes = new ArrayList<>(List.of(List.of("x")));
    for (int node = 1; node < CellNetwork.NODES; node++) {
      List<String> terms = new ArrayList<>();
      for (int source = 0; source < node; source++) {
        Operation operation = cell.edge(source, node);
        List<String> input = nodes.get(source);
        if (operation == Operation.SKIP_CONNECT) {
          terms.addAll(input);
        } else if (operation != Operation.NONE && !input.isEmpty()) {
          terms.add(operation + "(" + String.join("+", input) + ")");
        }
      }
      Collections.sort(terms);
      nodes.add(terms);
    }
    return String.join("+", nodes.get(CellNetwork.NODES - 1));
  }
}
