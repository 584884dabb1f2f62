package io.edgewise.search.space.file;

import io.edgewise.search.space.Blueprint;
import io.edgewise.search.space.NetworkFamily;
import io.edgewise.search.space.cell.CellFamily;
import io.edgewise.search.space.cell.CellJson;
import io.edgewise.search.space.staged.StagedFamilyReader;
import io.edgewise.search.space.staged.StagedJson;
import io.edgewise.sim.settings.Settings;
import java.util.function.Function;
import java.util.function.Supplier;

/** The families of networks by their word in files: where a new one is registered. */
enum Family {
  STAGED(StagedFamilyReader::read, StagedJson::read),
  CELL(CellFamily::read, CellJson::read);

  private final Function<Settings, NetworkFamily> space;
  private final Function<Settings, Supplier<Blueprint>> network;

  Family(Function<Settings, NetworkFamily> space, Function<Settings, Supplier<Blueprint>> network) {
    this.space = space;
    this.network = network;
  }

  /** Reads what a space file says of its networks; notes mistakes in the settings. */
  NetworkFamily readSpace(Settings root) {
    return space.apply(root);
  }

  /**
   * Reads the {@code network} of an architecture; notes mistakes in the settings.
   *
   * @return makes the network, once the settings are known to be right
   */
  Supplier<Blueprint> readNetwork(Settings section) {
    return network.apply(section);
  }
}
