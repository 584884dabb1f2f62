package io.edgewise.sim.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.accelerator.Energy;
import io.edgewise.sim.accelerator.TileArray;
import io.edgewise.sim.accelerator.Uncertainty;
import org.junit.jupiter.api.Test;

/** Accelerator files of conf/ and what is wrong with others. */
class AcceleratorFileTest {

  @Test
  void everyBuiltInAcceleratorReadsAndIsNamedAfterItsFile() {
    for (String name : AcceleratorFile.builtIn()) {
      AcceleratorSpec spec = AcceleratorFile.find(name);
      assertThat(spec.name()).isEqualTo(name);
    }
  }

  @Test
  void theCoralAcceleratorsAreTheSameChip() {
    AcceleratorSpec usb = AcceleratorFile.find("coral-usb");

    assertThat(((TileArray) usb.chip().array()).tiles()).isEqualTo(16);
    assertThat(usb.chip().memory().narrowBytesPerTile()).isEqualTo(196_608);
    for (String name : AcceleratorFile.builtIn()) {
      boolean coral = name.startsWith("coral-");
      assertThat(AcceleratorFile.find(name).chip().array().equals(usb.chip().array()))
          .as(name)
          .isEqualTo(coral);
    }
  }

  @Test
  void energyIsToldOrUnknown() {
    Config usb = AcceleratorFile.settings("coral-usb");
    Config told =
        ConfigFactory.parseString(
                "energy { picojoules-per-mac = 1, picojoules-per-link-byte = 10, idle-milliwatts = 900 }")
            .withFallback(usb);

    assertThat(AcceleratorFile.parse("usb", usb).energy()).isEqualTo(Energy.UNKNOWN);
    assertThat(AcceleratorFile.parse("told", told).energy()).isEqualTo(new Energy(1, 10, 900));
    assertThatThrownBy(
            () ->
                AcceleratorFile.parse(
                    "half",
                    ConfigFactory.parseString("energy.idle-milliwatts = -1").withFallback(usb)))
        .hasMessageContaining("energy.picojoules-per-mac: missing")
        .hasMessageContaining("energy.idle-milliwatts: is -1");
  }

  @Test
  void uncertaintyIsToldOrUnknown() {
    Config usb = AcceleratorFile.settings("coral-usb");
    Config falling =
        ConfigFactory.parseString("uncertainty.factors = [1, 1, 1, 1, 1, 1, 1, 1.2, 1.1]")
            .withFallback(usb);

    assertThat(AcceleratorFile.parse("usb", usb).uncertainty().factors()).hasSize(9);
    assertThat(AcceleratorFile.parse("none", usb.withoutPath("uncertainty")).uncertainty())
        .isEqualTo(Uncertainty.UNKNOWN);
    assertThatThrownBy(() -> AcceleratorFile.parse("falling", falling))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(
            "uncertainty.factors: is [1,1,1,1,1,1,1,1.2,1.1]; allowed is a list of 9 rising"
                + " numbers from 1.0 to 1000.0");
  }

  @Test
  void aClockAndARoomThatCannotBeAreNamedByKey() {
    Config wrong =
        ConfigFactory.parseString("chip { clock-hertz = 0, memory.parameter-bytes = -1 }")
            .withFallback(AcceleratorFile.settings("coral-usb"));
    assertThatThrownBy(() -> AcceleratorFile.parse("wrong", wrong))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("chip.clock-hertz: is 0; allowed is ")
        .hasMessageContaining("chip.memory.parameter-bytes: is -1; allowed is ");
  }

  @Test
  void everyMistakeIsReportedAtOnce() {
    assertThatThrownBy(
            () -> AcceleratorFile.parse("x.conf", ConfigFactory.parseString("name = x, chp {}")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("chip: missing; allowed is a section")
        .hasMessageContaining("link: missing")
        .hasMessageContaining("chp: unknown key; did you mean chip?");
  }

  @Test
  void aNameThatIsNeitherFileNorBuiltInSaysWhatIs() {
    assertThatThrownBy(() -> AcceleratorFile.find("coral-usbb"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("coral-usbb")
        .hasMessageContaining("coral-usb, ");
  }
}
