package io.edgewise.jobs.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.jobs.explain.Influence.Effect;
import io.edgewise.jobs.files.RecordJson;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExplanationTextTest {

  private static final Explanation SILENT =
      new Explanation(Target.ACCURACY, -0.05, false, List.of());

  private static Influence influence(String decision, double share) {
    return new Influence(
        decision,
        share,
        0.05,
        List.of(new Effect("3", 4, 12), new Effect("5", 4.5, 1), new Effect("7", 6, 1207)));
  }

  private static SearchExplanation search(Explanation... targets) {
    return new SearchExplanation("mine", 1220, 1220, 14, 11, List.of(targets));
  }

  @Test
  void whatMattersIsShownAndOfWhatIsNotExplainedNothingIsSaid() {
    Explanation latency =
        new Explanation(Target.LATENCY, 0.71, true, List.of(influence("stage2.kernel", 0.41)));

    assertThat(ExplanationText.of(search(SILENT, latency)))
        .startsWith(
            "mine: what its networks depend on",
            "1,220 networks trained to the end; 11 of their 14 decisions vary",
            "",
            "accuracy: nothing that the decisions explain (R2 -0.05)",
            "",
            "latency: R2 0.71; 1 decision matters",
            "  stage2.kernel: importance 0.41 ±0.05",
            "    3  #                         4.000 ms     12 tried",
            "    5  #######                   4.500 ms      1 tried",
            "    7  ########################  6.000 ms  1,207 tried");
  }

  @Test
  void ofVeryManyNetworksItIsSaidHowManyWereLearnedFrom() {
    assertThat(
            ExplanationText.of(
                new SearchExplanation("mine", 15_000, 1000, 14, 11, List.of(SILENT))))
        .containsSequence(
            "15,000 networks trained to the end; 11 of their 14 decisions vary",
            "learned from 1,000 of them, taken evenly from the whole search");
  }

  @Test
  void theFirstFiveDecisionsAreDrawnAndTheOthersNamed() {
    List<Influence> many =
        IntStream.range(0, 7).mapToObj(i -> influence("d" + i, 0.5 - 0.05 * i)).toList();

    List<String> lines =
        ExplanationText.of(search(new Explanation(Target.REWARD, 0.71, true, many)));

    assertThat(lines.stream().filter(line -> line.contains("#"))).hasSize(15);
    assertThat(lines)
        .containsSequence("  and:", "  d5: importance 0.25 ±0.05", "  d6: importance 0.20 ±0.05");
  }

  @Test
  void noLineIsWiderThanATerminalHoweverLongTheNames() {
    String name = "x".repeat(10_000);
    Influence influence = new Influence(name, 0.5, 0.1, List.of(new Effect(name, 1e6, 1_000_000)));

    assertThat(
            ExplanationText.of(
                search(new Explanation(Target.LATENCY, 0.7, true, List.of(influence)))))
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
  }

  @Test
  void asJsonItHasTheNamesOfItsParts() {
    Explanation latency =
        new Explanation(Target.LATENCY, 0.5, true, List.of(influence("stage2.kernel", 0.25)));

    assertThat(RecordJson.tree(search(latency)).toString())
        .isEqualTo(
            "{\"search\":\"mine\",\"networks\":1220,\"learned\":1220,\"decisions\":14,\"varied\":11,\"targets\":[{"
                + "\"target\":\"latency\",\"explained\":0.5,\"told\":true,\"influences\":[{"
                + "\"decision\":\"stage2.kernel\",\"share\":0.25,\"standard_error\":0.05,\"effects\":["
                + "{\"option\":\"3\",\"value\":4.0,\"networks\":12},"
                + "{\"option\":\"5\",\"value\":4.5,\"networks\":1},"
                + "{\"option\":\"7\",\"value\":6.0,\"networks\":1207}]}]}]}");
  }

  @Test
  void thePictureIsOfWhatMatters() {
    assertThat(ExplanationPlot.png(search(SILENT))).isEmpty();
    Explanation latency =
        new Explanation(Target.LATENCY, 0.5, true, List.of(influence("stage2.kernel", 0.25)));
    assertThat(ExplanationPlot.png(search(SILENT, latency)).orElseThrow())
        .startsWith(0x89, 'P', 'N', 'G');
  }
}
