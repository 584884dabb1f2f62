package io.edgewise.jobs.warmstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.search.trial.SearchId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceTest {

  @Test
  void isASettingThatIsReadBack() {
    List<Source> sources =
        List.of(
            new Source(new SearchId("nightly-2026-11-22"), 7),
            new Source(new SearchId("quick.start_2"), -1));
    assertThat(Source.text(sources)).isEqualTo("[\"nightly-2026-11-22@7\",\"quick.start_2@-1\"]");
    assertThat(Source.parse(Source.text(sources))).contains(sources);
    assertThat(Source.parse("[]")).contains(List.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[\"nightly\"]", "[\"a@1\", \"b\"]", "[\"a@1\"],", "a@1"})
  void whatIsSomethingElseIsNotRead(String text) {
    assertThat(Source.parse(text)).isEmpty();
  }
}
