package io.edgewise.sim.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.accelerator.Link;
import io.edgewise.sim.accelerator.Memory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files to fill in. */
class AcceleratorTemplateTest {

  @ParameterizedTest
  @EnumSource
  void aTemplateIsAnAcceleratorAsItStands(AcceleratorTemplate template) {
    AcceleratorSpec spec = read(template, "");
    assertThat(spec.name()).isEqualTo("mine");
    assertThat(spec.uncertainty().isKnown()).isFalse();
    assertThat(spec.energy().isKnown()).isFalse();
    assertThat(template.text()).doesNotContain("include");
  }

  /** Its key, its unit or meaning, and where the number comes from. */
  @ParameterizedTest
  @EnumSource
  void everyNumberSaysWhatItIsAndWhereItComesFrom(AcceleratorTemplate template) {
    template
        .text()
        .lines()
        .filter(line -> line.matches("\\s+[a-z-]+ = [\\d.e]+ .*"))
        .forEach(
            line -> assertThat(line).as(line).containsPattern("# .{8,}; (.*assumed|.*data sheet)"));
  }

  /** Keys that a template has in comments can be said. */
  @ParameterizedTest
  @EnumSource
  void whatIsOnlyMentionedIsAllowed(AcceleratorTemplate template) {
    String host = "host { sleep-after-micros = 700, sleep-ramp-micros = 300, wake-micros = 130 }\n";
    String energy =
        "energy { picojoules-per-mac = 1, picojoules-per-link-byte = 100, idle-milliwatts = 500 }";
    AcceleratorSpec spec = read(template, host + energy);
    assertThat(spec.host().wakeMicros()).isEqualTo(130);
    assertThat(spec.energy().isKnown()).isTrue();
  }

  @Test
  void oneMemoryForAllIsSpreadOverTheTiles() {
    Config two = settings(AcceleratorTemplate.TILES, "");
    Config one =
        two.withoutPath("chip.memory.narrow-bytes-per-tile")
            .withoutPath("chip.memory.parameter-bytes")
            .withFallback(ConfigFactory.parseString("chip.memory.shared-bytes = 1600"));
    assertThat(AcceleratorFile.parse("one", one).chip().memory())
        .isEqualTo(Memory.shared(1600, 16, Memory.BOUNDLESS));
    assertThatThrownBy(
            () ->
                AcceleratorFile.parse(
                    "both", settings(AcceleratorTemplate.TILES, "chip.memory.shared-bytes = 1600")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("chip.memory.parameter-bytes: unknown key");
    assertThatThrownBy(
            () ->
                AcceleratorFile.parse(
                    "small",
                    one.withFallback(two)
                        .withoutPath("chip.memory.shared-bytes")
                        .withoutPath("chip.memory.parameter-bytes")))
        .hasMessageContaining("chip.memory.parameter-bytes: missing");
  }

  @Test
  void aProcessorHasNeitherALinkNorMemoriesOfItsOwn() {
    AcceleratorSpec cpu = read(AcceleratorTemplate.CPU, "");
    assertThat(cpu.link()).isEqualTo(Link.NONE);
    assertThat(cpu.chip().memory()).isEqualTo(Memory.UNBOUNDED);
    assertThatThrownBy(() -> read(AcceleratorTemplate.CPU, "link.input-bytes-per-second = 1"))
        .hasMessageContaining("link: unknown key");
  }

  @Test
  void onlyTilesExchangeBorders() {
    assertThat(read(AcceleratorTemplate.SYSTOLIC, "").chip().sequencer().haloCycles()).isZero();
    Config without =
        settings(AcceleratorTemplate.TILES, "").withoutPath("chip.sequencer.halo-cycles");
    assertThatThrownBy(() -> AcceleratorFile.parse("tiles", without))
        .hasMessageContaining("chip.sequencer.halo-cycles: missing");
  }

  private static AcceleratorSpec read(AcceleratorTemplate template, String more) {
    return AcceleratorFile.parse("template", settings(template, more));
  }

  private static Config settings(AcceleratorTemplate template, String more) {
    return ConfigFactory.parseString(template.text() + more);
  }
}
