package io.edgewise.search.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A trial's key is spelt GENERATION/INDEX. */
class TrialKeyTest {

  @Test
  void whatIsWrittenIsRead() {
    assertThat(new TrialKey(2, 907)).hasToString("2/907");
    assertThat(TrialKey.parse("2/907")).isEqualTo(new TrialKey(2, 907));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2", "2/", "/907", "2/907/1", "two/907", "2/99999999999"})
  void anythingElseIsNoKey(String text) {
    assertThatThrownBy(() -> TrialKey.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("\"" + text + "\" names no trial; allowed is GENERATION/INDEX such as 2/907");
  }
}
