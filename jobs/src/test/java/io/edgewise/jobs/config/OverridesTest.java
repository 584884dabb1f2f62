package io.edgewise.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.edgewise.sim.settings.SettingsException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** These tests say what {@code --set KEY=VALUE} means, for every command that has it. */
class OverridesTest {

  private static Object set(String text) {
    return Overrides.of(Map.of("a.b", text)).over(ConfigFactory.empty()).getAnyRef("a.b");
  }

  @Test
  void numbersBooleansAndListsAreWhatHoconMakesOfThem() {
    assertThat(set("2")).isEqualTo(2);
    assertThat(set("-0.5")).isEqualTo(-0.5);
    assertThat(set("true")).isEqualTo(true);
    assertThat(set("[accuracy,latency]")).isEqualTo(List.of("accuracy", "latency"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3a://bucket/images", "06:30", "none", "", "a b # c", "${HOME}", "{}"})
  void everythingElseIsTheTextAsItStands(String text) {
    assertThat(set(text)).isEqualTo(text);
  }

  @Test
  void theyWinOverTheFileAndOverThoseThatTheyAreLaidOver() {
    Config file = ConfigFactory.parseString("a = 1, b = 1, c = 1");
    Overrides first = Overrides.NONE.with("b", 2).with("c", 2);
    assertThat(Overrides.NONE.with("c", 3).over(first).over(file))
        .isEqualTo(ConfigFactory.parseString("a = 1, b = 2, c = 3"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a..b", ".a", "", "a$b"})
  void aKeyThatIsNoneIsRefused(String key) {
    assertThatThrownBy(() -> Overrides.of(Map.of(key, "1")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("--set")
        .hasMessageContaining(
            key + "=1: cannot be read; allowed is KEY=VALUE such as search.seed=2, or KEY=[a,b]");
  }

  @Test
  void aListThatIsNoneIsRefused() {
    assertThatThrownBy(() -> Overrides.of(Map.of("a", "[1,{]")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("a=[1,{]: cannot be read");
  }
}
