package io.edgewise.search.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgewise.search.space.Decision.Condition;
import io.edgewise.search.space.file.SearchSpaceFile;
import io.edgewise.search.space.staged.Networks;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchSpaceTest {

  /**
   * A space to be counted by hand. Decision b is only met if a is y or z, c only if b is 2, d
   * always:
   *
   * <pre>
   * a = x:                    d in {p, q}                    2 walks
   * a = y or z:  b = 1:       d in {p, q}                    2 x 2 = 4 walks
   *              b = 2:       c in {s, t, u}, d in {p, q}    2 x 3 x 2 = 12 walks
   * </pre>
   *
   * Together 18. The encoding has 3 + 2 + 3 + 2 = 10 places.
   */
  private static final SearchSpace BY_HAND =
      new SearchSpace(
          "by-hand",
          List.of(
              new Decision("a", List.of("x", "y", "z"), List.of()),
              new Decision("b", List.of("1", "2"), List.of(new Condition("a", List.of("y", "z")))),
              new Decision("c", List.of("s", "t", "u"), List.of(new Condition("b", List.of("2")))),
              new Decision("d", List.of("p", "q"), List.of())),
          values -> Networks.withChannels(8));

  @Test
  void enumeratesInTheOrderOfTheOptionsTheLastDecisionFastest() {
    assertThat(BY_HAND.enumerate().map(SearchSpaceTest::spelled))
        .containsExactly(
            "xp", "xq", //
            "y1p", "y1q", "y2sp", "y2sq", "y2tp", "y2tq", "y2up", "y2uq", //
            "z1p", "z1q", "z2sp", "z2sq", "z2tp", "z2tq", "z2up", "z2uq");
  }

  @Test
  void enumerationIsLazy() {
    SearchSpace huge = SearchSpaceFile.find("efficientnet-edgetpu");
    assertThat(huge.enumerate().limit(3).map(a -> a.valuesByDecision().get("stage6.width")))
        .containsExactly("0.75", "1.0", "1.25");
  }

  @Test
  void countsConditionalBranchesOnce() {
    assertThat(BY_HAND.size()).isEqualTo(18);
  }

  @Test
  void countsAStagedSpaceByItsStages() {
    // Blocks of a stage with 4 widths and layers n: fused 2 kernels, mbconv 3 kernels, 4
    // expansions,
    // 3 widths: (2 + 3) * 4 * 3 = 60 a number of layers; the first stage has 3 expansions: 45.
    long stage = 60;
    BigInteger byHand =
        BigInteger.valueOf(3) // resolutions
            .multiply(BigInteger.valueOf(2 * 45))
            .multiply(BigInteger.valueOf(4 * stage).pow(3)) // stages 2, 3 and 6
            .multiply(BigInteger.valueOf(5 * stage)) // stage 4
            .multiply(BigInteger.valueOf(1 + 4 * stage)); // stage 5, which may be left out
    assertThat(SearchSpaceFile.find("efficientnet-edgetpu").size()).isEqualTo(byHand);
  }

  @Test
  void encodesOneHotWithZerosForWhatIsNotMet() {
    Architecture architecture = BY_HAND.of(Map.of("a", "y", "b", "1", "d", "q"));
    assertThat(BY_HAND.encodingLength()).isEqualTo(10);
    assertThat(BY_HAND.encode(architecture)).containsExactly(0, 1, 0, 1, 0, 0, 0, 0, 0, 1);
  }

  @Test
  void encodingsOfDifferentSpellingsDiffer() {
    assertThat(BY_HAND.enumerate().map(BY_HAND::encode).map(java.util.Arrays::toString))
        .doesNotHaveDuplicates();
  }

  @Test
  void neighboursDifferInOneDecisionAndOpenTheFirstOptionOfNewOnes() {
    Architecture architecture = BY_HAND.of(Map.of("a", "y", "b", "1", "d", "q"));
    assertThat(BY_HAND.neighbours(architecture).stream().map(SearchSpaceTest::spelled))
        .containsExactly("xq", "z1q", "y2sq", "y1p");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aMutationChangesOneMetDecisionAndKeepsTheOthers(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      Architecture parent = BY_HAND.sample(random);
      Architecture child = BY_HAND.mutate(parent, random);
      Map<String, String> before = parent.valuesByDecision();
      Map<String, String> after = child.valuesByDecision();
      List<String> changed =
          before.keySet().stream()
              .filter(after::containsKey)
              .filter(d -> !java.util.Objects.equals(before.get(d), after.get(d)))
              .toList();
      assertThat(changed).hasSize(1);
      assertThat(BY_HAND.of(after).choices()).isEqualTo(child.choices());
    }
  }

  @Test
  void mutationsReachEveryNeighbour() {
    Random random = new Random(7);
    Architecture parent = BY_HAND.of(Map.of("a", "x", "d", "p"));
    assertThat(random.ints(300).mapToObj(i -> spelled(BY_HAND.mutate(parent, random))).distinct())
        .containsExactlyInAnyOrder(
            "xq", "y1p", "y2sp", "y2tp", "y2up", "z1p", "z2sp", "z2tp", "z2up");
  }

  @Test
  void theSameSeedDrawsTheSameSample() {
    SearchSpace space = SearchSpaceFile.find("efficientnet-edgetpu");
    assertThat(space.sample(new Random(5))).isEqualTo(space.sample(new Random(5)));
    assertThat(space.sample(new Random(5))).isNotEqualTo(space.sample(new Random(6)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"efficientnet-edgetpu", "efficientnet", "mobilenet-edgetpu-v2"})
  void valuesSpellTheArchitectureTheyWereTakenFrom(String name) {
    SearchSpace space = SearchSpaceFile.find(name);
    Random random = new Random(11);
    for (int i = 0; i < 300; i++) {
      Architecture architecture = space.sample(random);
      assertThat(space.of(architecture.valuesByDecision())).isEqualTo(architecture);
      assertThat(java.util.Arrays.stream(space.encode(architecture)).sum())
          .isEqualTo(architecture.choices().size());
    }
  }

  @Test
  void refusesValuesThatSpellNothing() {
    Map<String, String> missing = Map.of("a", "y", "d", "p");
    assertThatThrownBy(() -> BY_HAND.of(missing))
        .hasMessage("b: missing; allowed is one of [1, 2]");
    assertThatThrownBy(() -> BY_HAND.of(with(missing, "b", "3")))
        .hasMessage("b: is 3; allowed is one of [1, 2]");
    assertThatThrownBy(() -> BY_HAND.of(Map.of("a", "x", "d", "p", "b", "1")))
        .hasMessage("b: is not decided here; it is only met if [a is one of [y, z]]");
    SearchSpace space = SearchSpaceFile.find("efficientnet-edgetpu");
    Map<String, String> values = space.first().valuesByDecision();
    assertThatThrownBy(() -> space.of(with(values, "stage7.width", "1.0")))
        .hasMessage(
            "stage7.width: space efficientnet-edgetpu has no such decision; did you mean stage1.width?");
  }

  @Test
  void refusesConditionsOnWhatComesLater() {
    List<Decision> backwards =
        List.of(
            new Decision("b", List.of("1"), List.of(new Condition("a", List.of("x")))),
            new Decision("a", List.of("x"), List.of()));
    assertThatThrownBy(() -> new SearchSpace("s", backwards, v -> Networks.withChannels(8)))
        .hasMessage(
            "decision b: its condition a is x does not refer to options of a decision before it");
  }

  private static Map<String, String> with(Map<String, String> values, String key, String value) {
    Map<String, String> more = new HashMap<>(values);
    more.put(key, value);
    return more;
  }

  private static String spelled(Architecture architecture) {
    return architecture.choices().stream().map(Choice::value).collect(Collectors.joining());
  }
}
