package io.edgewise.sim.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

  private enum Kind {
    MNASNET_SOFT,
    TUNAS_ABSOLUTE
  }

  private static Settings of(String hocon) {
    return Settings.of("test.conf", ConfigFactory.parseString(hocon));
  }

  @Test
  @DisplayName("reads every kind of value")
  void readsValues() {
    Settings settings =
        of(
            """
            text = hello, count = 3, ratio = 0.5, on = true, kind = tunas-absolute, limit = none
            kernels = [3, 5], widths = [0.75, 1], kinds = [mnasnet-soft], names = []
            inner { depth = 2 }, stages = [{ layers = 1 }, { layers = 2 }]
            """);
    assertThat(settings.text("text")).isEqualTo("hello");
    assertThat(settings.integer("count", 1, 5)).isEqualTo(3);
    assertThat(settings.number("ratio", 0, 1)).isEqualTo(0.5);
    assertThat(settings.flag("on")).isTrue();
    assertThat(settings.choice("kind", Kind.class)).isEqualTo(Kind.TUNAS_ABSOLUTE);
    assertThat(settings.numberUnless("limit", "none", 0, 1)).isEmpty();
    assertThat(settings.numberUnless("ratio", "none", 0, 1)).hasValue(0.5);
    assertThat(settings.integers("kernels", 1, 7)).containsExactly(3, 5);
    assertThat(settings.numbers("widths", 0, 2)).containsExactly(0.75, 1.0);
    assertThat(settings.choices("kinds", Kind.class)).containsExactly(Kind.MNASNET_SOFT);
    assertThat(settings.texts("names")).isEmpty();
    assertThat(settings.section("inner").integer("depth", 1, 3)).isEqualTo(2);
    assertThat(settings.sections("stages"))
        .extracting(s -> s.integer("layers", 1, 3))
        .containsExactly(1, 2);
    settings.finish();
  }

  @Test
  @DisplayName("reports every mistake of a file at once, each with key, value and what is allowed")
  void reportsAllMistakes() {
    Settings settings = of("count = 9, kind = tunas, inner { dept = 1 }, typo = 1");
    settings.integer("count", 1, 5);
    settings.choice("kind", Kind.class);
    settings.section("inner").integer("depth", 1, 3);
    settings.text("missing");
    assertThatThrownBy(settings::finish)
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("test.conf: 6 mistakes")
        .hasMessageContaining("count: is 9; allowed is a whole number from 1 to 5")
        .hasMessageContaining("kind: is \"tunas\"; allowed is one of mnasnet-soft, tunas-absolute")
        .hasMessageContaining("inner.depth: missing; allowed is a whole number from 1 to 3")
        .hasMessageContaining("inner.dept: unknown key; did you mean depth?")
        .hasMessageContaining("missing: missing; allowed is a text")
        .hasMessageContaining("typo: unknown key; allowed here: count, inner, kind, missing");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "a fraction for a whole number | v = 1.5",
        "a text for a number           | v = many",
        "a list for a number           | v = [1]",
        "a section for a number        | v { a = 1 }",
        "a number below the range      | v = 0",
        "a number beyond every long    | v = 1e300",
        "null                          | v = null",
      })
  void refusesWhatIsNoWholeNumberFrom1To5(String what, String hocon) {
    refuses(hocon, s -> s.integer("v", 1, 5));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "an empty list | v = []",
        "a repeated value | v = [3, 3]",
        "a value out of range | v = [3, 9]",
        "no list | v = 3"
      })
  void refusesWhatIsNoListOfDifferentNumbers(String what, String hocon) {
    refuses(hocon, s -> s.integers("v", 1, 7));
  }

  private static void refuses(String hocon, Consumer<Settings> read) {
    Settings settings = of(hocon);
    read.accept(settings);
    assertThatThrownBy(settings::finish)
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("v: ");
  }

  @Test
  @DisplayName("a long value is shortened in the message")
  void shortensLongValues() {
    Settings settings = of("v = \"" + "x".repeat(5000) + "\"");
    settings.integer("v", 1, 2);
    assertThatThrownBy(settings::finish).message().hasSizeLessThan(300);
  }
}
