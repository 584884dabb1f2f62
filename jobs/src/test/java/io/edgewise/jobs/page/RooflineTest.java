package io.edgewise.jobs.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.accelerator.Chip;
import io.edgewise.sim.accelerator.Dataflow;
import io.edgewise.sim.accelerator.Energy;
import io.edgewise.sim.accelerator.Link;
import io.edgewise.sim.accelerator.SystolicArray;
import io.edgewise.sim.accelerator.Uncertainty;
import io.edgewise.sim.settings.AcceleratorFile;
import org.junit.jupiter.api.Test;

class RooflineTest {

  @Test
  void rooflineByHand() {
    // 100 MHz, 8 x 4 elements, each one multiply-accumulate a cycle; parameters at 50 MB/s.
    AcceleratorSpec coral = AcceleratorFile.find("coral-usb");
    AcceleratorSpec systolic =
        new AcceleratorSpec(
            "hand",
            new Chip(
                100e6,
                new SystolicArray(8, 4, Dataflow.values()[0]),
                coral.chip().memory(),
                coral.chip().sequencer()),
            new Link(50e6, 1, 1),
            coral.host(),
            Energy.UNKNOWN,
            Uncertainty.UNKNOWN);

    assertThat(Roofline.of(systolic)).isEqualTo(new Roofline(3.2e9, 50e6));
  }
}
