package io.edgewise.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgewise.search.dataset.ImageSet;
import io.edgewise.sim.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The settings of what accuracy is, and of classes of unequal size. */
class AccuracySettingsTest {

  @TempDir private Path folder;

  private SearchConfig read(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("my.conf"), "search.id = my\n" + text);
    return SearchConfig.read(file, Overrides.NONE);
  }

  private SearchConfig fitted(String text, int... classCounts) throws IOException {
    int[] labels = new int[Arrays.stream(classCounts).sum()];
    int at = 0;
    for (int label = 0; label < classCounts.length; label++) {
      Arrays.fill(labels, at, at += classCounts[label], label);
    }
    int classes = classCounts.length;
    return read(text).fittedTo(new ImageSet(1, 1, 1, classes, new byte[labels.length], labels));
  }

  /** A search of before there was a choice is the same search where nothing is done about it. */
  @Test
  void evenClassesAreLeftAsTheyAlwaysWere() throws IOException {
    assertThat(fitted("", 30, 10).settings().decisive())
        .doesNotContainKeys("dataset.balance", "proxy.metric");
  }

  @Test
  void unevenClassesAreWeighedUnlessToldOtherwise() throws IOException {
    assertThat(fitted("", 31, 10).settings().decisive())
        .containsEntry("dataset.balance", "\"weights\"");
    assertThat(fitted("dataset.balance = sampling", 30, 30).settings().decisive())
        .containsEntry("dataset.balance", "\"sampling\"");
    assertThat(fitted("dataset.balance = none", 31, 10).settings().decisive())
        .doesNotContainKey("dataset.balance");
  }

  @Test
  void theRefusals() {
    assertThatThrownBy(() -> read("proxy.metric = f1\ndataset.balance = even"))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            folder.resolve("my.conf")
                + """
                : 2 mistakes
                  dataset.balance: is "even"; allowed is one of auto, none, weights, sampling
                  proxy.metric: is "f1"; allowed is one of top-1, balanced, top-5, macro-f1""");
    assertThatThrownBy(() -> read("proxy.batch-size = 1\ndataset.balance = weights"))
        .isInstanceOf(SettingsException.class)
        .hasMessageEndingWith(
            "dataset.balance: is weights, but proxy.batch-size = 1 leaves an image none to be"
                + " weighed against; allowed is auto, none or sampling, or a batch-size of at least"
                + " 2");
    assertThatThrownBy(() -> fitted("proxy.metric = top-5", 3, 3, 3))
        .isInstanceOf(SettingsException.class)
        .hasMessageEndingWith(
            "proxy.metric: is top-5, but of the data set's 3 classes all are among five answers;"
                + " allowed is top-1, balanced or macro-f1");
  }
}
