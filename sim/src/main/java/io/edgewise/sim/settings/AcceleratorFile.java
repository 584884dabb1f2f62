package io.edgewise.sim.settings;

import com.typesafe.config.Config;
import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.accelerator.Chip;
import io.edgewise.sim.accelerator.ComputeArray;
import io.edgewise.sim.accelerator.Dataflow;
import io.edgewise.sim.accelerator.Energy;
import io.edgewise.sim.accelerator.Host;
import io.edgewise.sim.accelerator.Link;
import io.edgewise.sim.accelerator.Memory;
import io.edgewise.sim.accelerator.Sequencer;
import io.edgewise.sim.accelerator.SystolicArray;
import io.edgewise.sim.accelerator.TileArray;
import io.edgewise.sim.accelerator.TileArray.Rates;
import io.edgewise.sim.accelerator.Uncertainty;
import java.nio.file.Path;
import java.util.List;

/** Reads accelerator descriptions, {@code conf/accelerators/*.conf}. */
public final class AcceleratorFile {

  private static final String BUILT_IN = "/io/edgewise/conf/accelerators/";

  /** Older files do not tell: their cycles are of the clock. */
  private static final String INSTRUCTIONS = "instruction-bytes-per-cycle";

  private static final List<String> NAMES =
      List.of(
          "coral-usb",
          "coral-usb-500mhz",
          "coral-usb-250mhz",
          "coral-usb2",
          "coral-pi4",
          "coral-dev-board",
          "coral-pcie",
          "coral-models-page",
          "coral-nasbench201");

  private AcceleratorFile() {}

  /** The names of the accelerators that travel in the jar. */
  public static List<String> builtIn() {
    return NAMES;
  }

  /**
   * Finds an accelerator by file or by built-in name such as {@code coral-usb}.
   *
   * @throws SettingsException if there is neither, or the description is wrong
   */
  public static AcceleratorSpec find(String fileOrName) {
    return parse(fileOrName, settings(fileOrName));
  }

  /**
   * The settings of an accelerator as they stand in its file.
   *
   * @throws SettingsException if there is no such file or built-in name, or it is not HOCON
   */
  public static Config settings(String fileOrName) {
    return SettingsFiles.find(
        fileOrName,
        BUILT_IN,
        NAMES,
        "is neither an accelerator file nor a built-in accelerator; built in are "
            + String.join(", ", NAMES));
  }

  /**
   * Reads an accelerator file.
   *
   * @throws SettingsException if it is missing or wrong
   */
  public static AcceleratorSpec read(Path file) {
    return parse(file.toString(), SettingsFiles.read(file));
  }

  /**
   * Reads an accelerator from settings.
   *
   * @param origin names them in messages
   * @throws SettingsException with every mistake
   */
  public static AcceleratorSpec parse(String origin, Config config) {
    Settings root = Settings.of(origin, config);
    AcceleratorSpec spec =
        new AcceleratorSpec(
            root.text("name"),
            chip(root.section("chip")),
            link(root.section("link")),
            host(root.section("host")),
            root.has("energy") ? energy(root.section("energy")) : Energy.UNKNOWN,
            root.has("uncertainty")
                ? uncertainty(root.section("uncertainty"))
                : Uncertainty.UNKNOWN);
    root.finish();
    return spec;
  }

  private static Chip chip(Settings chip) {
    return new Chip(
        chip.number("clock-hertz", 1e3, 1e11),
        array(chip.section("array")),
        memory(chip.section("memory")),
        sequencer(chip.section("sequencer")));
  }

  private static ComputeArray array(Settings array) {
    if (array.word("kind", List.of("tiles", "systolic")).equals("systolic")) {
      return new SystolicArray(
          array.integer("rows", 1, 65536),
          array.integer("columns", 1, 65536),
          array.choice("dataflow", Dataflow.class));
    }
    return new TileArray(
        array.integer("tile-rows", 1, 1024),
        array.integer("tile-columns", 1, 1024),
        array.integer("cells-per-tile", 1, 65536),
        array.integer("channel-group", 1, 1024),
        array.integer("output-group", 1, 65536),
        rates(array.section("rates")));
  }

  private static Rates rates(Settings rates) {
    return new Rates(
        rate(rates, "cell-macs"),
        rate(rates, "outputs"),
        rate(rates, "depthwise-outputs"),
        rate(rates, "vector-macs"),
        rate(rates, "elements"),
        rate(rates, "maximum-pool-elements"),
        rate(rates, "mean-elements"),
        rate(rates, "unary-elements"),
        rate(rates, "mesh-bytes"));
  }

  private static double rate(Settings section, String key) {
    return section.number(key, 1e-3, 1e6);
  }

  private static Memory memory(Settings memory) {
    return new Memory(
        memory.whole("narrow-bytes-per-tile", 1, 1L << 40),
        memory.whole("parameter-bytes", 0, 1L << 40),
        memory.whole("cell-bytes", 0, 1L << 40));
  }

  private static Sequencer sequencer(Settings sequencer) {
    return new Sequencer(
        sequencer.number("operation-cycles", 0, 1e9),
        sequencer.number("halo-cycles", 0, 1e9),
        sequencer.number("element-cycles", 0, 1e9),
        sequencer.has(INSTRUCTIONS) ? sequencer.number(INSTRUCTIONS, 0, 1e6) : 0);
  }

  private static Link link(Settings link) {
    return new Link(
        link.number("parameter-bytes-per-second", 1, 1e15),
        link.number("input-bytes-per-second", 1, 1e15),
        link.number("output-bytes-per-second", 1, 1e15));
  }

  private static Energy energy(Settings energy) {
    return new Energy(
        energy.number("picojoules-per-mac", 0, 1e6),
        energy.number("picojoules-per-link-byte", 0, 1e9),
        energy.number("idle-milliwatts", 0, 1e6));
  }

  private static Uncertainty uncertainty(Settings uncertainty) {
    return new Uncertainty(uncertainty.rising("factors", Uncertainty.TENTHS, 1, 1e3));
  }

  private static Host host(Settings host) {
    return new Host(
        host.number("fixed-micros", 0, 1e9),
        host.number("sleep-after-micros", 0, 1e9),
        host.number("sleep-ramp-micros", 0, 1e9),
        host.number("wake-micros", 0, 1e9),
        host.number("macs-per-second", 1, 1e18),
        host.number("elements-per-second", 1, 1e18));
  }
}
