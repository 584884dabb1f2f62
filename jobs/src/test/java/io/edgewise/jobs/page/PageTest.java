package io.edgewise.jobs.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.edgewise.jobs.explain.Explanation;
import io.edgewise.jobs.explain.SearchExplanation;
import io.edgewise.jobs.explain.Target;
import io.edgewise.search.accuracy.Answers;
import io.edgewise.search.accuracy.Estimate;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Trial;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PageTest {

  @TempDir Path root;

  /**
   * Texts that end an element, an attribute or a string of a page that is put together carelessly.
   */
  static Stream<String> hostileTexts() {
    return Stream.of(
        "</script><script>document.body.id='taken'</script>",
        "<!--<script>",
        "\"'`><img src=x onerror=document.body.id='taken'>",
        "]]>{{data}}{{script}}",
        "\u202Egnp.exe \u2066\u2028\u2029 & &lt;b&gt;",
        "<b>" + "long".repeat(2500));
  }

  @Test
  void aPageHoldsItsScriptsItsStyleAndItsDataAndFetchesNothing() {
    String html = PageSamples.html(PageSamples.history(root, 3, 20));

    assertThat(count("<script", beforeCharts(html))).isEqualTo(1);
    assertThat(html)
        .contains("content=\"default-src 'none'; script-src 'sha256-")
        .doesNotContain("{{");
    assertThat(beforeCharts(html))
        .doesNotContainPattern("<(link|img|iframe|script)[^>]* (src|href)=");
  }

  /** Returns the page up to its charts: the head and the data. */
  private static String beforeCharts(String html) {
    return html.substring(0, html.indexOf("<script>"));
  }

  @ParameterizedTest
  @MethodSource("hostileTexts")
  void aTextOfTheHistoryEndsNoElementAndBeginsNone(String text) throws IOException {
    SearchHistory history = PageSamples.saying(text, PageSamples.history(root, 2, 20));

    String plain = PageSamples.html(PageSamples.saying("plain", history));
    String hostile = PageSamples.html(history);

    assertThat(count("<", hostile)).isEqualTo(count("<", plain));
    JsonNode read = new ObjectMapper().readTree(PageSamples.page(history).data());
    assertThat(read.at("/searches/0/space").asText()).isEqualTo(text);
    assertThat(read.at("/searches/0/accelerator").asText()).isEqualTo(text);
    assertThat(read.at("/searches/0/state").asText()).contains(text);
  }

  private static long count(String part, String text) {
    return Pattern.compile(part, Pattern.LITERAL).matcher(text).results().count();
  }

  @Test
  void everyMeasuredNetworkIsThereOnceWithItsFile() throws IOException {
    SearchHistory history = PageSamples.history(root, 3, 40);
    SearchReport report = SearchReport.of(history);

    assertThat(report.networks()).hasSameSizeAs(history.result().measured()).isNotEmpty();
    assertThat(report.networks().stream().filter(NetworkPoint::front))
        .hasSameSizeAs(history.result().front());
    byte[] packed = Base64.getDecoder().decode(report.files());
    String files =
        new String(
            new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes(),
            StandardCharsets.UTF_8);
    JsonNode byId = new ObjectMapper().readTree(files);
    for (NetworkPoint network : report.networks()) {
      assertThat(byId.get(network.id()).asText())
          .startsWith("{\n  \"format\" : \"edgewise-")
          .contains("\"id\" : \"" + network.id() + "\"");
    }
  }

  /** 1.96 times the standard error; of a history that does not tell it, none. */
  @Test
  void aNetworkSaysHowSureItsAccuracyIs() {
    Trial found = PageSamples.history(root, 1, 20).result().measured().get(0);
    Trial sure =
        new Trial(
            found.generation(),
            found.index(),
            found.architecture(),
            found.latency(),
            new Evaluation.Measured(
                new Estimate(0.8, 0.05, 0.1),
                Answers.UNKNOWN,
                List.of(),
                new Evaluation.Cost(1, "here"),
                null),
            found.reward(),
            found.repeats());

    assertThat(NetworkPoint.of(sure, true).accuracyMargin().orElseThrow())
        .isCloseTo(0.098, within(1e-12));
    assertThat(NetworkPoint.of(found, true).accuracyMargin()).isEmpty();
  }

  @Test
  void whatTheNetworksDependOnIsThereIfAnythingIsSaidOfIt() throws IOException {
    SearchHistory history = PageSamples.history(root, 1, 20);
    Explanation silent = new Explanation(Target.LATENCY, 0.1, false, List.of());

    String told = PageSamples.page(PageSamples.explained("stage1.kernel", history)).data();
    SearchHistory untold =
        history.explained(
            new SearchExplanation("sample", 40, 40, 14, 11, List.of(silent, silent, silent)));

    assertThat(new ObjectMapper().readTree(told).at("/searches/0/explanation/targets/1").toString())
        .isEqualTo(
            "{\"target\":\"latency\",\"explained\":0.75,\"told\":true,\"influences\":[{"
                + "\"decision\":\"stage1.kernel\",\"share\":0.5,\"standard_error\":0.05,\"effects\":["
                + "{\"option\":\"3\",\"value\":4.0,\"networks\":20},"
                + "{\"option\":\"stage1.kernel\",\"value\":6.0,\"networks\":20}]}]}");
    assertThat(PageSamples.page(untold).data()).doesNotContain("explanation");
    assertThat(PageSamples.page(history).data()).doesNotContain("explanation");
  }

  @Test
  void theReportOf500TrialsIsLessThan3Megabytes() {
    String html = PageSamples.html(PageSamples.history(root, 25, 20));
    assertThat(html.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(3_000_000);
  }

  @Test
  void aSearchOfNoGenerationIsAPageThatSaysSo() {
    SearchHistory history = PageSamples.history(root, 0, 1);
    SearchReport report = SearchReport.of(history);
    assertThat(report.networks()).isEmpty();
    assertThat(report.proposed()).isZero();
    assertThat(PageSamples.html(history)).contains("\"networks\":[]");
  }
}
