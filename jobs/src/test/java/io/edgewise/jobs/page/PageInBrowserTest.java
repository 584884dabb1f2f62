package io.edgewise.jobs.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page as its reader has it; skipped where there is no Chromium. */
class PageInBrowserTest {

  @TempDir Path root;
  @TempDir Path folder;

  private Browser browser;

  @BeforeEach
  void start() {
    browser = Browser.orSkip(folder);
  }

  @Test
  void thePageDrawsItselfWithoutAComplaint() throws Exception {
    Browser.Opened opened = browser.open(PageSamples.html(PageSamples.history(root, 5, 40)));

    assertThat(opened.complaints()).isEmpty();
    assertThat(opened.dom()).contains("<canvas").contains("Accuracy against latency: ");
  }

  @Test
  void hostileTextsAreShownAsText() throws Exception {
    SearchHistory history = PageSamples.history(root, 2, 20);
    for (String text : PageTest.hostileTexts().toList()) {
      Browser.Opened opened = browser.open(PageSamples.html(PageSamples.saying(text, history)));
      assertThat(opened.complaints()).as(text).isEmpty();
      assertThat(opened.dom()).as(text).doesNotContain("id=\"taken\"").contains("<canvas");
      String shown = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
      assertThat(opened.dom()).contains("<bdi>" + shown + "</bdi>");
    }
  }

  @Test
  void whatTheNetworksDependOnIsDrawnHoweverADecisionIsCalled() throws Exception {
    SearchHistory history = PageSamples.history(root, 2, 20);
    for (String text : PageTest.hostileTexts().toList()) {
      Browser.Opened opened = browser.open(PageSamples.html(PageSamples.explained(text, history)));
      assertThat(opened.complaints()).as(text).isEmpty();
      assertThat(opened.dom())
          .as(text)
          .doesNotContain("id=\"taken\"")
          .contains("What the networks depend on: latency most on ")
          .contains("the latency is predicted highest for ");
    }
  }

  @Test
  void aBaselineIsHeldAgainstTheBestNetworkHoweverItIsCalled() throws Exception {
    SearchHistory history = PageSamples.history(root, 2, 20);
    for (String text : PageTest.hostileTexts().toList()) {
      Browser.Opened opened = browser.open(PageSamples.html(PageSamples.beside(text, history)));
      assertThat(opened.complaints()).as(text).isEmpty();
      assertThat(opened.dom())
          .as(text)
          .doesNotContain("id=\"taken\"")
          .contains(", 50.00&nbsp;% in 1.500&nbsp;ms: the best network, ")
          .contains("; rewards ")
          .contains(" and 0.7500.");
    }
  }

  @Test
  void aSliderLeavesTheNetworksWithinItAndAClickSortsThem() throws Exception {
    SearchHistory history = PageSamples.history(root, 5, 40);
    long all = history.result().measured().size();
    Browser.Opened opened =
        browser.act(
            PageSamples.html(history),
            """
            var slider = document.querySelector('[data-limit="accuracy"]');
            slider.value = 0;
            slider.dispatchEvent(new Event('input'));
            var left = document.querySelectorAll('#front tbody tr').length;
            slider.value = slider.max;
            slider.dispatchEvent(new Event('input'));
            var head = Array.from(document.querySelectorAll('#front th button')).find(b => b.textContent === 'accuracy');
            head.click();
            var values = Array.from(document.querySelectorAll('#front tbody tr')).map(r => parseFloat(r.cells[2].textContent));
            var sorted = values.every((v, i) => i === 0 || values[i - 1] >= v);
            document.querySelector('#front tbody button').click();
            document.body.dataset.seen = [left, values.length, sorted, document.querySelector('pre').textContent.includes('edgewise predict')].join();
            """);

    assertThat(opened.complaints()).isEmpty();
    assertThat(opened.dom()).contains("data-seen=\"1," + Math.min(all, 100) + ",true,true\"");
  }

  /** The data is told the accuracies' margins as a search of today has them. */
  @Test
  void whereItIsKnownAnAccuracyIsShownWithHowSureItIs() throws Exception {
    String html =
        PageSamples.html(PageSamples.history(root, 2, 20))
            .replaceAll("\"accuracy\":(0\\.\\d+)", "\"accuracy\":$1,\"accuracy_margin\":0.0981");
    Browser.Opened opened =
        browser.act(
            html,
            """
            document.querySelector('#front tbody button').click();
            document.body.dataset.seen = ['#front tbody td.number', 'dd']
              .map(where => document.querySelector(where).textContent.includes('\u00a0% ±9.8')).join();
            """);

    assertThat(opened.complaints()).isEmpty();
    assertThat(opened.dom()).contains("data-seen=\"true,true\"");
  }

  @Test
  void severalSearchesAreComparedAndEachIsShownWhenItIsChosen(@TempDir Path other)
      throws Exception {
    String html =
        PageSamples.html(PageSamples.history(root, 3, 20), PageSamples.history(other, 5, 20));
    Browser.Opened compared = browser.open(html);
    Browser.Opened chosen =
        browser.act(
            html,
            "var s = document.getElementById('search'); s.value = '1';"
                + " s.dispatchEvent(new Event('change'));");

    assertThat(compared.complaints()).isEmpty();
    assertThat(compared.dom()).contains("The fronts over each other: ");
    assertThat(chosen.complaints()).isEmpty();
    assertThat(chosen.dom())
        .contains("Accuracy against latency: ")
        .contains("Reward by generation: ")
        .contains("What the controller prefers: ")
        .contains("Rejected and failed: ")
        .contains("Where the time went: ")
        .contains("When trainings ran: ");
  }

  @Test
  void aSearchWithoutAMeasuredNetworkSaysSo() throws IOException, InterruptedException {
    Browser.Opened opened = browser.open(PageSamples.html(PageSamples.history(root, 0, 1)));
    assertThat(opened.complaints()).isEqualTo(List.of());
    assertThat(opened.dom())
        .contains("No network was measured")
        .contains("No generation of the search is committed yet.");
  }
}
