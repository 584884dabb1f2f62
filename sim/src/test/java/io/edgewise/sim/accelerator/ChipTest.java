package io.edgewise.sim.accelerator;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.sim.settings.AcceleratorFile;
import org.junit.jupiter.api.Test;

/** A chip can do so much at most. */
class ChipTest {

  /** 4 x 4 tiles of 64 cells take words of 4 channels: 4,096 MAC, 500 million times a second. */
  @Test
  void everyCellOfATileTakesAWordACycle() {
    assertThat(AcceleratorFile.find("coral-usb").chip().peakMacsPerSecond()).isEqualTo(2.048e12);
  }

  @Test
  void everyElementOfASystolicArrayWorksInEveryCycle() {
    assertThat(new SystolicArray(32, 16, Dataflow.WEIGHT_STATIONARY).peakMacsPerCycle())
        .isEqualTo(512);
  }
}
