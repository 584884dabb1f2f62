package io.edgewise.sim.settings;

import com.typesafe.config.Config;
import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.accelerator.AcceleratorSpec.Link;
import io.edgewise.sim.accelerator.AcceleratorSpec.Memory;
import io.edgewise.sim.accelerator.AcceleratorSpec.TileArray;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads accelerator descriptions, {@code conf/accelerators/*.conf}. */
public final class AcceleratorFile {

  private static final String BUILT_IN = "/io/edgewise/conf/accelerators/";

  private AcceleratorFile() {}

  /**
   * Finds an accelerator by file or by built-in name such as {@code coral-usb}.
   *
   * @throws SettingsException if there is neither, or the description is wrong
   */
  public static AcceleratorSpec find(String fileOrName) {
    if (Files.isRegularFile(Path.of(fileOrName))) {
      return read(Path.of(fileOrName));
    }
    String resource = BUILT_IN + fileOrName + ".conf";
    if (fileOrName.matches("[A-Za-z0-9._-]+") && SettingsFiles.resourceExists(resource)) {
      return parse(fileOrName, SettingsFiles.readResource(resource));
    }
    throw new SettingsException(
        fileOrName,
        List.of(
            "is neither an accelerator file nor the name of a built-in accelerator (see conf/accelerators)"));
  }

  /**
   * Reads an accelerator file.
   *
   * @throws SettingsException if it is missing or wrong
   */
  public static AcceleratorSpec read(Path file) {
    return parse(file.toString(), SettingsFiles.read(file));
  }

  private static AcceleratorSpec parse(String origin, Config config) {
    Settings root = Settings.of(origin, config);
    String name = root.text("name");
    Settings array = root.section("array");
    TileArray tiles =
        new TileArray(
            array.integer("tile-rows", 1, 1024),
            array.integer("tile-columns", 1, 1024),
            array.integer("cells-per-tile", 1, 65536),
            array.number("macs-per-cell-cycle", 1e-3, 1024),
            array.number("depthwise-channels-per-cycle", 1e-3, 65536),
            array.number("clock-hertz", 1e3, 1e11));
    Settings memory = root.section("memory");
    Memory memories =
        new Memory(
            memory.whole("narrow-bytes-per-tile", 1, 1L << 40),
            memory.whole("parameter-bytes", 0, 1L << 40));
    Settings link = root.section("link");
    Link links =
        new Link(
            link.number("parameter-bytes-per-second", 1, 1e15),
            link.number("activation-bytes-per-second", 1, 1e15),
            link.number("fixed-micros", 0, 1e9),
            link.number("operation-micros", 0, 1e9));
    root.finish();
    return new AcceleratorSpec(name, tiles, memories, links);
  }
}
