package io.edgewise.sim.settings;

import com.typesafe.config.Config;
import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.accelerator.Chip;
import io.edgewise.sim.accelerator.ComputeArray;
import io.edgewise.sim.accelerator.Energy;
import io.edgewise.sim.accelerator.Host;
import io.edgewise.sim.accelerator.Link;
import io.edgewise.sim.accelerator.Memory;
import io.edgewise.sim.accelerator.Sequencer;
import io.edgewise.sim.accelerator.SimdProcessor;
import io.edgewise.sim.accelerator.TileArray;
import io.edgewise.sim.accelerator.Uncertainty;
import java.nio.file.Path;
import java.util.List;

/** Reads accelerator descriptions, {@code conf/accelerators/*.conf}. */
public final class AcceleratorFile {

  static final String BUILT_IN = "/io/edgewise/conf/accelerators/";

  /** Older files do not tell: their cycles are of the clock. */
  private static final String INSTRUCTIONS = "instruction-bytes-per-cycle";

  private static final String HALO = "halo-cycles";
  private static final String ELEMENT = "element-cycles";

  /** A host that none of them is told of never falls asleep. */
  private static final List<String> SLEEP =
      List.of("sleep-after-micros", "sleep-ramp-micros", "wake-micros");

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
          "coral-nasbench201",
          "cpu-cortex-a53",
          "edge-gpu-hwnasbench",
          "npu-systolic-256",
          "raspberry-pi-4");

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
    return SettingsFiles.find(fileOrName, BUILT_IN, NAMES, refusal());
  }

  /**
   * The text of an accelerator's file, with what it includes.
   *
   * @throws SettingsException if there is no such file or built-in name
   */
  public static SettingsText text(String fileOrName) {
    return SettingsText.of(SettingsFiles.source(fileOrName, BUILT_IN, NAMES, refusal()));
  }

  private static String refusal() {
    return "is neither an accelerator file nor a built-in accelerator; built in are "
        + String.join(", ", NAMES);
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
    String name = root.text("name");
    Chip chip = chip(root.section("chip"));
    AcceleratorSpec spec =
        new AcceleratorSpec(
            name,
            chip,
            chip.array() instanceof SimdProcessor ? Link.NONE : link(root.section("link")),
            host(root.section("host")),
            root.has("energy") ? energy(root.section("energy")) : Energy.UNKNOWN,
            root.has("uncertainty")
                ? uncertainty(root.section("uncertainty"))
                : Uncertainty.UNKNOWN);
    root.finish();
    return spec;
  }

  private static Chip chip(Settings chip) {
    double clock = chip.number("clock-hertz", 1e3, 1e11);
    ComputeArray array = ArraySettings.array(chip.section("array"));
    return new Chip(
        clock,
        array,
        array instanceof SimdProcessor
            ? Memory.UNBOUNDED
            : ArraySettings.memory(chip.section("memory"), array),
        sequencer(chip.section("sequencer"), array));
  }

  /** Only tiles have borders and operands to exchange. */
  private static Sequencer sequencer(Settings sequencer, ComputeArray array) {
    boolean tiles = array instanceof TileArray;
    return new Sequencer(
        sequencer.number("operation-cycles", 0, 1e9),
        tiles || sequencer.has(HALO) ? sequencer.number(HALO, 0, 1e9) : 0,
        tiles || sequencer.has(ELEMENT) ? sequencer.number(ELEMENT, 0, 1e9) : 0,
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
    boolean sleeps = SLEEP.stream().anyMatch(host::has);
    return new Host(
        host.number("fixed-micros", 0, 1e9),
        sleeps ? host.number(SLEEP.get(0), 0, 1e9) : 0,
        sleeps ? host.number(SLEEP.get(1), 0, 1e9) : 0,
        sleeps ? host.number(SLEEP.get(2), 0, 1e9) : 0,
        host.number("macs-per-second", 1, 1e18),
        host.number("elements-per-second", 1, 1e18));
  }
}
