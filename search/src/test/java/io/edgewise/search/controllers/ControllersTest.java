package io.edgewise.search.controllers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.edgewise.search.controller.ToyTable;
import io.edgewise.search.controller.bayes.ProxySize;
import io.edgewise.sim.accelerator.Energy;
import io.edgewise.sim.settings.Settings;
import io.edgewise.sim.settings.SettingsException;
import io.edgewise.sim.settings.SettingsFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ControllersTest {

  @SuppressWarnings("unused")
  static final java.util.List<String> NAMES = Controllers.NAMES;

  @ParameterizedTest
  @FieldSource("NAMES")
  void everyNameMakesTheControllerOfThatName(String name) {
    assertThat(Controllers.named(name, ToyTable.space()).initial().controller()).isEqualTo(name);
  }

  @Test
  void aMistypedNameFindsTheControllerThatWasMeant() {
    assertThatThrownBy(() -> Controllers.named("Bayes", ToyTable.space()))
        .hasMessageContaining("controller.kind: is \"Bayes\"; allowed is one of ")
        .hasMessageContaining("; did you mean bayes?");
  }

  @Test
  void refusesAnUnknownController() {
    assertThatThrownBy(() -> Controllers.named("ppoo", ToyTable.space()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("controller.kind: is \"ppoo\"; allowed is one of bayes, ppo");
  }

  @Test
  void energyIsAnObjectiveWhereTheAcceleratorTellsIt() {
    Config energy = ConfigFactory.parseString("controller.objectives = [accuracy, energy]");

    assertThat(
            Controllers.named("bayes", energy, Controllers.Chips.one(new Energy(1, 10, 900)))
                .apply(ToyTable.space()))
        .isNotNull();
    assertThatThrownBy(() -> Controllers.named("bayes", energy, Controllers.Chips.UNKNOWN))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(
            "controller.objectives: names energy, which the accelerator's file does not tell; allowed"
                + " is an accelerator with a section energy { picojoules-per-mac,");
  }

  @Test
  void reportsEveryWrongSettingAtOnce() {
    Settings root =
        Settings.of(
            "search.conf",
            ConfigFactory.parseString("controller.ppo { hidden = 0, clip = wide, epoch = 3 }")
                .withFallback(SettingsFiles.readResource(Controllers.DEFAULTS)));
    Controllers.read(root.section("controller"), Controllers.Chips.UNKNOWN, ProxySize.NONE);
    assertThatThrownBy(root::finish)
        .hasMessageContaining(
            "controller.ppo.hidden: is 0; allowed is a whole number from 1 to 1024")
        .hasMessageContaining("controller.ppo.clip: is \"wide\"; allowed is a number")
        .hasMessageContaining("controller.ppo.epoch: unknown key; did you mean epochs?");
  }
}
