package io.edgewise.sim.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.edgewise.sim.settings.AcceleratorTemplate;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.networks.Networks;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The networks that tell most of a chip. */
class ProbeDesignTest {

  private final Config tiles = ConfigFactory.parseString(AcceleratorTemplate.TILES.text());
  private final ProbeDesign design = new ProbeDesign("mine.conf", tiles);
  private final List<Probe> probes = design.choose(ProbeDesign.COUNT);

  @Test
  void everyNumberThatSomeNetworkTellsIsToldByAProbe() {
    assertThat(probes)
        .extracting(Probe::tells)
        .contains(
            "chip.array.rates.cell-macs",
            "chip.array.rates.depthwise-outputs",
            "chip.array.rates.elements",
            "chip.array.rates.maximum-pool-elements",
            "chip.array.rates.mesh-bytes",
            "chip.array.rates.outputs",
            "chip.memory.narrow-bytes-per-tile",
            "chip.memory.parameter-bytes",
            "chip.sequencer.operation-cycles",
            "host.fixed-micros",
            "link.parameter-bytes-per-second");
  }

  @Test
  void whatNoNetworkTellsIsNamed() {
    assertThat(design.untold())
        .containsExactly(
            "host.elements-per-second", "host.macs-per-second", "link.output-bytes-per-second");
  }

  /** Files that one can send to a device, and that run in no time. */
  @Test
  void probesAreSmallAndAllDifferent() {
    assertThat(probes).hasSize(24);
    assertThat(new HashSet<>(probes.stream().map(Probe::network).toList())).hasSize(24);
    for (Probe probe : probes) {
      LayerGraph graph = Networks.find(probe.network());
      assertThat(graph.parameters()).as(probe.network()).isLessThan(20_000_000);
      assertThat(probe.millis()).as(probe.network()).isBetween(0.3, 200.0);
      assertThat(probe.share()).isBetween(0.0, 1.0);
    }
  }

  @Test
  void theSameFileGetsTheSameProbes() {
    assertThat(new ProbeDesign("mine.conf", tiles).choose(5)).isEqualTo(probes.subList(0, 5));
  }
}
